import { printableText } from '../../shared/bytes';
import { quoted } from '../../shared/filter/format';
import { eachValue, seenType, type SeenNames, type SeenType } from '../../shared/filter/seen';
import { KIND_MESSAGE } from '../../shared/traffic/flow';
import { JsonFrames } from '../capture/filter/json-frames';
import { startFrames } from '../capture/filter/item-frames';
import { FrameCursor } from '../capture/record';
import { kindOf } from '../capture/row-reader';
import { filterWorld } from './filter-world';
import type { Run } from './run';

/** Newest messages that are looked at, for how long in one go, and how often, in milliseconds. */
const MOST_LOOKED = 2000;
const LOOK_MS = 8;
const AGAIN_MS = 1000;
/** Of these the time is not asked, unless they are large: however busy the machine is, some are looked at. */
const FEWEST_LOOKED = 100;
const FEW_BYTES = 64 * 1024;
/** Places, and topics, that are remembered; later ones are not. */
const MOST_PATHS = 500;
const MOST_TOPICS = 200;
/** Values of one place: of more than these none is offered, for it is no choice of few. */
const MOST_VALUES = 24;
const LONGEST_VALUE = 60;
const LONGEST_TOPIC = 100;
const PUBLISHING = new Set(['PUB', 'SUB', 'XPUB', 'XSUB']);

interface SeenPlace {
  readonly type: SeenType;
  count: number;
  /** Undefined once they were too many. */
  values: Map<string, number> | undefined;
}

const books = new WeakMap<Run, SeenBook>();

/** Names in the newest messages of a run, for the completion of filters: keys of JSON with their values, and topics. */
export function seenNames(run: Run): SeenNames {
  let book = books.get(run);
  if (!book) books.set(run, (book = new SeenBook(run)));
  return book.read();
}

/** What was seen in a run's messages until now. Each question looks at the newest for some milliseconds, if not just asked. */
class SeenBook {
  private readonly documents: JsonFrames;
  private readonly cursor: FrameCursor;
  private readonly places = new Map<string, SeenPlace>();
  private readonly topics = new Map<string, number>();
  /** Seq behind the newest that was looked at. */
  private looked = 1;
  private epoch: number;
  private lookedAt = -Infinity;
  private answer: SeenNames = { paths: [], topics: [] };

  constructor(private readonly run: Run) {
    this.documents = new JsonFrames(run.ring);
    this.cursor = new FrameCursor(run.ring.bytes);
    this.epoch = run.ring.epoch;
  }

  read(): SeenNames {
    if (performance.now() - this.lookedAt < AGAIN_MS) return this.answer;
    this.look();
    this.lookedAt = performance.now();
    const places = [...this.places].sort(([, one], [, other]) => other.count - one.count);
    this.answer = {
      paths: places.map(([path, { type, values }]) => ({ path, type, values: values ? mostFrequent(values) : [] })),
      topics: mostFrequent(this.topics),
    };
    return this.answer;
  }

  /** The newest first: while more comes in than can be looked at, what is known is of the newest. */
  private look(): void {
    const { ring } = this.run;
    if (this.epoch !== ring.epoch) this.looked = 1;
    this.epoch = ring.epoch;
    this.documents.forget();
    const first = Math.max(this.looked, ring.firstSeq, ring.nextSeq - MOST_LOOKED);
    this.looked = ring.nextSeq;
    const until = performance.now() + LOOK_MS;
    const publishing = this.publishingFlows();
    const last = ring.nextSeq - 1;
    let decoded = 0;
    for (let seq = last; seq >= first; seq--) {
      const few = last - seq < FEWEST_LOOKED && decoded < FEW_BYTES;
      if (!few && performance.now() >= until) return;
      if (kindOf(ring.metaOf(seq)) !== KIND_MESSAGE) continue;
      for (const document of this.documents.documentsOf(seq))
        eachValue(document, (path, value) => this.see(path, value));
      decoded += this.documents.decoded;
      if (publishing.has(ring.flowOf(seq))) this.seeTopic(seq);
    }
  }

  private publishingFlows(): ReadonlySet<number> {
    const world = filterWorld(this.run);
    const ids = this.run.flows.flows.flatMap(({ id }) => {
      const facts = world.flow(id);
      const types = facts ? [facts.connecting.socketType, facts.binding.socketType] : [];
      return types.some((type) => PUBLISHING.has(type)) ? [id] : [];
    });
    return new Set(ids);
  }

  private see(path: string, value: string | number | boolean | null): void {
    const type = seenType(value);
    let place = this.places.get(path);
    if (!place) {
      if (this.places.size >= MOST_PATHS) return;
      // Numbers are measured, not chosen from.
      place = { type, count: 0, values: type === 'number' ? undefined : new Map() };
      this.places.set(path, place);
    }
    place.count++;
    if (!place.values) return;
    const text = typeof value === 'string' ? quoted(value) : String(value);
    place.values.set(text, (place.values.get(text) ?? 0) + 1);
    if (place.values.size > MOST_VALUES || text.length > LONGEST_VALUE) place.values = undefined;
  }

  /** The first frame of several; of a lone one its first word, as topics are mostly written there. */
  private seeTopic(seq: number): void {
    const { cursor, run } = this;
    startFrames(run.ring, cursor, seq);
    if (!cursor.next() || cursor.to - cursor.from > LONGEST_TOPIC) return;
    const { more } = cursor;
    const text = printableText(run.ring.bytes.slice(cursor.from, cursor.to));
    const topic = more ? text : text?.split(' ', 1)[0];
    if (topic === undefined || topic === '') return;
    const count = this.topics.get(topic);
    if (count === undefined && this.topics.size >= MOST_TOPICS) return;
    this.topics.set(topic, (count ?? 0) + 1);
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([, one], [, other]) => other - one).map(([text]) => text);
}
