import type { CapturedItem, CaptureRow } from '../../shared/traffic/capture';
import type { FlowId } from '../../shared/traffic/flow';
import type { ItemSink, ItemWriter } from '../wire/tap';

export interface RingOptions {
  /** Bound of kept bytes; default 64 MiB. */
  readonly bytes?: number;
  /** Bound of kept items; default 1,000,000. */
  readonly items?: number;
  /** Bytes kept of one frame; default 64 KiB. */
  readonly frameLimit?: number;
  /** Seconds since the run began. */
  readonly now: () => number;
}

/** The bounded store of what was seen. */
export class CaptureRing implements ItemSink {
  constructor(_options: RingOptions) {
    throw new Error('the ring is not written yet');
  }
  /** Switches keeping on or off; items already kept stay. */
  storing = true;
  /** Seq of the oldest kept item; `nextSeq` when the ring is empty. */
  readonly firstSeq: number = 1;
  /** Seq that the next item gets. */
  readonly nextSeq: number = 1;
  /** Items that were kept once and made room for later ones. */
  readonly dropped: number = 0;
  writer(_flow: FlowId, _direction: number): ItemWriter {
    throw new Error('the ring is not written yet');
  }
  /** A kept item with its frames; undefined when it was dropped or never was. */
  item(_seq: number): CapturedItem | undefined {
    return undefined;
  }
  row(_seq: number): CaptureRow | undefined {
    return undefined;
  }
  /** Forgets everything; seq starts again at 1. */
  reset(): void {}
}
