import { utf8TextLenient } from '../bytes';

/** The first bytes as one line for a small place: printable text, `·` for anything else, `…` where there is more. */
export function frameSnippet(bytes: Uint8Array, most: number): string {
  const text = utf8TextLenient(bytes.subarray(0, most * 4));
  const characters = [...text.replace(/[\p{C}\p{Z}\ufffd]/gu, (character) => (character === ' ' ? ' ' : '·'))];
  return characters.length > most || bytes.length > most * 4
    ? `${characters.slice(0, most - 1).join('')}…`
    : characters.join('');
}
