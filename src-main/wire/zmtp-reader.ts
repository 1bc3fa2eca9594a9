import { KIND_MESSAGE } from '../../shared/traffic/flow';
import { faultText, isHarmful, type ZmtpFault } from '../../shared/wire/zmtp-fault';
import { LEVEL_3, LEVEL_UNVERSIONED, LEVEL_REVISION_0, type Side } from './conversation';
import { ControlReader } from './control-reader';
import type { ReaderOptions } from './reader-options';
import type { DirectionCounters, ItemWriter } from './tap';
import { COMMAND, FAULT, FrameHeader, GREETING, HANDSHAKE, IDENTITY, LONG, MORE, TRAFFIC } from './zmtp-frame';
import { GreetingReader } from './zmtp-greeting';
import { joined, type WireReader } from './wire-reader';

/** Where the messages of one `readRun` end. Shared by all readers: nothing in it outlives the call. */
const ends = new Uint32Array(32 * 1024);
const NOTHING = new Uint8Array(0);

/**
 * Reads the bytes of one direction of one connection as ZMTP 3.1, 3.0, 2.0 or 1.0 (RFC 37, 23, 15, 13), cut in any way.
 * It counts whole messages, hands everything to the item writers and allocates nothing per frame. Whatever the bytes
 * are, it never throws: when they are no ZMTP it says so once and reads no further.
 */
export class ZmtpReader implements WireReader {
  holding = false;
  /** The frame's header as it was on the wire, where its bytes were translated before they came here. */
  rawHeader: Uint8Array | undefined;

  private phase = GREETING;
  private readonly greeting: GreetingReader;
  private readonly control: ControlReader;
  private readonly counters: DirectionCounters;
  private readonly messages: ItemWriter;
  private reservedFlags = 0xf8;
  private sealed = false;
  /** SUB and XSUB subscribe by messages that start with 1 or 0 (RFC 23/ZMTP 3.0, The Publish-Subscribe Pattern). */
  private subscriber = false;
  /** Whom the bytes are for must be kept from some messages. */
  private readonly watchful: boolean;

  private readonly header = new FrameHeader();
  /** Body bytes of the open frame still to come; -1 between frames. */
  private bodyLeft = -1;
  private frameMore = false;
  private frameIsControl = false;
  /** The open frame is a subscriber's, and its first byte will tell what it is. */
  private undecided = false;
  /** The first byte of the open frame has not come, and says whether it may go on. */
  private unseen = false;
  private messageOpen = false;
  private messageBytes = 0;

  constructor(private readonly options: ReaderOptions) {
    this.greeting = new GreetingReader(options.own, options.peer);
    this.control = new ControlReader(options);
    this.counters = options.counters;
    this.messages = options.messages;
    this.watchful = options.guard?.seesFrames === true;
  }

  /** Between two messages, after the handshake. */
  get between(): boolean {
    return this.phase === TRAFFIC && this.atMessageStart();
  }

  /** Frames that are no commands can only be messages, so that many may be given at once. */
  get takesRuns(): boolean {
    return this.phase === TRAFFIC && !this.subscriber && !this.watchful;
  }

  get failed(): boolean {
    return this.phase === FAULT;
  }

  /** There is no greeting: what comes are frames. */
  startFrames(phase: typeof HANDSHAKE | typeof IDENTITY): void {
    this.phase = phase;
  }

