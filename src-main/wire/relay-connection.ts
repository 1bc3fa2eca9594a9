import type { Socket } from 'node:net';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import type { Direction, FlowId } from '../../shared/traffic/flow';
import { Admission } from './admission';
import { adoptSocket, dialSocket, remoteOf } from './byte-source';
import type { ConnectionRecord } from './connection-record';
import { Conversation } from './conversation';
import type { Side } from './conversation';
import type { SocketAddress } from './endpoint';
import { HostHeader } from './host-header';
import { leaveToItsSocket } from './leave-to-socket';
import { SocketGuard, type OwnSocket } from './own-socket';
import { Pipe } from './pipe';
import { refusal, timedOut } from './refusal';
import type { RelayOptions } from './relay';
import { Silence } from './silence';
import type { ConnectionState, DirectionCounters, WireConnection } from './tap';
import { uncaptured } from './uncaptured';
import type { WireReader } from './wire-reader';
import { ZmtpReader } from './zmtp-reader';
import { ZwsReader } from './zws-reader';

/** A host that answers nothing is given up on after this time, in milliseconds, unless another is wanted; the caller then tries again. */
const DIAL_TIMEOUT = 10_000;

let lastId = 0;

/** Where the bound side is: as it was given, and as it is dialled; and where the connecting side has come in. */
export interface DialTarget {
  readonly listening: string;
  readonly endpoint: string;
  readonly address: SocketAddress;
}

/** An accepted socket, the dialled one, and the two pipes between them. */
export class RelayConnection implements WireConnection {
  readonly id = ++lastId;
  readonly flow: FlowId;
  readonly remote: string;
  readonly forward: DirectionCounters = { messages: 0, bytes: 0 };
  readonly backward: DirectionCounters = { messages: 0, bytes: 0 };
  state: ConnectionState = 'dialing';
  fault: string | undefined;
  cut = false;

  private readonly conversation = new Conversation();
  private readonly ownDialled: OwnSocket | undefined;
  private readonly ownCaller: OwnSocket | undefined;
  private readonly record: ConnectionRecord | undefined;
  private readonly forwardPipe: Pipe;
  private readonly backwardPipe: Pipe;
  private readonly accepted: Socket;
  private readonly dialled: Socket;
  private readonly gone: Promise<void>;
  private markGone: () => void = () => undefined;
  /** Halves that are not gone. */
  private readonly halves: Set<Socket>;
  /** One half is gone, so that what the other still says is for nobody. */
  private parted = false;
  private readonly silence: Silence | undefined;

  constructor(
    accepted: Socket,
    private readonly target: DialTarget,
    private readonly options: RelayOptions,
    private readonly tell: { readonly gone: () => void; readonly nobodyThere: () => void },
  ) {
    this.remote = remoteOf(accepted);
    this.flow = options.flowOf(this.remote);
    this.ownDialled = options.own?.('dialled');
    this.ownCaller = options.own?.('caller');
    this.conversation.binding.knownType = this.ownDialled?.type ?? '';
    this.record = options.journal?.open(this, target);
    this.record?.note('opened');
    this.forwardPipe = new Pipe(this.readerOf('forward'));
    this.backwardPipe = new Pipe(this.readerOf('backward'));
    this.gone = new Promise((resolve) => {
      this.markGone = resolve;
    });
    const { admit } = options;
    if (admit !== undefined) this.forwardPipe.insert(new Admission(this.forwardPipe, () => admit(this)));
    if (options.namesTarget === true && this.protocol === 'ZWS' && target.address.type === 'tcp')
      this.forwardPipe.insert(new HostHeader(this.forwardPipe, target.address.host));
    this.accepted = adoptSocket(accepted, (chunk) => this.parted || this.forwardPipe.receive(chunk));
    this.dialled = dialSocket(target.address, (chunk) => {
      this.silence?.heard();
      return this.parted || this.backwardPipe.receive(chunk);
    });
    const silenceMs = options.silenceMs?.();
    if (silenceMs !== undefined)
      this.silence = new Silence(
        silenceMs,
        () => this.backwardPipe.stalled,
        () => this.drop('unanswered'),
      );
    this.halves = new Set([this.accepted, this.dialled]);
    const { keepAliveMs } = options;
    if (keepAliveMs !== undefined)
      for (const half of [this.accepted, this.dialled]) half.setKeepAlive(true, keepAliveMs);
  }

