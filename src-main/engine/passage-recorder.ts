import { FrameHash } from '../capture/frame-hash';
import type { Passage } from '../capture/passage';
import type { RoutingIds } from './routing-ids';
import type { Frames } from './zmq-socket';

/** Messages between two settlings; the log of a passage has room for more. */
const MOST_UNSETTLED = 4096;

export interface PassageRecorderOptions {
  readonly passage: Passage;
  /** The ids of the ROUTER that messages are taken from, and of the one that they are given to. */
  readonly from: RoutingIds | undefined;
  readonly to: RoutingIds | undefined;
  /** Seq that the capture has reached. */
  readonly reached: () => number;
  /** Settles what was written down. */
  readonly settle: () => void;
}

/** Writes down each message that a device takes and gives. A ROUTER's first frame says which connection; it is never on the wire. */
export class PassageRecorder {
  private readonly hash = new FrameHash();
  private unsettled = 0;

  constructor(private readonly options: PassageRecorderOptions) {}

  /** The device has received a message; gives the number of its entry. */
  took(frames: Frames): number {
    const { passage, from, to, reached, settle } = this.options;
    if (++this.unsettled >= MOST_UNSETTLED) {
      this.unsettled = 0;
      settle();
    }
    const [id] = frames;
    const taken = this.hash.ofFrames(frames, from ? 1 : 0);
    const given = from === to ? taken : this.hash.ofFrames(frames, to ? 1 : 0);
    const source = from && id ? from.connectionOf(id) : 0;
    const target = to && id ? to.connectionOf(id) : 0;
    return passage.log.add(taken, given, source, target, reached());
  }

  /** The device hands the message over now. */
  gives(entry: number): void {
    this.options.passage.log.give(entry, this.options.reached());
  }
}
