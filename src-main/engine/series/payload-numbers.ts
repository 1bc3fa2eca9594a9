import { jsonPath } from '../../../shared/filter/json-path';
import { KIND_MESSAGE } from '../../../shared/traffic/flow';
import type { NumbersAnswer, NumbersQuery } from '../../../shared/traffic/series';
import type { SectionSpan } from '../../capture/capture-file-part';
import { JsonFrames } from '../../capture/filter/json-frames';
import { valueAt } from '../../capture/filter/json-values';
import type { CaptureRing } from '../../capture/ring';
import { kindOf } from '../../capture/row-reader';
import { roomyRing, sectionRing } from '../../capture/stored/stored-items';
import type { ViewSource } from '../../capture/view';
import { LeftOver } from './left-over';
import { NumberPoints } from './number-points';

/** Milliseconds that a question looks at items in memory, so that what has just come is in its answer. */
const AT_ONCE_MS = 10;
/** Looked at in one go in the background, in milliseconds. */
const SLICE_MS = 4;
/** Items looked at, or bytes decoded, between two looks at the clock. */
const ITEMS_PER_LOOK = 64;
const BYTES_PER_LOOK = 256 * 1024;
/** Milliseconds after the last question: for a chart that nobody looks at, nothing is looked for. */
const WANTED_MS = 2000;

type Path = readonly (string | number)[];

/** What looks at items of one ring. */
interface Reader {
  readonly ring: CaptureRing;
  readonly documents: JsonFrames;
}

/**
 * The numbers at one place in the JSON of captured messages, in memory and on the disk: the newest first, in the background, and
 * what comes meanwhile before the rest. What was read from the disk is forgotten, but for the points.
 */
export class PayloadNumbers {
  private readonly path: Path | undefined;
  private readonly flows: ReadonlySet<number> | undefined;
  private readonly points = new NumberPoints();
  private readonly seen = { numbers: 0, others: 0, absent: 0, gaveWay: 0 };
  private readonly left = new LeftOver();
  /** What was left when it was halted. */
  private readonly aside = new LeftOver();
  private looked = 0;
  /** Behind all that was captured at the last question. */
  private end: number;
  private epoch: number;
  /** Seqs of a capture that was emptied: those of the next one come behind them. */
  private before = 0;
  private memory: Reader | undefined;
  private section: Reader | undefined;
  private halted = false;
  private closed = false;
  private askedAt = 0;
  private searching: Promise<void> | undefined;

  constructor(
    private readonly source: Omit<ViewSource, 'world'>,
    readonly query: NumbersQuery,
  ) {
    this.path = jsonPath(query.path);
    this.flows = query.flows === 'all' ? undefined : new Set(query.flows);
    const { stored, recorded } = source;
    const { firstSeq, nextSeq, epoch } = source.ring();
    this.epoch = epoch;
    const first = Math.min(firstSeq, stored && stored.count > 0 ? stored.firstSeq : firstSeq);
    this.end = recorded === true && stored ? stored.endSeq : nextSeq;
    this.seen.gaveWay = first - 1;
    this.left.add(nextSeq, this.end);
    this.left.add(first, firstSeq);
    // What is in memory is there at once.
    this.left.add(firstSeq, nextSeq);
  }

  /** What was found until now. @param halted looks at nothing that was captured before the first such question */
  read(halted: boolean): NumbersAnswer {
    this.askedAt = performance.now();
    this.settle(halted);
    this.look(AT_ONCE_MS);
    this.searching ??= this.search().finally(() => {
      this.searching = undefined;
    });
    const left = this.left.count + this.aside.count;
    return {
      ...this.points.read(),
      ...this.seen,
      complete: this.path === undefined || left === 0,
      searched: left === 0 ? 1 : this.looked / (this.looked + left),
    };
  }

  /** Looks no further. */
  close(): void {
    this.closed = true;
  }