  get connecting(): Side {
    return this.conversation.connecting;
  }

  get binding(): Side {
    return this.conversation.binding;
  }

  /** What is spoken: ZMTP, or the same in a WebSocket. */
  private get protocol(): 'ZMTP' | 'ZWS' {
    return this.target.listening.startsWith('ws://') ? 'ZWS' : 'ZMTP';
  }

  stalled(direction: Direction): boolean {
    return (direction === 'forward' ? this.forwardPipe : this.backwardPipe).stalled;
  }

  /** Begins to copy as soon as the dialled side answers. */
  start(): void {
    const { accepted, dialled } = this;
    this.forwardPipe.connect(accepted, dialled);
    this.backwardPipe.connect(dialled, accepted, () => {
      const first = this.questions(accepted);
      if (!first) accepted.end();
      else void first.then(() => accepted.end());
    });
    const { dialTimeoutMs = 0 } = this.options;
    const deadline = setTimeout(() => dialled.destroy(timedOut()), dialTimeoutMs > 0 ? dialTimeoutMs : DIAL_TIMEOUT);
    dialled.once('connect', () => {
      clearTimeout(deadline);
      this.state = 'handshake';
      this.watchHandshake();
      accepted.resume();
      dialled.resume();
    });
    dialled.on('error', (error: NodeJS.ErrnoException) => {
      if (this.state !== 'dialing') return;
      const problem = refusal(error, this.target.endpoint);
      const { endpoint } = this.target;
      const told = { error: problem.code, endpoint, detail: problem.message };
      this.record?.endedBy({ by: undefined, how: 'refused', refusal: told });
      this.options.on.refused?.(problem);
      this.tell.nobodyThere();
    });
    accepted.on('error', () => undefined);
    this.followEnds();
    // While its messages are held, the caller is not read and cannot be seen to leave: the bound side's leaving is enough.
    dialled.once('end', () => {
      if (this.forwardPipe.held) dialled.destroy();
    });
    for (const half of [accepted, dialled]) {
      // It follows every error, and ends the other half too, so that ZeroMQ connects again.
      half.once('close', () => {
        clearTimeout(deadline);
        this.halfGone(half);
      });
    }
    this.options.on.opened(this);
  }

  /** In the place of a socket that must not give up a handshake itself (`zmq_setsockopt(3)`, "ZMQ_HANDSHAKE_IVL"). */
  private watchHandshake(): void {
    const { handshakeMs = 0 } = this.ownCaller?.judging ?? {};
    if (handshakeMs === 0) return;
    const timer = setTimeout(() => this.state === 'handshake' && this.drop('unanswered'), handshakeMs);
    this.accepted.once('close', () => clearTimeout(timer));
  }

  /** Notes who ends the connection first. */
  private followEnds(): void {
    for (const [half, by] of [
      [this.accepted, 'connecting'],
      [this.dialled, 'binding'],
    ] as const) {
      half.once('end', () => this.record?.endedBy({ by, how: 'left' }));
      half.once('error', () => this.record?.endedBy({ by, how: 'reset' }));
    }
  }

  /**
   * Passes on nothing more where one of the app's own sockets still decides whom it is connected to; done when it asks no more.
   */
  async quiet(): Promise<void> {
    const judging = this.ownCaller?.judging ?? this.ownDialled?.judging;
    if (!judging || this.conversation.ready) return;
    this.flush();
    this.parted = true;
    await judging.answered();
  }

  /** Drops both halves and what they have not sent yet; done when both are gone. */
  async close(): Promise<void> {
    this.drop();
    await this.gone;
  }

