import { bytesFromBase64, bytesFromHex, utf8 } from './bytes';
import type { FrameTemplate } from './topology/topology';

/** What the placeholders of a frame template are filled with, for one message. */
export interface TemplateValues {
  /** Number of the message, from 1. */
  readonly seq: number;
  /** The moment it is made, in milliseconds since 1970 (UTC). */
  readonly time: number;
  /** Label of the node that sends it. */
  readonly node: string;
  /** A number from 0 to below 1, as `Math.random` gives. */
  readonly random: () => number;
}

/** Makes the frame's bytes for one message. Frames without placeholders are made once and shared: never write to them. */
export type FrameMaker = (values: TemplateValues) => Uint8Array;

/** The placeholders a text frame may have; the window offers them. */
export const PLACEHOLDERS = [
  '{{seq}}',
  '{{time}}',
  '{{node}}',
  '{{random 16}}',
  '{{cycle a|b}}',
  '{{number 1 100}}',
] as const;

const PLACEHOLDER =
  /\{\{\s*(?:(seq|time|node)|(random)(?:\s+(\d{1,4}))?|(cycle)\s+([^{}]+?)|(number)\s+(-?\d{1,9})\s+(-?\d{1,9}))\s*\}\}/g;
const RANDOM_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Compiles a frame template. In text, `{{seq}}` is the message's number, `{{time}}` its moment in ISO 8601, `{{node}}` the
 * sender's label, `{{random 16}}` so many random letters and digits (8 when no number is given, 4096 at the most),
 * `{{cycle a|b}}` one of the choices after the other, and `{{number 1 100}}` a random whole number, both ends included.
 */
export function compileFrame(template: FrameTemplate): FrameMaker {
  if (typeof template !== 'string') return constant(fixedBytes(template));
  const parts = [...template.matchAll(PLACEHOLDER)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    make: placeholder(match),
  }));
  if (parts.length === 0) return constant(utf8(template));
  return (values) => {
    let text = '';
    let from = 0;
    for (const { at, end, make } of parts) {
      text += template.slice(from, at) + make(values);
      from = end;
    }
    return utf8(text + template.slice(from));
  };
}

/** True where something is filled in for each message. */
export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** Compiles every frame of a message. */
export function compileFrames(templates: readonly FrameTemplate[]): (values: TemplateValues) => Uint8Array[] {
  const makers = templates.map(compileFrame);
  return (values) => makers.map((make) => make(values));
}

function constant(bytes: Uint8Array): FrameMaker {
  return () => bytes;
}

function fixedBytes(template: Exclude<FrameTemplate, string>): Uint8Array {
  if ('hex' in template) return bytesFromHex(template.hex) ?? new Uint8Array(0);
  if ('base64' in template) return bytesFromBase64(template.base64) ?? new Uint8Array(0);
  return new Uint8Array(template.size);
}

function placeholder(match: RegExpExecArray): (values: TemplateValues) => string {
  const [, plain, random, length, cycle, choices, , low, high] = match;
  if (random !== undefined) return ({ random: next }) => randomText(Math.min(Number(length ?? 8), 4096), next);
  if (cycle !== undefined && choices !== undefined) {
    const list = choices.split('|');
    return ({ seq }) => list[(seq - 1) % list.length] ?? '';
  }
  switch (plain) {
    case 'seq':
      return ({ seq }) => String(seq);
    case 'time':
      return ({ time }) => new Date(time).toISOString();
    case 'node':
      return ({ node }) => node;
    default: {
      const least = Math.min(Number(low), Number(high));
      const most = Math.max(Number(low), Number(high));
      return ({ random: next }) => String(least + Math.floor(next() * (most - least + 1)));
    }
  }
}

function randomText(length: number, random: () => number): string {
  let text = '';
  for (let at = 0; at < length; at++) text += RANDOM_DIGITS[Math.floor(random() * RANDOM_DIGITS.length)] ?? '0';
  return text;
}
