import type { FilterTerm } from '../../../shared/filter/ast';
import { compileRegex } from '../../../shared/filter/regex';
import { bytesFromHex, utf8 } from '../../../shared/bytes';
import { ITEM_KINDS, KIND_LOST, KIND_MESSAGE } from '../../../shared/traffic/flow';
import { META_BACKWARD, META_SEALED, META_TRUNCATED } from '../item-writer';
import { ABANDONED, ANSWERED, WAITING } from '../pair-store';
import { FrameCursor } from '../record';
import type { CaptureRing } from '../ring';
import { kindOf } from '../row-reader';
import { bytesMatcher, textMatcher, type TextMatcher } from '../text-matcher';
import { clockTime } from './clock';
import { publishes } from './flow-terms';
import { sizeOf, startFrames } from './item-frames';
import { JsonFrames } from './json-frames';
import { jsonTest, numberAsked, numberTest, textAsked } from './json-values';
import { requiredText } from './required-text';
import type { FilterWorld } from './world';

/** Bytes of each frame that an expression looks at. */
const REGEX_BYTES = 16 * 1024;
/** Decoding and matching takes so much longer than looking for bytes. */
const REGEX_WEIGHT = 16;
const JSON_WEIGHT = 8;

/** A request without a reply counts as unanswered after so long; until then it and what came later wait. */
const ANSWER_SECONDS = 1;

type Test = (seq: number) => boolean;
type Term<Type extends FilterTerm['type']> = Extract<FilterTerm, { type: Type }>;

/** Conditions that look at items themselves, by their seq. */
export class ItemTerms {
  searched = 0;
  private asksPairs = false;
  private openSince = 0;
  private readonly cursor: FrameCursor;
  private readonly text: Buffer;
  private readonly json: JsonFrames;

  constructor(
    private readonly ring: CaptureRing,
    private readonly world: FilterWorld,
  ) {
    this.cursor = new FrameCursor(ring.bytes);
    this.text = Buffer.from(ring.bytes.buffer, ring.bytes.byteOffset, ring.bytes.byteLength);
    this.json = new JsonFrames(ring);
  }

  /** To be called before a row of tests: what was known of an item may be of another one by now. */
  refresh(): void {
    this.json.forget();
    const { world } = this;
    this.openSince = (world.now() - world.startedAt) / 1000 - ANSWER_SECONDS;
  }

  /** True for a request whose reply may still come, where the filter asks for that. */
  isOpen(seq: number): boolean {
    const { ring } = this;
    return this.asksPairs && ring.pairs.stateOf(seq) === WAITING && ring.timeOf(seq) > this.openSince;
  }

  condition(term: FilterTerm): { readonly cost: number; readonly test: Test } {
    switch (term.type) {
      case 'kind': {
        const wanted = ITEM_KINDS.map((kind) => term.kinds.includes(kind));
        return { cost: 0, test: (seq) => wanted[kindOf(this.ring.metaOf(seq))] === true };
      }
      case 'mark': {
        const bit = term.mark === 'sealed' ? META_SEALED : META_TRUNCATED;
        return { cost: 0, test: (seq) => (this.ring.metaOf(seq) & bit) !== 0 };
      }
      case 'clock':
        return { cost: 0, test: this.clock(term) };
      case 'number':
        return this.number(term.field, numberTest(term.op, term.value));
      case 'range':
        return this.number(term.field, (value) => value >= term.least && value <= term.most);
      case 'topic':
        return { cost: 1, test: this.topic(term) };
      case 'text':
        return { cost: 2, test: this.holds(textMatcher(term.text)) };
      case 'hex':
        return { cost: 2, test: this.holds(bytesMatcher(bytesFromHex(term.digits) ?? new Uint8Array(0))) };
      case 'json':
        return { cost: 3, test: this.jsonTerm(term) };
      case 'regex':
        return { cost: 4, test: this.regex(term) };
      case 'answered':
        return { cost: 0, test: this.answered(term.answered) };
      case 'name':
      case 'direction':
        return { cost: 0, test: () => false };
    }
  }

