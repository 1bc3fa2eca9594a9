import { open, type FileHandle } from 'node:fs/promises';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import { parseTopology } from '../../shared/topology/parse';
import type { Topology } from '../../shared/topology/topology';
import { HEALTHY, type Health } from '../../shared/traffic/health';
import type { Marks } from '../../shared/traffic/marks';
import { marksSchema } from '../../shared/traffic/marks';
import {
  FIRST_VERSION,
  MOST_SECTIONS,
  PREAMBLE,
  readHeader,
  SECTION_HEADER,
  SIGNATURE,
  VERSION,
  type SectionName,
} from './capture-file';
import { Damage, damageOf, type DamageCode, type DamagedPlace, type DamageValues } from './capture-file-damage';
import { loadHops } from './capture-file-hops';
import { loadPairs } from './capture-file-pairs';
import { ItemLoader, spanOf } from './capture-file-items';
import { bytesAt, itemPlaces, sectionContent, type Place } from './capture-file-sections';
import { countedBefore, sumsSchema } from './capture-file-sums';
import { FileItems } from './stored/file-items';
import { partOf, spansSchema, type SectionSpan } from './capture-file-part';
import { endSchema, headSchema, runSchema, type CaptureHead, type CaptureRun } from './capture-file-schema';
import { curvesSchema, type SavedCurves } from './capture-file-curves';
import { healthSchema } from './capture-file-health';
import { wireSchema, type SavedConnection } from './capture-file-wire';
import { captureFileProblem } from './file-problem';
import type { CaptureRing } from './ring';

export interface OpenedCapture {
  readonly head: CaptureHead;
  readonly topology: Topology;
  readonly run: CaptureRun;
  /** What was loaded of the items: all where that is not too much for the memory. */
  readonly ring: CaptureRing;
  /** Which of the loaded items answer which, also where the other one was not loaded: each is a `pair`. */
  readonly pairs: readonly Buffer[];
  /** All items of the file, where they are more than what was loaded; who opens it closes that. */
  readonly stored: FileItems | undefined;
  /** What was counted in the file before what was loaded, in the layout of a batch's flows. */
  readonly before: Float64Array;
  /** Of all items that are in the file, and whether these are its first and last ones. */
  readonly whole: {
    readonly items: number;
    readonly from: number;
    readonly to: number;
    readonly first: boolean;
    readonly last: boolean;
  };
  readonly marks: Marks;
  readonly health: Health;
  /** How counters, queues and losses went; none in a file that does not say. */
  readonly curves: SavedCurves;
  readonly wire: readonly SavedConnection[];
  /** Items that had left the capture before or while it was saved. */
  readonly missing: number;
  /** Set where the file ends too early: what is there of it was opened. */
  readonly cutOff: boolean;
}

export interface OpenJob {
  readonly path: string;
  /** A moment that is to be among what is loaded, in seconds since the run began; without it the begin is. */
  readonly at?: number | undefined;
  /** What is loaded at the most. */
  readonly room?: { readonly items: number; readonly bytes: number };
  readonly signal: AbortSignal;
  onProgress(progress: number, done: number): void;
}

/**
 * Opens a capture file, of a large one a part. One that ends too early is opened as far as it goes. Errors: it cannot be read, is no capture file,
 * is of a later version, or is damaged; the sentence names the section and its place.
 */
export async function openCapture(job: OpenJob): Promise<Result<OpenedCapture | 'canceled'>> {
  let file: FileHandle | undefined;
  try {
    file = await open(job.path, 'r');
    const opened = await new Reader(file, job).read();
    // It is read further.
    if (opened.ok && opened.value !== 'canceled' && opened.value.stored) file = undefined;
    return opened;
  } catch (error) {
    if (error instanceof Damage) return fail(error.problem);
    return fail(captureFileProblem(error, job.path, 'read'));
  } finally {
    await file?.close();
  }
}

class Reader {
  private cutOff = false;

  constructor(
    private readonly file: FileHandle,
    private readonly job: OpenJob,
  ) {}

  async read(): Promise<Result<OpenedCapture | 'canceled'>> {
    const { signal, onProgress } = this.job;
    await this.checkPreamble();
    const places = await this.places();
    const head = await this.json(places, 'HEAD', headSchema);
    const topology = await this.topology(places);
    const run = await this.json(places, 'RUN.', runSchema);
    const [marks = []] = await this.all(places, 'mark', marksSchema);
    const [health = HEALTHY] = await this.all(places, 'fare', healthSchema);
    const curves = (await this.all(places, 'curv', curvesSchema)).flat();
    const wire = (await this.all(places, 'wire', wireSchema)).flat();
    const sections = itemPlaces(places);
    const items = sections.map((section) => section.items);
    const sums = (await this.all(places, 'sums', sumsSchema)).flat();
    const spans = await this.spans(places, items);
    if (spans === 'canceled') return ok('canceled');
    const known = spans.map((span, index) => ({ ...span, kinds: sums[index]?.[0] }));
    const sizes = items.map(({ inflated }) => inflated);
    const [begin, until] = partOf(spans, sizes, this.job.at, this.job.room);
    const flows = run.flows.reduce((most, { id }) => Math.max(most, id + 1), 0);
    const loader = new ItemLoader(flows);
    for (const [index, place] of items.slice(begin, until).entries()) {
      if (signal.aborted) return ok('canceled');
      if (!loader.load(await this.content(place))) throw this.damage('capture-file-items', place);
      onProgress((index + 1) / (until - begin), loader.count);
    }
    const end = this.cutOff ? undefined : await this.json(places, 'END.', endSchema);
    const count = spans.reduce((sum, span) => sum + span.count, 0);
    const loaded = spans.slice(begin, until).reduce((sum, span) => sum + span.count, 0);
    if ((end && end.items !== count) || loaded !== loader.count) throw this.damage('capture-file-count', undefined);
    const ring = loader.finish();
    for (const { hops } of sections.slice(begin, until)) {
      if (hops && !loadHops(ring, await this.content(hops))) throw this.damage('capture-file-items', hops);
    }
    const pairs: Buffer[] = [];
    for (const { pairs: place } of sections.slice(begin, until)) {
      if (!place) continue;
      pairs.push(await this.content(place));
      if (!loadPairs(ring, pairs.at(-1)!)) throw this.damage('capture-file-items', place);
    }
    const isPart = begin > 0 || until < spans.length;
    const stored = isPart ? new FileItems(this.file, known, sections, flows, loaded) : undefined;
    const before = countedBefore(sums, begin, flows);
    const missing = (spans[0]?.first ?? 1) - 1 + (end?.lost ?? 0);
    const whole = {
      items: count,
      from: spans[0]?.from ?? 0,
      to: spans.at(-1)?.to ?? 0,
      first: begin === 0,
      last: until === spans.length,
    };
    return ok({
      head,
      topology,
      run,
      ring,
      pairs,
      stored,
      before,
      whole,
      marks,
      health,
      curves,
      wire,
      missing,
      cutOff: this.cutOff,
    });
  }

