import { ConnectionRecord } from '../connection-record';
import { Conversation } from '../conversation';
import type { DirectionCounters, WireConnection } from '../tap';
import type { WireReader } from '../wire-reader';
import { ZmtpReader } from '../zmtp-reader';
import type { ZwsReader } from '../zws-reader';
import { RecordingSink } from './recording-sink';

const CLOCK = { now: () => 0, seq: () => 1, epoch: () => 0 };

/** Two readers of one conversation, with everything that they say written down. */
export class Harness {
  readonly conversation = new Conversation();
  readonly forwardCounters: DirectionCounters = { messages: 0, bytes: 0 };
  readonly backwardCounters: DirectionCounters = { messages: 0, bytes: 0 };
  readonly log: string[] = [];
  readonly faults: string[] = [];
  /** The record of it, as a ladder shows it. */
  readonly record: ConnectionRecord;
  readonly forward: WireReader;
  readonly backward: WireReader;

  constructor(
    readonly sink = new RecordingSink(),
    private readonly Reader: typeof ZmtpReader | typeof ZwsReader = ZmtpReader,
  ) {
    this.record = new ConnectionRecord(this.asConnection(), { listening: '', endpoint: '' }, CLOCK);
    this.forward = this.reader(0);
    this.backward = this.reader(1);
  }

  /** The steps of the ladder, a line each, in the order of each direction. */
  get steps(): readonly string[] {
    const all = this.record.steps.from(0, Infinity);
    const line = (step: (typeof all)[number]) =>
      [step.direction, step.type, step.name, step.size, step.unfinished, Buffer.from(step.bytes).toString('hex')].join(
        ' ',
      );
    return ['forward', 'backward'].flatMap((way) => all.filter(({ direction }) => direction === way).map(line));
  }

  /** Gives bytes to one of the readers, cut into pieces of `cuts` bytes, the last size again and again. */
  feed(reader: WireReader, bytes: Uint8Array, cuts: readonly number[] = [bytes.length]): this {
    let at = 0;
    for (let i = 0; at < bytes.length; i++) {
      const size = Math.max(1, cuts[Math.min(i, cuts.length - 1)] ?? bytes.length);
      // A copy that is spoilt afterwards: a reader that keeps a reference to it would be found out.
      const piece = Buffer.from(bytes.subarray(at, at + size));
      reader.read(piece, 0, piece.length);
      piece.fill(0xaa);
      at += size;
    }
    return this;
  }

  private asConnection(): WireConnection {
    const { connecting, binding } = this.conversation;
    const { forwardCounters: forward, backwardCounters: backward } = this;
    return { id: 1, flow: 7, state: 'handshake', remote: '', connecting, binding, forward, backward, fault: undefined };
  }

  private reader(direction: 0 | 1): WireReader {
    const { connecting, binding } = this.conversation;
    const name = direction === 0 ? 'forward' : 'backward';
    return new this.Reader({
      own: direction === 0 ? connecting : binding,
      peer: direction === 0 ? binding : connecting,
      counters: direction === 0 ? this.forwardCounters : this.backwardCounters,
      log: this.record.log(name),
      messages: this.sink.writer(7, direction),
      controls: this.sink.writer(7, direction),
      events: {
        ready: () => {
          this.log.push(`${name} ready`);
          (direction === 0 ? this.backward : this.forward).otherIsReady();
        },
        fault: (what) => this.faults.push(`${name}: ${what}`),
        command: (command, body) => this.log.push(`${name} ${command} ${Buffer.from(body).toString('latin1')}`),
      },
    });
  }
}