  private clock(term: Term<'clock'>): Test {
    const { ring, world } = this;
    const time = clockTime(term, world.startedAt, world.now());
    return term.side === 'after' ? (seq) => ring.timeOf(seq) >= time : (seq) => ring.timeOf(seq) < time;
  }

  private number(field: Term<'number'>['field'], fits: (value: number) => boolean) {
    const { ring } = this;
    switch (field) {
      case 'seq':
        return { cost: 0, test: fits };
      case 't':
        return { cost: 0, test: (seq: number) => fits(ring.timeOf(seq)) };
      case 'size':
        return { cost: 1, test: (seq: number) => fits(sizeOf(ring, this.cursor, seq)) };
      case 'frames':
        return { cost: 1, test: (seq: number) => fits(this.framesOf(seq)) };
      case 'latency':
        this.asksPairs = true;
        return { cost: 0, test: (seq: number) => fits(ring.pairs.latencyOf(seq) * 1000) };
    }
  }

  private answered(answered: boolean): Test {
    const { pairs } = this.ring;
    this.asksPairs = true;
    if (answered) return (seq) => pairs.stateOf(seq) === ANSWERED;
    return (seq) => pairs.stateOf(seq) === WAITING || pairs.stateOf(seq) === ABANDONED;
  }

  private framesOf(seq: number): number {
    const { cursor, ring } = this;
    let frames = 0;
    startFrames(ring, cursor, seq);
    while (cursor.next()) frames += cursor.rest === 0 ? 1 : cursor.rest;
    return frames;
  }

  private topic({ text, exact }: Term<'topic'>): Test {
    const { cursor, ring } = this;
    const wanted = utf8(text);
    const hasTopics = publishes(this.world);
    return (seq) => {
      const meta = ring.metaOf(seq);
      const kind = kindOf(meta);
      if ((kind !== KIND_MESSAGE && kind !== KIND_LOST) || (meta & META_SEALED) !== 0) return false;
      startFrames(ring, cursor, seq);
      if (!cursor.next() || cursor.to - cursor.from < wanted.length) return false;
      if (exact && cursor.size !== wanted.length) return false;
      for (let i = 0; i < wanted.length; i++) if (ring.bytes[cursor.from + i] !== wanted[i]) return false;
      return hasTopics(ring.flowOf(seq), meta & META_BACKWARD);
    };
  }

  private holds(matches: TextMatcher): Test {
    const { cursor, ring } = this;
    return (seq) => {
      if ((ring.metaOf(seq) & META_SEALED) !== 0) return false;
      startFrames(ring, cursor, seq);
      while (cursor.next()) {
        this.searched += cursor.to - cursor.from;
        if (matches(ring.bytes, cursor.from, cursor.to)) return true;
      }
      return false;
    };
  }

  private regex(term: Term<'regex'>): Test {
    const compiled = compileRegex(term);
    if (!compiled.ok) return () => false;
    const { cursor, ring, text } = this;
    const matches = compiled.value;
    const required = textMatcher(requiredText(term));
    return (seq) => {
      if ((ring.metaOf(seq) & META_SEALED) !== 0) return false;
      startFrames(ring, cursor, seq);
      while (cursor.next()) {
        if (cursor.rest > 0) return false;
        const to = Math.min(cursor.to, cursor.from + REGEX_BYTES);
        this.searched += to - cursor.from;
        if (!required(ring.bytes, cursor.from, to)) continue;
        this.searched += (to - cursor.from) * REGEX_WEIGHT;
        if (matches(text.toString('utf8', cursor.from, to))) return true;
      }
      return false;
    };
  }

  private jsonTerm(term: Term<'json'>): Test {
    const { ring, json } = this;
    const passes = jsonTest(term);
    const mayHold = json.prefilter(term.path, { number: numberAsked(term.test), text: textAsked(term.test) });
    return (seq) => {
      if ((ring.metaOf(seq) & META_SEALED) !== 0 || !mayHold(seq)) return false;
      const documents = json.documentsOf(seq);
      this.searched += json.decoded * JSON_WEIGHT;
      return documents.some(passes);
    };
  }
}
