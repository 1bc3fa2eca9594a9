import type { Regex } from '../../../shared/filter/ast';

/** Letters that have a counterpart beyond ASCII where case does not count: K (Kelvin) and ſ (long s). */
const TWOFOLD = /[ks]/i;
const PLAIN = /[A-Za-z0-9 _\-:;,@#%&'"<>=!~`]/;
/** What may stand behind a backslash for a place or a class of characters. */
const CLASS = /[bBdDwWsSAzntrfv]/;
const REPEAT = /\{\d+(?:,\d*)?\}/y;
const ESCAPED = /[.*+?()[\]{}|^$\\/-]/;

/**
 * The longest text that every match of an expression holds, as far as a simple look tells; '' where it tells nothing. Letters
 * of ASCII are meant in either case. It spares the expression itself for most items.
 */
export function requiredText({ pattern, flags }: Regex): string {
  const reader = new TextReader(pattern, flags.includes('i'));
  return reader.longest();
}

class TextReader {
  private best = '';
  private run = '';
  private at = 0;
  private depth = 0;

  constructor(
    private readonly pattern: string,
    private readonly anyCase: boolean,
  ) {}

  longest(): string {
    while (this.at < this.pattern.length) {
      // With alternatives beside one another, or flags that change the meaning, nothing is sure.
      if (this.depth === 0 && this.pattern[this.at] === '|') return '';
      if (!this.step()) return '';
    }
    this.endRun();
    return this.best;
  }

  /** False where there is something that this look does not understand. */
  private step(): boolean {
    const character = this.pattern[this.at] ?? '';
    if (character === '\\') return this.escape();
    if (character === '[') return this.skipClass();
    if (character === '(') {
      if (this.pattern[this.at + 1] === '?') return false;
      this.depth++;
    }
    if (character === ')') this.depth--;
    if (character === '?' || character === '*' || character === '{') this.optional();
    else if (this.depth === 0 && PLAIN.test(character)) this.take(character, 1);
    else this.skip(1);
    return true;
  }

  private escape(): boolean {
    const character = this.pattern[this.at + 1] ?? '';
    if (this.depth === 0 && ESCAPED.test(character)) this.take(character, 2);
    else this.skip(2);
    return ESCAPED.test(character) || CLASS.test(character);
  }

  private take(character: string, length: number): void {
    if (this.anyCase && TWOFOLD.test(character)) this.endRun();
    else this.run += character;
    this.at += length;
  }

  /** The character before may be missing or repeated. */
  private optional(): void {
    this.run = this.run.slice(0, -1);
    REPEAT.lastIndex = this.at;
    this.skip(REPEAT.exec(this.pattern)?.[0].length ?? 1);
  }

  private skip(length: number): void {
    this.endRun();
    this.at += length;
  }

  private skipClass(): boolean {
    let end = this.at + 1;
    if (this.pattern[end] === '^') end++;
    if (this.pattern[end] === ']') end++;
    while (end < this.pattern.length && this.pattern[end] !== ']') end += this.pattern[end] === '\\' ? 2 : 1;
    const named = this.pattern.slice(this.at, end).includes('[:');
    this.skip(end + 1 - this.at);
    return !named;
  }

  private endRun(): void {
    if (this.run.length > this.best.length) this.best = this.run;
    this.run = '';
  }
}
