import type { CapturedItem, CaptureRow } from '../../shared/traffic/capture';
import type { FlowId } from '../../shared/traffic/flow';
import type { ItemSink, ItemWriter } from '../wire/tap';
import { META_KIND_SHIFT, RecordWriter } from './item-writer';
import type { Origin, RecordStore } from './item-writer';
import { HopStore } from './hop-store';
import type { ItemColumns } from './item-columns';
import { PairStore } from './pair-store';
import { RowReader } from './row-reader';

export interface RingOptions {
  /** Bound of kept bytes, headers of frames included; default 64 MiB, at least 1 KiB. */
  readonly bytes?: number;
  /** Bound of kept items; default 1,000,000, at least 1. */
  readonly items?: number;
  /** Bytes kept of one frame; default 64 KiB. */
  readonly frameLimit?: number;
  /** Seq of the first item, where those before it are in no ring any more; default 1. */
  readonly firstSeq?: number;
  /** Bytes kept of one item over all its frames; default 1 MiB. It is never more than an eighth of `bytes`. */
  readonly itemLimit?: number;
  /** Seconds since the run began; read once for each chunk of bytes. */
  readonly now: () => number;
}

/** Measured: for so few items a loop is quicker than three calls of `fill`, by a quarter of all that keeping an item costs. */
const FEW_ITEMS = 16;

/**
 * The bounded store of what was seen: the newest items, as many as fit into both bounds. It drops the oldest and counts
 * them. No JavaScript object is held for an item: its bytes lie in one buffer (record.ts), what is known of it in typed
 * arrays, 25 bytes each; a flood makes no garbage and the memory never grows.
 */
export class CaptureRing implements ItemSink, RecordStore {
  /** Switches keeping on or off; what is already kept stays. Counters of connections are not concerned. */
  storing = true;
  readonly frameLimit: number;
  readonly itemLimit: number;
  /** All records. Those of item `seq` start at `offsetOf(seq)`; no record wraps around the end. */
  readonly bytes: Uint8Array;
  /** Which items are requests, and which their replies; a tracer finds it out. */
  readonly pairs: PairStore;
  /** Which items are the same message in front of a device and behind it; the tracer finds that out as well. */
  readonly hops: HopStore;
  /** How often it was emptied by `reset`: a view that remembers items starts anew when it changes. */
  epoch = 0;
  /** Items ever kept, by kind, also of what `reset` forgot. */
  readonly kept = new Float64Array(4);

  /**
   * Where each item starts, counting every byte that was ever put in, so that order and age compare as numbers; the
   * place in `bytes` is the remainder.
   */
  private readonly starts: Float64Array;
  private readonly times: Float64Array;
  private readonly flows: Uint32Array;
  private readonly connections: Uint32Array;
  private readonly metas: Uint8Array;
  private readonly now: () => number;
  private readonly reader: RowReader;
  /** Where the next record goes, counting every byte ever put in, and its place in `bytes`. */
  private head = 0;
  private place = 0;
  private first = 1;
  private next = 1;

  constructor(options: RingOptions) {
    const items = Math.max(1, options.items ?? 1_000_000);
    this.bytes = new Uint8Array(Math.max(1024, options.bytes ?? 64 * 1024 * 1024));
    this.itemLimit = Math.min(options.itemLimit ?? 1024 * 1024, Math.floor(this.bytes.length / 8));
    this.frameLimit = Math.min(options.frameLimit ?? 64 * 1024, this.itemLimit);
    this.starts = new Float64Array(items);
    this.times = new Float64Array(items);
    this.flows = new Uint32Array(items);
    this.connections = new Uint32Array(items);
    this.metas = new Uint8Array(items);
    this.pairs = new PairStore(items);
    this.hops = new HopStore(items);
    this.first = this.next = options.firstSeq ?? 1;
    this.now = options.now;
    this.reader = new RowReader(this);
  }

  /** Seq of the oldest kept item; `nextSeq` when the ring is empty. */
  get firstSeq(): number {
    return this.first;
  }

  /** Seq that the next item gets. */
  get nextSeq(): number {
    return this.next;
  }

  /** Items that were kept once and made room for later ones. */
  get dropped(): number {
    return this.first - 1;
  }

  /** Items that it has places for. */
  get places(): number {
    return this.starts.length;
  }

  /** How full it is, from 0 to 1, by the bound that is nearer. */
  get fill(): number {
    if (this.first === this.next) return 0;
    const bytes = this.head - this.starts[this.indexOf(this.first)]!;
    return Math.max((this.next - this.first) / this.starts.length, bytes / this.bytes.length);
  }

  writer(flow: FlowId, direction: number, connection = 0): ItemWriter {
    return new RecordWriter(this, flow, direction, connection);
  }

  /** The line of a kept item; undefined when it was dropped or never was. */
  row(seq: number): CaptureRow | undefined {
    return this.has(seq) ? this.reader.row(seq) : undefined;
  }

  /** A kept item with its frames, copied; undefined when it was dropped or never was. */
  item(seq: number): CapturedItem | undefined {
    return this.has(seq) ? this.reader.item(seq) : undefined;
  }

  /** Forgets everything; seq starts again at 1. */
  reset(): void {
    this.first = 1;
    this.next = 1;
    this.head = 0;
    this.place = 0;
    this.pairs.clear();
    this.hops.clear();
    this.epoch++;
  }

