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

const PLACEHOLDER = /\{\{\s*(seq|time|node|random)(?:\s+(\d{1,4}))?\s*\}\}/g;
const RANDOM_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Compiles a frame template. In text, `{{seq}}` is the message's number, `{{time}}` its moment in ISO 8601, `{{node}}` the
 * sender's label and `{{random 16}}` so many random letters and digits (8 when no number is given, 4096 at the most).
 */
export function compileFrame(template: FrameTemplate): FrameMaker {
  if (typeof template !== 'string') return constant(fixedBytes(template));
  PLACEHOLDER.lastIndex = 0;
  if (!PLACEHOLDER.test(template)) return constant(utf8(template));
  return (values) => utf8(template.replace(PLACEHOLDER, (_whole, name: string, size?: string) => fill(name, size, values)));
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

function fill(name: string, size: string | undefined, values: TemplateValues): string {
  switch (name) {
    case 'seq':
      return String(values.seq);
    case 'time':
      return new Date(values.time).toISOString();
    case 'node':
      return values.node;
    default:
      return randomText(Math.min(Number(size ?? 8), 4096), values.random);
  }
}

function randomText(length: number, random: () => number): string {
  let text = '';
  for (let at = 0; at < length; at++) text += RANDOM_DIGITS[Math.floor(random() * RANDOM_DIGITS.length)] ?? '0';
  return text;
}
