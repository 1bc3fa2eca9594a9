import { printableText } from '../bytes';
import { readCbor } from './cbor-tree';
import { compressionConfidence, type Encoding } from './compression';
import type { DecoderId } from './decoder-ids';
import { imageFacts, type ImageFacts } from './image';
import { readJson } from './json-tree';
import { readMsgpack } from './msgpack-tree';
import type { ProtoSchema } from './proto-schema';
import { readProtobuf } from './protobuf-tree';
import { timestampReadings, type TimestampReading } from './timestamps';
import type { Fault, TreeNode, TreeReading } from './tree';
import { wholeCharacters } from './whole-characters';

/** What a decoder made of a frame. */
export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tree'; readonly format: TreeFormat; readonly root: TreeNode }
  | { readonly type: 'numbers' }
  | { readonly type: 'timestamps'; readonly readings: readonly TimestampReading[] }
  | { readonly type: 'image'; readonly facts: ImageFacts }
  /** To be unpacked first, which takes Node; what is inside is then decoded as a frame of its own. */
  | { readonly type: 'compressed'; readonly encoding: Encoding };

export type TreeFormat = 'json' | 'msgpack' | 'cbor' | 'protobuf';

export interface Decoding {
  readonly decoder: DecoderId;
  /** How sure it is that the bytes are what it reads, from 0 to 1. */
  readonly confidence: number;
  /** What it read, which may be a beginning only; `undefined` where nothing. */
  readonly content: Content | undefined;
  /** Why it could not read all of it. */
  readonly fault: Fault | undefined;
}

export interface DecodeOptions {
  /** The frame goes on beyond the bytes. */
  readonly truncated: boolean;
  /** Milliseconds since 1970: what is a likely time depends on it. */
  readonly now: number;
  readonly schema?: ProtoSchema;
  /** Full name of the Protobuf message to read; without it the fields have numbers only. */
  readonly message?: string;
}

/** A decoder that is less sure than this is not taken unasked: such a frame is just bytes. */
export const LEAST_CONFIDENCE = 0.3;

/** The most that each decoder is ever sure, in the order in which they are tried. */
const MOST_CONFIDENCE: readonly (readonly [DecoderId, number])[] = [
  ['image', 1],
  ['json', 0.97],
  ['gzip', 0.95],
  ['zstd', 0.95],
  ['text', 0.9],
  ['msgpack', 0.8],
  ['cbor', 0.78],
  ['zlib', 0.7],
  ['timestamp', 0.7],
  ['protobuf', 0.6],
  ['number', 0.45],
];

/**
 * The reading that is the surest of all; `undefined` where none is sure enough. Decoders that could not be surer than one
 * that was tried are not tried.
 * @param without decoders that were found to be wrong: what only seemed compressed, say
 */
export function surestDecoding(
  bytes: Uint8Array,
  options: DecodeOptions,
  without: readonly DecoderId[] = [],
): Decoding | undefined {
  let best: Decoding | undefined;
  for (const [decoder, most] of MOST_CONFIDENCE) {
    if (best && best.confidence >= most) break;
    if (without.includes(decoder)) continue;
    const decoding = read(decoder, bytes, options, true);
    if (decoding.confidence >= LEAST_CONFIDENCE && decoding.confidence > (best?.confidence ?? 0)) best = decoding;
  }
  return best;
}

/** Reads a frame with one decoder, however unlikely it is. Never throws, whatever the bytes are. */
export function decodeAs(decoder: DecoderId, bytes: Uint8Array, options: DecodeOptions): Decoding {
  return read(decoder, bytes, options, false);
}