  private drop(how: 'relayClosed' | 'unanswered' = 'relayClosed'): void {
    this.record?.endedBy({ by: undefined, how });
    this.flush();
    this.parted = true;
    for (const half of this.halves) {
      if (!this.isOurs(half)) half.destroy();
      else {
        leaveToItsSocket(half, undefined, this.questions(half));
        this.halfGone(half);
      }
    }
  }

  /** The app's own socket is behind it. One that is being dialled has not been reached. */
  private isOurs(half: Socket): boolean {
    if (this.state === 'dialing') return false;
    return (half === this.accepted ? this.ownCaller : this.ownDialled) !== undefined;
  }

  /**
   * What a half has to be kept open for. The session of a socket that connects outlives its connections, and where the answer
   * about one comes when it has the next, libzmq ends the process (4.3.5: `zap_client_common_handshake_t::zap_msg_available`
   * asserts that it waits for one).
   */
  private questions(half: Socket): Promise<void> | undefined {
    return half === this.accepted && this.state === 'handshake' ? this.ownCaller?.judging?.answered() : undefined;
  }

  private flush(): void {
    this.forwardPipe.flush();
    this.backwardPipe.flush();
  }

  private halfGone(gone: Socket): void {
    if (!this.halves.delete(gone)) return;
    this.silence?.end();
    // When one half is gone altogether, nothing can go either way any more; what is on its way out still leaves.
    this.flush();
    this.parted = true;
    this.silence?.end();
    for (const half of this.halves) {
      if (this.isOurs(half)) leaveToItsSocket(half, () => this.halfGone(half), this.questions(half));
      else if (half.writableLength === 0) half.destroy();
      else half.destroySoon();
    }
    if (this.halves.size > 0) return;
    this.state = 'closed';
    this.forwardPipe.reader.finish();
    this.backwardPipe.reader.finish();
    this.record?.note('closed');
    if (this.record) this.options.journal?.close(this.record);
    this.options.on.closed(this);
    this.tell.gone();
    this.markGone();
  }

  private readerFailed(direction: Direction, what: string, harmful: boolean): void {
    const forward = direction === 'forward';
    const [receiver, sender] = forward ? [this.ownDialled, this.ownCaller] : [this.ownCaller, this.ownDialled];
    this.cut ||= receiver !== undefined && (harmful || sender === undefined);
    const side = forward ? 'connecting' : 'bound';
    const why = harmful
      ? `What the ${side} side sends could end this app`
      : `The bytes of the ${side} side cannot be read as ${this.protocol}`;
    this.fault ??= `${why}: ${what}. ${this.cut ? 'It was cut off.' : 'They are still passed on.'}`;
    this.options.on.fault(this);
    // The chunk that is being read is not written to a half that is gone.
    if (this.cut) this.drop();
  }

  private readerOf(direction: Direction): WireReader {
    const forward = direction === 'forward';
    const number = forward ? FORWARD : BACKWARD;
    const { connecting, binding } = this.conversation;
    const { sink = uncaptured, on } = this.options;
    const receiver = forward ? this.ownDialled : this.ownCaller;
    const Reader = this.protocol === 'ZWS' ? ZwsReader : ZmtpReader;
    return new Reader({
      own: forward ? connecting : binding,
      peer: forward ? binding : connecting,
      counters: forward ? this.forward : this.backward,
      messages: sink.writer(this.flow, number, this.id),
      controls: sink.writer(this.flow, number, this.id),
      ...(this.record ? { log: this.record.log(direction) } : {}),
      ...(receiver ? { guard: new SocketGuard(receiver) } : {}),
      events: {
        ready: () => {
          (forward ? this.backwardPipe : this.forwardPipe).reader.otherIsReady();
          if (this.state === 'ready' || !this.conversation.ready) return;
          this.state = 'ready';
          this.record?.note('ready');
          this.silence?.begin();
          on.ready(this);
        },
        fault: (what, harmful) => this.readerFailed(direction, what, harmful),
        command: (name, body) => on.command?.(this, direction, name, body),
      },
    });
  }
}
