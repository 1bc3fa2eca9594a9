import { Conversation } from '../conversation';
import type { DirectionCounters } from '../tap';
import { ZmtpReader } from '../zmtp-reader';
import { RecordingSink } from './recording-sink';

/** Two readers of one conversation, with everything that they say written down. */
export class Harness {
  readonly conversation = new Conversation();
  readonly forwardCounters: DirectionCounters = { messages: 0, bytes: 0 };
  readonly backwardCounters: DirectionCounters = { messages: 0, bytes: 0 };
  readonly log: string[] = [];
  readonly faults: string[] = [];
  readonly forward: ZmtpReader;
  readonly backward: ZmtpReader;

  constructor(readonly sink = new RecordingSink()) {
    this.forward = this.reader(0);
    this.backward = this.reader(1);
  }

  /** Gives bytes to one of the readers, cut into pieces of `cuts` bytes, the last size again and again. */
  feed(reader: ZmtpReader, bytes: Uint8Array, cuts: readonly number[] = [bytes.length]): this {
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

  private reader(direction: 0 | 1): ZmtpReader {
    const { connecting, binding } = this.conversation;
    const name = direction === 0 ? 'forward' : 'backward';
    return new ZmtpReader({
      own: direction === 0 ? connecting : binding,
      peer: direction === 0 ? binding : connecting,
      counters: direction === 0 ? this.forwardCounters : this.backwardCounters,
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