  /** What each section of items is of: as the file says, or where it does not, by looking into each of them. */
  private async spans(places: readonly Place[], items: readonly Place[]): Promise<readonly SectionSpan[] | 'canceled'> {
    const { signal, onProgress } = this.job;
    const [saved] = await this.all(places, 'indx', spansSchema);
    if (saved?.length === items.length) return saved;
    const spans: SectionSpan[] = [];
    for (const [index, place] of items.entries()) {
      if (signal.aborted) return 'canceled';
      const span = spanOf(await this.content(place));
      if (!span) throw this.damage('capture-file-items', place);
      spans.push(span);
      onProgress((index + 1) / items.length, span.first + span.count - 1);
    }
    return spans;
  }

  private async checkPreamble(): Promise<void> {
    const start = await this.bytes(0, PREAMBLE);
    if (start.length < PREAMBLE || !start.subarray(0, SIGNATURE.length).equals(SIGNATURE)) {
      throw this.damage('capture-file-none', undefined);
    }
    const version = start.readUInt32LE(SIGNATURE.length);
    if (version < FIRST_VERSION || version > VERSION) throw this.damage('capture-file-version', undefined, { version });
  }

  /** Where the sections are, up to the end or to where the file was cut off. */
  private async places(): Promise<Place[]> {
    const { size } = await this.file.stat();
    const places: Place[] = [];
    let at = PREAMBLE;
    for (;;) {
      const header = await this.bytes(at, SECTION_HEADER);
      if (header.length < SECTION_HEADER) break;
      const facts = readHeader(header);
      if (!facts) throw this.damage('capture-file-section', { name: '????', at });
      if (at + SECTION_HEADER + facts.stored > size) break;
      if (places.length >= MOST_SECTIONS) throw this.damage('capture-file-large', { name: '????', at });
      places.push({ ...facts, at });
      at += SECTION_HEADER + facts.stored;
      if (facts.name === 'END.') return places;
    }
    this.cutOff = true;
    return places;
  }

  private async topology(places: readonly Place[]): Promise<Topology> {
    const place = this.find(places, 'TOPO');
    const parsed = parseTopology(this.parsed(await this.content(place), place));
    if (parsed.ok) return parsed.value;
    throw this.damage('capture-file-content', place, { detail: parsed.error[0]?.message ?? '' });
  }

  private async json<Value>(places: readonly Place[], name: SectionName, schema: z.ZodType<Value>): Promise<Value> {
    return this.checked(this.find(places, name), schema);
  }

  /** Every section of that name; there may be none. */
  private async all<Value>(places: readonly Place[], name: SectionName, schema: z.ZodType<Value>): Promise<Value[]> {
    const values: Value[] = [];
    for (const place of places) if (place.name === name) values.push(await this.checked(place, schema));
    return values;
  }

  private async checked<Value>(place: Place, schema: z.ZodType<Value>): Promise<Value> {
    const checked = schema.safeParse(this.parsed(await this.content(place), place));
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    const detail = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    throw this.damage('capture-file-content', place, { detail });
  }

  private find(places: readonly Place[], name: SectionName): Place {
    const place = places.find((candidate) => candidate.name === name);
    if (!place) throw this.damage(this.cutOff ? 'capture-file-cut' : 'capture-file-missing', { name, at: 0 });
    return place;
  }

  private parsed(content: Buffer, place: Place): unknown {
    try {
      return JSON.parse(content.toString('utf8'));
    } catch (error) {
      throw this.damage('capture-file-content', place, { detail: error instanceof Error ? error.message : '' });
    }
  }

  private async content(place: Place): Promise<Buffer> {
    const content = await sectionContent(this.file, place);
    if (!content) throw this.damage('capture-file-damaged', place);
    return content;
  }

  private bytes(at: number, length: number): Promise<Buffer> {
    return bytesAt(this.file, at, length);
  }

  private damage(code: DamageCode, place?: DamagedPlace, more?: DamageValues): Damage {
    return damageOf(this.job.path, code, place, more);
  }
}
