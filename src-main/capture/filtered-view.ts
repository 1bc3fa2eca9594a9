import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import { Judge } from './judge';
import type { CaptureRing } from './ring';
import { SeqQueue } from './seq-queue';
import { FoundRows } from './stored/found-rows';
import type { StoredItems } from './stored/stored-items';
import { StoredSearch, type Way } from './stored/stored-search';
import type { CaptureView, ViewSource } from './view';

/**
 * What a filter lets through. What is in memory is judged first, in its order; then what is on the disk, in the background, the
 * newest first: what is found there comes in front. What leaves the memory while the view is there is found already, and goes
 * over to what was found on the disk. A recording is judged section by section, whatever of it is in memory.
 */
export class FilteredView implements CaptureView {
  /** Rows on the disk, and behind them those in memory. The index of a row in memory is its number in the queue. */
  private readonly stored = new FoundRows();
  private readonly tail = new SeqQueue();
  /** Seq of the first item that was judged in memory: those before it are looked for on the disk. */
  private begin: number | undefined;
  private judge: Judge | undefined;
  private search: StoredSearch | undefined;
  private epoch: number;
  private judged: number;
  /** Seq of the newest item when it was made. */
  private newest: number;
  private ended = false;
  /** What was found in the section that is searched now. */
  private batch: number[] | 'all' = [];
  skipped = 0;

  constructor(
    private readonly source: ViewSource,
    private readonly filter: CaptureFilter,
  ) {
    this.epoch = this.ring.epoch;
    this.judged = source.recorded === true ? Infinity : 0;
    this.newest = this.ring.nextSeq - 1;
  }

  get firstIndex(): number {
    this.settle();
    return this.stored.first;
  }

  get count(): number {
    this.settle();
    return this.end - this.stored.first;
  }

  get searched(): number {
    const { stored } = this.source;
    return this.search?.progress ?? (stored && stored.count > 0 ? 0 : 1);
  }

  advance(budgetMs: number): boolean {
    this.settle();
    const done = this.advanceMemory(budgetMs);
    const { stored } = this.source;
    if (!stored) return done;
    // What has come since the view was made is not waited for.
    if (!this.ended && (done || this.judged >= this.newest)) this.search ??= this.startSearch(stored);
    return done && (this.ended || this.search?.done === true);
  }

  rows(from: number, count: number): CaptureRow[] {
    const { ring } = this;
    return this.seqs(from, count).flatMap((seq) => ring.row(seq) ?? []);
  }

  seqs(from: number, count: number): number[] {
    this.settle();
    const { stored, tail } = this;
    const seqs = stored.seqs(from, count);
    const end = Math.min(from + count, this.end);
    for (let index = Math.max(from, stored.next); index < end; index++) seqs.push(tail.at(index) ?? 0);
    return seqs;
  }

  close(): void {
    this.ended = true;
    this.search?.close();
  }

  private get ring(): CaptureRing {
    return this.source.ring();
  }

  /** Index behind the last row. */
  private get end(): number {
    return this.stored.next + this.tail.length;
  }

  private advanceMemory(budgetMs: number): boolean {
    const { ring, tail, source } = this;
    if (source.recorded === true) return true;
    this.judge ??= new Judge(ring, this.filter, source.world);
    const from = Math.max(this.judged + 1, ring.firstSeq);
    this.begin ??= from;
    // Where nothing is on the disk, they are gone.
    if (this.judged > 0 && source.stored && source.stored.count > 0) this.skipped += from - this.judged - 1;
    const { next, waits } = this.judge.judge(from, ring.nextSeq, budgetMs, (seq) => tail.push(seq));
    this.judged = next - 1;
    return waits || next === ring.nextSeq;
  }

  private startSearch(stored: StoredItems): StoredSearch {
    const { world, pause, recorded, ring } = this.source;
    const { firstSeq } = ring();
    return new StoredSearch({
      stored,
      filter: this.filter,
      world,
      memory: ring,
      below: recorded === true ? firstSeq : (this.begin ?? firstSeq),
      above: recorded === true ? firstSeq : undefined,
      take: (_, seq) => this.batch !== 'all' && this.batch.push(seq),
      takeAll: () => (this.batch = 'all'),
      searched: (way, first, end) => this.took(way, first, end),
      pause,
    });
  }

  private took(way: Way, first: number, end: number): void {
    const seqs = this.batch;
    this.batch = [];
    // The capture was emptied meanwhile, of which nobody has asked yet.
    if (this.epoch !== this.ring.epoch) return;
    if (way === 'older') this.stored.prepend(first, end, seqs);
    else this.stored.append(first, end, seqs);
  }

  /** Takes in what has happened to the capture since. */
  private settle(): void {
    const { ring, source } = this;
    if (source.recorded === true) return;
    if (this.epoch !== ring.epoch) this.restart(ring.epoch);
    if (source.stored && source.stored.count > 0) this.fold(source.stored);
    else this.vanish();
  }

  private restart(epoch: number): void {
    this.epoch = epoch;
    this.search?.close();
    this.search = undefined;
    this.begin = undefined;
    this.stored.clear();
    this.tail.clear();
    this.judged = 0;
    this.newest = 0;
    this.skipped = 0;
  }

  /** Nothing is on the disk: what left the memory is gone. */
  private vanish(): void {
    const { tail, ring, stored } = this;
    tail.dropBelow(ring.firstSeq);
    stored.clear(tail.firstIndex);
  }

  /** What has left the memory is on the disk now, or was lost on its way there. */
  private fold(stored: StoredItems): void {
    const { tail, ring } = this;
    for (;;) {
      const seq = tail.at(tail.firstIndex);
      if (seq === undefined || seq >= ring.firstSeq) break;
      const span = stored.at(seq);
      if (span && span.first <= seq) {
        const end = span.first + span.count;
        if (end > ring.firstSeq) break;
        // Only what is on the disk of a section is said of it.
        this.stored.append(seq, end, tail.takeBelow(end));
      } else {
        // What is being written is in no section yet.
        if (!span && seq < stored.settledSeq) break;
        const lost = Math.min(ring.firstSeq, span?.first ?? Infinity);
        this.stored.appendGone(seq, lost, tail.takeBelow(lost).length);
      }
    }
    this.stored.dropBelow(stored.firstSeq);
  }
}
