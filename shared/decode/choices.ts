import { z } from 'zod';
import { DECODER_IDS, type DecoderId } from './decoder-ids';

/** How a frame is to be read: with a decoder, or as nothing but bytes. */
export interface DecoderChoice {
  readonly decoder: DecoderId | 'bytes';
  /** Full name of the Protobuf message. */
  readonly message?: string | undefined;
}

/** Choices by the place that they are for, the oldest first. */
export type DecoderChoices = Readonly<Record<string, DecoderChoice>>;

/** So many places are remembered; the oldest are forgotten. */
export const MOST_CHOICES = 300;
/** So many .proto files are kept, each of so many characters at the most. */
export const MOST_PROTOS = 32;
export const LONGEST_PROTO = 256 * 1024;

export const choicesSchema = z.record(
  z.string().max(600),
  z.object({ decoder: z.enum([...DECODER_IDS, 'bytes']), message: z.string().max(300).optional() }),
);

export const protosSchema = z
  .array(z.object({ name: z.string().min(1).max(255), text: z.string().max(LONGEST_PROTO) }))
  .max(MOST_PROTOS);

/** Where a choice holds: all messages one way over one link of one document, at the same frame. */
export interface FramePlace {
  /** Path of the document, or its name where it was never saved. */
  readonly document: string;
  /** The link, or the socket that programs outside connect to. */
  readonly link: string;
  readonly direction: 'forward' | 'backward';
  /** Counted from the first frame; `last` and up would not hold for messages of different lengths. */
  readonly frame: number;
}

export function placeKey({ document, link, direction, frame }: FramePlace): string {
  return JSON.stringify([document.slice(-300), link, direction, frame]);
}

/** Remembers a choice for a place, or forgets it. What was chosen last is the newest. */
export function withChoice(choices: DecoderChoices, key: string, choice: DecoderChoice | undefined): DecoderChoices {
  const others = Object.entries(choices).filter(([name]) => name !== key);
  if (choice === undefined) return Object.fromEntries(others);
  return Object.fromEntries([...others.slice(-(MOST_CHOICES - 1)), [key, choice]]);
}