  /**
   * Holds items that were kept once, in place of all that it held; they have room in it.
   * @param lengths of their records, which lie behind one another in `records`
   */
  hold(first: number, { times, flows, connections, lengths, metas, records }: ItemColumns): void {
    this.reset();
    const count = lengths.length;
    this.bytes.set(records);
    this.first = first;
    this.next = first + count;
    const begin = this.indexOf(first);
    // Places go around once at the most.
    const whole = Math.min(count, this.starts.length - begin);
    for (const [from, to, at] of [
      [0, whole, begin],
      [whole, count, 0],
    ] as const) {
      this.times.set(times.subarray(from, to), at);
      this.flows.set(flows.subarray(from, to), at);
      this.connections.set(connections.subarray(from, to), at);
      this.metas.set(metas.subarray(from, to), at);
    }
    for (let index = 0; index < count; index++) {
      this.starts[this.indexOf(first + index)] = this.head;
      this.head += lengths[index]!;
    }
    this.place = this.head;
  }

  has(seq: number): boolean {
    return Number.isInteger(seq) && seq >= this.first && seq < this.next;
  }

  /** What is kept of each item beside its bytes, by `placeOf`: for who goes through many. `starts` count every byte ever put in. */
  get columns(): Omit<ItemColumns, 'lengths' | 'records'> & { readonly starts: Float64Array } {
    const { starts, times, flows, connections, metas } = this;
    return { starts, times, flows, connections, metas };
  }

  /** Where an item is in the columns; the next item is in the next place, behind the last comes the first. */
  placeOf(seq: number): number {
    return this.indexOf(seq);
  }

  /** Where the record of a kept item starts in `bytes`. */
  offsetOf(seq: number): number {
    return this.starts[this.indexOf(seq)]! % this.bytes.length;
  }

  timeOf(seq: number): number {
    return this.times[this.indexOf(seq)]!;
  }

  flowOf(seq: number): FlowId {
    return this.flows[this.indexOf(seq)]!;
  }

  /** Number of the connection that a kept item went over; 0 where it was seen at a socket. */
  connectionOf(seq: number): number {
    return this.connections[this.indexOf(seq)]!;
  }

  /** Direction, kind and marks of a kept item, as item-writer.ts packs them. */
  metaOf(seq: number): number {
    return this.metas[this.indexOf(seq)]!;
  }

  keep(origin: Origin, meta: number, record: Uint8Array, from: number, to: number): void {
    if (!this.storing) return;
    this.kept[(meta >> META_KIND_SHIFT) & 3]!++;
    const length = to - from;
    if (length > this.bytes.length - this.place) this.wrap();
    this.makeRoom(length, 1);
    this.bytes.set(record.subarray(from, to), this.place);
    const index = this.indexOf(this.next);
    this.starts[index] = this.head;
    this.note(index, index + 1, this.now(), origin, meta);
    this.advance(length, 1);
  }

  keepRun(origin: Origin, meta: number, chunk: Uint8Array, from: number, ends: Uint32Array, count: number): void {
    if (!this.storing) return;
    this.kept[(meta >> META_KIND_SHIFT) & 3]! += count;
    const time = this.now();
    let start = from;
    let done = 0;
    while (done < count) {
      const fit = this.fitting(start, ends, done, count);
      if (fit === 0) {
        this.wrap();
        continue;
      }
      const end = ends[done + fit - 1]!;
      this.makeRoom(end - start, fit);
      this.bytes.set(chunk.subarray(start, end), this.place);
      const index = this.indexOf(this.next);
      this.placeRun(index, start, ends, done, fit);
      this.note(index, index + fit, time, origin, meta);
      this.advance(end - start, fit);
      start = end;
      done += fit;
    }
  }

  /** How many items of a run fit behind the head before the buffer or the index arrays end. */
  private fitting(start: number, ends: Uint32Array, done: number, count: number): number {
    const limit = start + this.bytes.length - this.place;
    let fit = Math.min(count - done, this.starts.length - this.indexOf(this.next));
    if (ends[done + fit - 1]! <= limit) return fit;
    let low = 0;
    while (low < fit) {
      const middle = (low + fit) >> 1;
      if (ends[done + middle]! <= limit) low = middle + 1;
      else fit = middle;
    }
    return low;
  }

  private placeRun(index: number, start: number, ends: Uint32Array, done: number, count: number): void {
    const starts = this.starts;
    const base = this.head - start;
    starts[index] = this.head;
    for (let i = 1; i < count; i++) starts[index + i] = base + ends[done + i - 1]!;
  }

  private note(from: number, to: number, time: number, { flow, connection }: Origin, meta: number): void {
    if (to - from <= FEW_ITEMS) {
      for (let index = from; index < to; index++) {
        this.times[index] = time;
        this.flows[index] = flow;
        this.connections[index] = connection;
        this.metas[index] = meta;
      }
      return;
    }
    this.times.fill(time, from, to);
    this.flows.fill(flow, from, to);
    this.connections.fill(connection, from, to);
    this.metas.fill(meta, from, to);
  }

  /** Leaves the rest of the buffer unused, so that the next record is in one piece. */
  private wrap(): void {
    this.head += this.bytes.length - this.place;
    this.place = 0;
  }

  /** Drops the oldest until `length` bytes behind the head and `count` places in the index are free. */
  private makeRoom(length: number, count: number): void {
    this.first = Math.max(this.first, this.next + count - this.starts.length);
    const oldest = this.head + length - this.bytes.length;
    while (this.first < this.next && this.starts[this.indexOf(this.first)]! < oldest) this.first++;
  }

  private advance(length: number, count: number): void {
    this.head += length;
    this.place += length;
    this.next += count;
  }

  private indexOf(seq: number): number {
    return (seq - 1) % this.starts.length;
  }
}