  read(chunk: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (this.phase === TRAFFIC && this.atMessageStart()) {
        if (this.holding && this.isMessage(chunk[at]!)) return at;
        if (!this.header.old && !this.subscriber && !this.watchful && !this.holding) {
          at = this.readRun(chunk, at, to);
          if (at === to) break;
        }
      }
      if (this.phase === FAULT) return to;
      if (this.phase === GREETING) at = this.readGreeting(chunk, at, to);
      else if (this.bodyLeft >= 0) at = this.readBody(chunk, at, to);
      else at = this.readHeader(chunk, at, to);
    }
    return at;
  }

  /** If the other side speaks ZMTP 1.0, what this one has sent as a signature was its identity, and may be all that it sends. */
  otherIsReady(): void {
    if (this.phase === GREETING) this.readGreeting(this.greeting.bytes, 0, 0);
  }

  finish(): void {
    if (this.phase === GREETING && this.greeting.length > 0)
      this.control.greetingBroken(this.greeting.bytes, this.greeting.length);
    this.messages.abandon();
    this.control.abandon();
    this.phase = FAULT;
  }

  private atMessageStart(): boolean {
    return this.bodyLeft < 0 && this.header.used === 0 && !this.messageOpen;
  }

  private isMessage(first: number): boolean {
    return this.sealed || this.header.old || (first & COMMAND) === 0;
  }

  /**
   * The fast path: as many whole messages as lie in `chunk[from, to)` from here, in frames that are kept whole. Gives
   * the end of the last one.
   */
  private readRun(chunk: Uint8Array, from: number, to: number): number {
    const limit = this.messages.frameLimit;
    const last = to - 1;
    let at = from;
    let end = from;
    let count = 0;
    let open = 0;
    let bytes = 0;
    while (at < last) {
      const flags = chunk[at]!;
      let size: number;
      if (flags < LONG) {
        size = chunk[at + 1]!;
        at += 2 + size;
      } else {
        if (flags > (MORE | LONG) || at + 9 > to) break;
        if ((chunk[at + 1]! | chunk[at + 2]! | chunk[at + 3]! | chunk[at + 4]! | (chunk[at + 5]! & 0x80)) !== 0) break;
        size = (chunk[at + 5]! << 24) | (chunk[at + 6]! << 16) | (chunk[at + 7]! << 8) | chunk[at + 8]!;
        at += 9 + size;
      }
      if (at > to || size > limit) break;
      open += size;
      if ((flags & MORE) !== 0) {
        // Of a sealed message the real MORE flag is inside the box; one outside is taken off, and that not here.
        if (this.sealed) break;
        continue;
      }
      ends[count++] = at;
      bytes += open;
      open = 0;
      end = at;
      if (count === ends.length) break;
    }
    if (count > 0) {
      this.counters.messages += count;
      this.counters.bytes += bytes;
      if (this.messages.storing) this.messages.run(chunk, from, ends, count, this.sealed);
    }
    return end;
  }

  private readGreeting(chunk: Uint8Array, from: number, to: number): number {
    const { greeting } = this;
    const at = greeting.read(chunk, from, to);
    const { outcome } = greeting;
    if (outcome === 'reading') return at;
    if (typeof outcome === 'object') {
      this.fault(outcome.fault, joined(greeting.bytes.subarray(0, greeting.length), chunk, at, to));
      return to;
    }
    const { own, peer } = this.options;
    const lower = Math.min(own.level, peer.level || own.level);
    this.header.old = lower === LEVEL_UNVERSIONED || lower === LEVEL_REVISION_0;
    this.reservedFlags = lower === LEVEL_3 ? 0xf8 : 0xfc;
    this.phase = lower === LEVEL_3 ? HANDSHAKE : IDENTITY;
    if (outcome === 'greeting') this.control.greeting(greeting.bytes, greeting.length);
    else this.read(greeting.bytes, 0, greeting.length);
    return at;
  }

  private readHeader(chunk: Uint8Array, from: number, to: number): number {
    const at = this.header.read(chunk, from, to);
    if (this.header.used > 0) return at;
    const wrong = this.header.wrong(this.phase, this.reservedFlags) ?? this.harmIn(this.header.flags, this.header.size);
    if (wrong === undefined) this.startFrame(this.header.flags, this.header.size);
    else this.fault(wrong, joined(this.wireHeader, chunk, at, to));
    return at;
  }

  /** Why a frame must not go on to one of the app's own sockets. */
  private harmIn(flags: number, size: number): ZmtpFault | undefined {
    const { guard } = this.options;
    if (!guard) return undefined;
    const message = this.phase === TRAFFIC && this.isMessage(flags);
    return message ? guard.frame(flags, size, this.sealed) : guard.commandSize(size);
  }

  private get wireHeader(): Uint8Array {
    return this.rawHeader ?? this.header.raw;
  }

  private startFrame(flags: number, size: number): void {
    const traffic = this.phase === TRAFFIC;
    this.bodyLeft = size;
    this.frameMore = (flags & MORE) !== 0 && traffic && !this.sealed;
    this.frameIsControl = !traffic || !this.isMessage(flags);
    this.unseen = this.watchful && !this.frameIsControl && !this.sealed;
    if (this.frameIsControl) {
      const form = this.phase === IDENTITY ? 'identity' : traffic ? 'command' : 'handshake';
      this.control.start(form, this.wireHeader, size);
    } else if (this.subscriber && !this.messageOpen && !this.frameMore && size > 0) this.undecided = true;
    else this.startMessageFrame(size);
    if (size === 0) this.endFrame();
  }

  private startMessageFrame(size: number): void {
    if (!this.messageOpen) {
      this.messageOpen = true;
      this.messageBytes = 0;
      if (this.messages.storing) this.messages.begin(KIND_MESSAGE, this.sealed);
      else this.messages.abandon();
    }
    this.messageBytes += size;
    this.messages.frame(size, this.frameMore);
  }

  private readBody(chunk: Uint8Array, from: number, to: number): number {
    if (this.unseen) {
      this.unseen = false;
      const harm = this.options.guard?.begins(chunk[from]!, this.bodyLeft, this.frameMore);
      if (harm) {
        this.fault(harm, chunk.subarray(from, from + 1));
        return to;
      }
    }
    if (this.undecided) this.decide(chunk[from]!);
    const end = Math.min(to, from + this.bodyLeft);
    if (this.frameIsControl) this.control.bytes(chunk, from, end);
    else this.messages.bytes(chunk, from, end);
    this.bodyLeft -= end - from;
    if (this.bodyLeft === 0) this.endFrame();
    return end;
  }

  private decide(first: number): void {
    this.undecided = false;
    this.frameIsControl = first <= 1;
    if (this.frameIsControl) this.control.start('subscription', this.wireHeader, this.bodyLeft);
    else this.startMessageFrame(this.bodyLeft);
  }

  private endFrame(): void {
    this.bodyLeft = -1;
    if (this.frameIsControl) {
      this.endControl();
    } else if (!this.frameMore) {
      this.messageOpen = false;
      this.counters.messages++;
      this.counters.bytes += this.messageBytes;
      this.messages.end();
    }
  }

  private endControl(): void {
    const outcome = this.phase === IDENTITY ? this.control.endIdentity() : this.control.end();
    // The bytes of it are known by then.
    if (typeof outcome === 'object') this.fault(outcome.fault, NOTHING);
    else if (outcome === 'ready' && this.phase !== TRAFFIC) {
      const { own, peer } = this.options;
      this.phase = TRAFFIC;
      this.sealed = own.mechanism !== 'NULL' && own.mechanism !== 'PLAIN';
      this.subscriber = !this.sealed && subscribes(own, peer);
      own.ready = true;
      this.options.events.ready();
    }
  }

  private fault(fault: ZmtpFault, bytes: Uint8Array): void {
    const { log, events } = this.options;
    log?.fault(fault, bytes);
    this.phase = FAULT;
    this.finish();
    events.fault(faultText(fault), isHarmful(fault));
  }
}

/** ZMTP 1.0, and ZWS 2.0 without a mechanism, do not say what a side is; whoever talks to a publisher subscribes. */
function subscribes({ socketType }: Side, { knownType }: Side): boolean {
  if (socketType !== '') return socketType === 'SUB' || socketType === 'XSUB';
  return knownType === 'PUB' || knownType === 'XPUB';
}