/** @param one true where several values one after the other are not to be read: they are never likely */
function read(decoder: DecoderId, bytes: Uint8Array, options: DecodeOptions, one: boolean): Decoding {
  if (bytes.length === 0) return refusal(decoder, { code: 'empty', at: 0 });
  switch (decoder) {
    case 'json':
      return ofTree('json', readJson(bytes), options, 0.97, 0.2);
    case 'msgpack':
      return ofTree('msgpack', readMsgpack(bytes, one), options, 0.8, 0.2);
    case 'cbor':
      return ofTree('cbor', readCbor(bytes, one), options, 0.78, 0.2);
    case 'protobuf': {
      const reading = readProtobuf(bytes, options.schema, options.message);
      return ofTree('protobuf', reading, options, bytes.length >= 4 ? 0.6 : 0.35, 0);
    }
    case 'text': {
      const text = printableText(options.truncated ? wholeCharacters(bytes) : bytes);
      if (text === undefined || text === '') return refusal(decoder, { code: 'text', at: 0 });
      return { decoder, confidence: 0.9, content: { type: 'text', text }, fault: undefined };
    }
    case 'number':
      return { decoder, confidence: numberConfidence(bytes), content: { type: 'numbers' }, fault: undefined };
    case 'timestamp':
      return timestamps(bytes, options);
    case 'image': {
      const facts = imageFacts(bytes);
      if (!facts) return refusal(decoder, { code: 'magic', at: 0 });
      return { decoder, confidence: 1, content: { type: 'image', facts }, fault: undefined };
    }
    default:
      return {
        decoder,
        confidence: compressionConfidence(bytes, decoder),
        content: { type: 'compressed', encoding: decoder },
        fault: undefined,
      };
  }
}

function refusal(decoder: DecoderId, fault: Fault): Decoding {
  return { decoder, confidence: 0, content: undefined, fault };
}

/** A tree is as sure as its format when it is an object or a list that takes all bytes, and less when it is a lone value. */
function ofTree(
  format: TreeFormat,
  { root, fault }: TreeReading,
  { truncated }: DecodeOptions,
  whole: number,
  lone: number,
): Decoding {
  const content = root && { type: 'tree' as const, format, root };
  // What was cut off by the capture is no fault of the payload.
  const missing = fault?.code === 'end' && truncated;
  if (!root || (fault && !missing)) return { decoder: format, confidence: 0, content, fault };
  const container = root.type === 'object' || root.type === 'array';
  const filled = root.children.length > 0 || format === 'json';
  const confidence = container && filled ? whole * plausibility(root) : lone;
  return { decoder: format, confidence: missing ? confidence * 0.9 : confidence, content, fault };
}

/** So many values of a tree say how likely it is. */
const SAMPLE = 64;

/** Bytes that are no message of a format still read as one now and then: odd names and fields give them away. */
function plausibility(root: TreeNode): number {
  let odd = 0;
  const sample = root.children.slice(0, SAMPLE);
  for (const { key = '', note } of sample) {
    const strange = [...key].some((character) => character < ' ' || character === '\u007f');
    const field = /field (\d+)/.exec(note)?.[1];
    if (strange || (field !== undefined && Number(field) > 2000) || note.endsWith('group')) odd++;
  }
  return sample.length === 0 ? 1 : 1 - odd / sample.length;
}

function numberConfidence({ length }: Uint8Array): number {
  return length === 4 || length === 8 ? 0.45 : length === 1 || length === 2 ? 0.4 : 0;
}

/** How far from now a time may lie to be likely, in milliseconds: ten years. */
const NEAR = 10 * 365 * 86_400_000;

function timestamps(bytes: Uint8Array, { now }: DecodeOptions): Decoding {
  const readings = timestampReadings(bytes, now);
  const [first] = readings;
  if (!first) return refusal('timestamp', { code: [4, 8].includes(bytes.length) ? 'range' : 'length', at: 0 });
  const near = Math.abs(first.time - now) < NEAR;
  // Four bytes hit ten years around now by chance too often to be taken for a time.
  const confidence = !near || first.as === 'text' ? 0.1 : bytes.length === 8 ? 0.7 : 0.35;
  return { decoder: 'timestamp', confidence, content: { type: 'timestamps', readings }, fault: undefined };
}
