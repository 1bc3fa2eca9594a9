import { KIND_MESSAGE } from '../../shared/traffic/flow';
import type { ItemWriter } from '../wire/tap';
import { FrameCursor, HEADER_LIMIT, putHeader, putRest } from './record';

/** What a writer needs of the store behind it. */
export interface RecordStore {
  readonly storing: boolean;
  readonly frameLimit: number;
  readonly itemLimit: number;
  /** Keeps one whole record, `record[from, to)`. */
  keep(origin: Origin, meta: number, record: Uint8Array, from: number, to: number): void;
  /** Keeps `count` whole records that lie behind one another. */
  keepRun(origin: Origin, meta: number, chunk: Uint8Array, from: number, ends: Uint32Array, count: number): void;
}

/** Where items come from. */
export interface Origin {
  readonly flow: number;
  /** Number of the connection on the wire; 0 for what is seen at sockets. */
  readonly connection: number;
}

/** Bits of an item's meta byte: direction, kind (two bits), sealed, truncated. */
export const META_BACKWARD = 0x01;
export const META_KIND_SHIFT = 1;
export const META_SEALED = 0x08;
export const META_TRUNCATED = 0x10;

const SMALLEST_STAGING = 512;
/** A staging area larger than this is given back when its item is complete. */
const KEPT_STAGING = 64 * 1024;

/**
 * Collects one item at a time in a staging area of its own, at most `itemLimit` bytes and one header, and hands it to
 * the store when it is whole. What is beyond the limit is counted in the record, not kept.
 */
export class RecordWriter implements ItemWriter, Origin {
  readonly frameLimit: number;
  private readonly itemLimit: number;
  private staging = new Uint8Array(0);
  private used = 0;
  private open = false;
  private meta = 0;
  /** Bytes of the open frame that are still to be kept. */
  private wanted = 0;
  private restFrames = 0;
  private restSize = 0;

  constructor(
    private readonly store: RecordStore,
    readonly flow: number,
    private readonly direction: number,
    readonly connection: number,
  ) {
    this.frameLimit = store.frameLimit;
    this.itemLimit = store.itemLimit;
  }

  get storing(): boolean {
    return this.store.storing;
  }

  begin(kind: number, sealed: boolean): void {
    this.used = 0;
    this.wanted = 0;
    this.restFrames = 0;
    this.restSize = 0;
    this.meta = this.direction | (kind << META_KIND_SHIFT) | (sealed ? META_SEALED : 0);
    this.open = true;
  }

  frame(size: number, more: boolean): void {
    if (!this.open) return;
    if (this.used >= this.itemLimit) {
      this.meta |= META_TRUNCATED;
      this.restFrames++;
      this.restSize += size;
      this.wanted = 0;
      return;
    }
    const kept = Math.min(size, this.frameLimit, this.itemLimit - this.used);
    if (kept < size) this.meta |= META_TRUNCATED;
    this.reserve(HEADER_LIMIT);
    this.used = putHeader(this.staging, this.used, size, kept, more);
    this.wanted = kept;
  }

  bytes(chunk: Uint8Array, from: number, to: number): void {
    const length = Math.min(this.wanted, to - from);
    if (length === 0) return;
    this.reserve(length);
    this.staging.set(chunk.subarray(from, from + length), this.used);
    this.used += length;
    this.wanted -= length;
  }

  end(): void {
    if (!this.open) return;
    this.open = false;
    if (this.restFrames > 0) {
      this.reserve(HEADER_LIMIT);
      this.used = putRest(this.staging, this.used, this.restSize, this.restFrames);
    }
    this.store.keep(this, this.meta, this.staging, 0, this.used);
    this.shrink();
  }

  abandon(): void {
    this.open = false;
    this.wanted = 0;
    this.shrink();
  }

  run(chunk: Uint8Array, from: number, ends: Uint32Array, count: number, sealed: boolean): void {
    if (ends[count - 1]! - from <= this.itemLimit) {
      this.store.keepRun(this, this.direction | (sealed ? META_SEALED : 0), chunk, from, ends, count);
      return;
    }
    // Some message may be longer than what is kept of one: take them one by one, frame by frame.
    const cursor = new FrameCursor(chunk);
    for (let i = 0; i < count; i++) {
      this.begin(KIND_MESSAGE, sealed);
      cursor.start(i === 0 ? from : ends[i - 1]!);
      while (cursor.next()) {
        this.frame(cursor.size, cursor.more);
        this.bytes(chunk, cursor.from, cursor.to);
      }
      this.end();
    }
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.staging.length) return;
    const larger = new Uint8Array(Math.max(SMALLEST_STAGING, needed, this.staging.length * 2));
    larger.set(this.staging.subarray(0, this.used));
    this.staging = larger;
  }

  private shrink(): void {
    if (this.staging.length > KEPT_STAGING) this.staging = new Uint8Array(0);
  }
}
