import type { CapturedFrame, CapturedItem, CaptureRow, LostItem } from '../../shared/traffic/capture';
import { ITEM_KINDS, KIND_LOST, KIND_MESSAGE } from '../../shared/traffic/flow';
import { META_BACKWARD, META_KIND_SHIFT, META_SEALED, META_TRUNCATED } from './item-writer';
import { labelOf } from './label';
import { ABANDONED, ANSWERED, NO_EXCHANGE, REPLY, WAITING, type PairStore } from './pair-store';
import { readLostHead } from './lost-record';
import { clip, printable } from './printable';
import { FrameCursor } from './record';

/** What is needed of the ring to show its items. */
export interface RecordSource {
  readonly bytes: Uint8Array;
  offsetOf(seq: number): number;
  timeOf(seq: number): number;
  flowOf(seq: number): number;
  metaOf(seq: number): number;
  readonly pairs: PairStore;
}

const PREVIEW_LENGTH = 120;
const BETWEEN_FRAMES = ' | ';
const EMPTY_FRAME = '∅';

/** Makes rows and opened items out of records. */
export class RowReader {
  private readonly cursor: FrameCursor;

  constructor(private readonly source: RecordSource) {
    this.cursor = new FrameCursor(source.bytes);
  }

  row(seq: number): CaptureRow {
    const { source, cursor } = this;
    const meta = source.metaOf(seq);
    const lost = this.lost(seq, meta);
    const sealed = (meta & META_SEALED) !== 0;
    let frames = 0;
    let size = 0;
    let preview = '';
    cursor.start(source.offsetOf(seq));
    if (lost) cursor.next();
    while (cursor.next()) {
      size += cursor.size;
      if (!sealed && cursor.rest === 0 && preview.length < PREVIEW_LENGTH) {
        if (frames > 0) preview += BETWEEN_FRAMES;
        preview += this.text();
      }
      frames += cursor.rest === 0 ? 1 : cursor.rest;
    }
    const label = this.label(seq, meta);
    return {
      seq,
      t: source.timeOf(seq),
      flow: source.flowOf(seq),
      direction: (meta & META_BACKWARD) === 0 ? 'forward' : 'backward',
      kind: ITEM_KINDS[kindOf(meta)] ?? 'message',
      frames,
      size,
      preview: clip(preview, PREVIEW_LENGTH),
      truncated: (meta & META_TRUNCATED) !== 0,
      sealed,
      ...(label === undefined ? {} : { label }),
      ...exchangeOf(source.pairs, seq),
      ...(lost ? { lost } : {}),
    };
  }

  item(seq: number): CapturedItem {
    const { source, cursor } = this;
    const frames: CapturedFrame[] = [];
    cursor.start(source.offsetOf(seq));
    if (kindOf(source.metaOf(seq)) === KIND_LOST) cursor.next();
    while (cursor.next()) {
      if (cursor.rest > 0) break;
      const bytes = source.bytes.slice(cursor.from, cursor.to);
      frames.push({ size: cursor.size, more: cursor.more, bytes, truncated: cursor.cut });
    }
    return { row: this.row(seq), frames };
  }

  /** What stands before the message of a captured loss. */
  private lost(seq: number, meta: number): LostItem | undefined {
    if (kindOf(meta) !== KIND_LOST) return undefined;
    this.cursor.start(this.source.offsetOf(seq));
    this.cursor.next();
    return readLostHead(this.source.bytes.subarray(this.cursor.from, this.cursor.to));
  }

  private text(): string {
    const { from, to } = this.cursor;
    return from === to ? EMPTY_FRAME : printable(this.source.bytes.subarray(from, to), PREVIEW_LENGTH);
  }

  private label(seq: number, meta: number): string | undefined {
    const kind = kindOf(meta);
    if (kind === KIND_MESSAGE || kind === KIND_LOST) return undefined;
    this.cursor.start(this.source.offsetOf(seq));
    this.cursor.next();
    return labelOf(kind, this.source.bytes.subarray(this.cursor.from, this.cursor.to));
  }
}

const EXCHANGES: Readonly<Record<number, CaptureRow['exchange']>> = {
  [WAITING]: 'waiting',
  [ANSWERED]: 'answered',
  [ABANDONED]: 'abandoned',
  [REPLY]: 'reply',
};

function exchangeOf(pairs: PairStore, seq: number): Pick<CaptureRow, 'exchange' | 'latency' | 'pairInferred'> {
  const state = pairs.stateOf(seq);
  if (state === NO_EXCHANGE) return {};
  const exchange = EXCHANGES[state];
  const latency = pairs.latencyOf(seq);
  return {
    ...(exchange === undefined ? {} : { exchange }),
    ...(Number.isNaN(latency) ? {} : { latency }),
    ...(pairs.isInferred(seq) ? { pairInferred: true } : {}),
  };
}

export function kindOf(meta: number): number {
  return (meta >> META_KIND_SHIFT) & 3;
}