  /** Takes in what has been captured since. */
  private settle(halted: boolean): void {
    if (halted !== this.halted) {
      this.halted = halted;
      if (halted) this.aside.takeAll(this.left);
      else this.left.takeAll(this.aside);
    }
    if (this.source.recorded === true) return;
    const { epoch, nextSeq } = this.source.ring();
    if (epoch !== this.epoch) this.restart(epoch);
    this.seen.gaveWay += this.left.add(this.end, nextSeq);
    this.end = nextSeq;
  }

  /** What was found before the capture was emptied stays. */
  private restart(epoch: number): void {
    this.epoch = epoch;
    this.before += this.end;
    this.end = 1;
    this.left.clear();
    this.aside.clear();
    this.memory = this.section = undefined;
  }

  private async search(): Promise<void> {
    const { stored, pause } = this.source;
    while (!this.closed && performance.now() - this.askedAt < WANTED_MS) {
      const since = performance.now();
      const next = this.look(SLICE_MS);
      if (next === 'nothing') return;
      await pause?.(performance.now() - since);
      if (next === 'more') continue;
      const { epoch } = this;
      const read = await stored?.read(next);
      if (epoch !== this.source.ring().epoch) continue;
      this.section = read && this.reader(sectionRing(read, this.section?.ring ?? roomyRing()));
      if (!read) this.giveUp(next.first);
    }
  }

  /** Looks at what is left for about `budgetMs`; gives the section that has to be read for what comes next. */
  private look(budgetMs: number): SectionSpan | 'more' | 'nothing' {
    const { path, left } = this;
    if (!path || this.epoch !== this.source.ring().epoch) return 'nothing';
    const until = performance.now() + budgetMs;
    do {
      let bytes = 0;
      for (let items = 0; items < ITEMS_PER_LOOK && bytes < BYTES_PER_LOOK; items++) {
        const seq = left.next;
        if (seq === 0) return 'nothing';
        const reader = this.readerOf(seq);
        if (!reader) {
          const span = this.source.stored?.at(seq);
          if (span && span.first <= seq) return span;
          this.giveUp(this.keptBelow(seq));
          continue;
        }
        bytes += this.lookAt(reader, seq, path);
        this.looked += left.take(seq);
      }
    } while (performance.now() < until);
    return 'more';
  }

  /** Behind the newest item before this one that is kept: what is between them is kept nowhere. */
  private keptBelow(seq: number): number {
    const { stored, ring } = this.source;
    const span = stored?.before(seq);
    const inMemory = ring().nextSeq <= seq ? ring().nextSeq : 0;
    return Math.max(inMemory, span ? span.first + span.count : 0);
  }

  private giveUp(down: number): void {
    this.seen.gaveWay += this.left.take(down);
  }

  private readerOf(seq: number): Reader | undefined {
    const ring = this.source.ring();
    if (ring.has(seq)) {
      if (this.memory?.ring !== ring) this.memory = this.reader(ring);
      return this.memory;
    }
    return this.section?.ring.has(seq) === true ? this.section : undefined;
  }

  private reader(ring: CaptureRing): Reader {
    return { ring, documents: new JsonFrames(ring) };
  }

  /** Looks at one item; gives the bytes that had to be decoded. */
  private lookAt({ ring, documents }: Reader, seq: number, path: Path): number {
    const { flows, seen } = this;
    if (kindOf(ring.metaOf(seq)) !== KIND_MESSAGE || (flows && !flows.has(ring.flowOf(seq)))) return 0;
    const values = documents.documentsOf(seq).flatMap((document) => valueAt(document, path) ?? []);
    const number = values.find((value) => typeof value === 'number');
    if (typeof number === 'number') {
      seen.numbers++;
      this.points.add(this.before + seq, ring.timeOf(seq), number);
    } else if (values.length > 0) seen.others++;
    else seen.absent++;
    return documents.decoded;
  }
}
