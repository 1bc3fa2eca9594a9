import { printableText, utf8TextLenient } from '../bytes';

/** What a frame's bytes are to a person. */
export type FrameContent =
  | { readonly type: 'empty' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'json'; readonly text: string; readonly pretty: string }
  | { readonly type: 'binary' };

/** Longer text is not tried as JSON, so that opening a message is always at once. */
const LONGEST_JSON = 1024 * 1024;

/**
 * Reads the kept bytes of a frame. JSON is an object or an array in full: a lone number or word is text. A frame that
 * was cut may end within a character; what is left of that one is not counted against the text.
 */
export function readFrame(bytes: Uint8Array, truncated: boolean): FrameContent {
  if (bytes.length === 0) return { type: 'empty' };
  const text = printableText(truncated ? wholeCharacters(bytes) : bytes);
  if (text === undefined || text === '') return { type: 'binary' };
  const pretty = truncated ? undefined : prettyJson(text);
  return pretty === undefined ? { type: 'text', text } : { type: 'json', text, pretty };
}

/** The first bytes as one line for a small place: printable text, `·` for anything else, `…` where there is more. */
export function frameSnippet(bytes: Uint8Array, most: number): string {
  const text = utf8TextLenient(bytes.subarray(0, most * 4));
  const characters = [...text.replace(/[\p{C}\p{Z}\ufffd]/gu, (character) => (character === ' ' ? ' ' : '·'))];
  return characters.length > most || bytes.length > most * 4
    ? `${characters.slice(0, most - 1).join('')}…`
    : characters.join('');
}

function prettyJson(text: string): string | undefined {
  if (text.length > LONGEST_JSON || !/^\s*[[{]/.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return indented(text);
}

/**
 * The same JSON with each member on a line of its own. The text is laid out anew instead of printing what was parsed,
 * because parsing rounds long numbers and drops repeated names.
 */
function indented(text: string): string {
  const tokens = text.match(/"(?:\\.|[^"\\])*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  let depth = 0;
  let out = '';
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (token === '{' || token === '[') {
      out += token;
      const empty = next === '}' || next === ']';
      if (!empty) out += line(++depth);
    } else if (token === '}' || token === ']') {
      const before = tokens[index - 1];
      out += before === '{' || before === '[' ? token : line(--depth) + token;
    } else if (token === ',') out += token + line(depth);
    else out += token === ':' ? ': ' : token;
  });
  return out;
}

function line(depth: number): string {
  return `\n${'  '.repeat(Math.max(0, depth))}`;
}

/** The bytes without a character at the end that was begun and not finished. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < wanted ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}
