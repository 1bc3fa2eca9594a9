import { utf8Text } from '../bytes';
import { stop, TreeBuilder, type OpenNode, type Scalar, type TreeReading } from './tree';

const SPACE = /[ \t\n\r]*/y;
// Runs of plain characters (all but quotes, backslashes and controls) with escapes between them: nothing here is tried twice.
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

/**
 * Reads JSON (RFC 8259) with the bytes of each value. Numbers keep the digits they were sent with and repeated names stay,
 * which is why `JSON.parse` is not used: it rounds the ones and drops the others.
 */
export function readJson(bytes: Uint8Array): TreeReading {
  const text = utf8Text(bytes);
  if (text === undefined) return { root: undefined, fault: { code: 'text', at: 0 } };
  const offset = byteOffsets(text, bytes.length);
  const reading = new TreeBuilder().read((builder) => new JsonReader(text, offset, builder).readAll());
  return reading.fault
    ? { ...reading, fault: { ...reading.fault, at: Math.min(reading.fault.at, bytes.length) } }
    : reading;
}

/** An object or a list that is open, and whether a value must follow (after a comma). */
interface Level {
  readonly node: OpenNode;
  wantsValue: boolean;
}

class JsonReader {
  private at = 0;
  private readonly levels: Level[] = [];

  constructor(
    private readonly text: string,
    private readonly offset: (at: number) => number,
    private readonly builder: TreeBuilder,
  ) {}

  readAll(): void {
    this.space();
    this.value(undefined);
    // Levels are kept in a list and not on the stack, so that no depth of a payload can overflow it.
    while (this.levels.length > 0) this.step();
    this.space();
    if (this.at < this.text.length) stop('rest', this.offset(this.at));
  }

  /** Reads on in the innermost object or list: its end, or its next member. */
  private step(): void {
    const level = this.levels.at(-1);
    if (!level) return;
    const { node } = level;
    const closing = node.type === 'object' ? '}' : ']';
    this.space();
    if (this.text[this.at] === closing && !level.wantsValue) {
      this.at++;
      node.to = this.offset(this.at);
      this.levels.pop();
      return;
    }
    if (node.children.length > 0 && !level.wantsValue) {
      this.expect(',');
      level.wantsValue = true;
      return;
    }
    level.wantsValue = false;
    const key = node.type === 'object' ? this.name() : String(node.children.length);
    this.value(key);
  }

  private name(): string {
    const token = this.match(STRING) ?? this.refuse();
    this.space();
    this.expect(':');
    this.space();
    return unquoted(token);
  }

  private value(key: string | undefined): void {
    const from = this.offset(this.at);
    const parent = this.levels.at(-1)?.node;
    const first = this.text[this.at];
    if (first === '{' || first === '[') {
      this.at++;
      const type = first === '{' ? 'object' : 'array';
      const node = this.builder.open(parent, { key, type, note: '', from }, this.levels.length);
      this.levels.push({ node, wantsValue: false });
      return;
    }
    const scalar = this.scalar();
    this.builder.leaf(parent, key, scalar, from, this.offset(this.at));
  }

  private scalar(): Scalar {
    const string = this.match(STRING);
    if (string !== undefined) return { type: 'string', text: unquoted(string), note: '' };
    const number = this.match(NUMBER);
    if (number !== undefined) return { type: 'number', text: number, note: '' };
    const word = this.match(WORD) ?? this.refuse();
    return { type: word === 'null' ? 'null' : 'boolean', text: word, note: '' };
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const token = pattern.exec(this.text)?.[0];
    if (token !== undefined) this.at += token.length;
    return token;
  }

  private space(): void {
    this.match(SPACE);
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) this.refuse();
    this.at++;
  }

  private refuse(): never {
    return stop(this.at >= this.text.length ? 'end' : 'syntax', this.offset(this.at));
  }
}

function unquoted(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
}

/** Where the characters of a text lie in its UTF-8: a function of the index in the text. */
export function byteOffsets(text: string, bytes: number): (at: number) => number {
  if (bytes === text.length) return (at) => at;
  const offsets = new Uint32Array(text.length + 1);
  let byte = 0;
  for (let at = 0; at < text.length; at++) {
    offsets[at] = byte;
    const code = text.charCodeAt(at);
    // The two halves of a surrogate pair are four bytes together.
    byte += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  offsets[text.length] = byte;
  return (at) => offsets[Math.min(Math.max(at, 0), text.length)] ?? bytes;
}
