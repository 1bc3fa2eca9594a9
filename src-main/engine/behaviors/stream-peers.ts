import { hex } from '../../../shared/bytes';
import type { StopSignal } from '../stop-signal';
import type { Frames } from '../zmq-socket';

/** How often it is looked whether a first peer has come. */
const LOOK_MS = 20;

/**
 * The peers of a STREAM. It tells its program of each that comes or goes by a message of its identity and an empty frame,
 * and sends to the one whose identity is the first frame (`zmq_socket(3)`, ZMQ_STREAM).
 */
export class StreamPeers {
  private readonly present = new Map<string, Uint8Array>();
  private last: Uint8Array | undefined;

  /** To be told of each message that is received. */
  note([id, body]: Frames): void {
    if (!id || body?.length !== 0) return;
    const key = hex(id);
    if (!this.present.delete(key)) this.present.set(key, id);
  }

  /** Waits for the first one. */
  async some(stop: StopSignal): Promise<void> {
    while (this.present.size === 0 && !stop.stopped) await stop.sleep(LOOK_MS);
  }

  /** The message for the peer whose turn it is; where all are gone it goes to the last one, and libzmq says so. */
  addressed(frames: Frames): Frames {
    const [next] = this.present;
    if (next) {
      const [key, id] = next;
      this.present.delete(key);
      this.present.set(key, id);
      this.last = id;
    }
    return this.last ? [this.last, ...frames] : frames;
  }
}
