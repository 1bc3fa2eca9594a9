import { z } from 'zod';
import { bytesFromHex } from '../../shared/bytes';
import type { Problem } from '../../shared/result';
import { STEP_TYPES, type ConnectionFacts, type LadderStep, type WireSideFacts } from '../../shared/wire/ladder';
import { RFC_NAMES } from '../../shared/wire/rfc';
import { isFaultCode } from '../../shared/wire/zmtp-fault';
import type { SchemaShape } from './schema-shape';

const whole = z.int().min(0);
const seconds = z.number().min(0);
const text = z.string().max(10_000);
const side = z.enum(['connecting', 'binding']);
const total = z.strictObject({ messages: whole, bytes: whole });
const values = z.record(text, text);
const place = z.strictObject({ rfc: whole.refine((rfc) => rfc in RFC_NAMES), section: text });
const refusal = z.strictObject({
  code: text,
  message: text,
  where: text.exactOptional(),
  values: z.record(text, z.union([text, z.number()])).exactOptional(),
} satisfies SchemaShape<Problem>);
const fault = z.strictObject({ code: text.refine(isFaultCode), values: values.exactOptional() });

const who = z.strictObject({
  name: text,
  node: text,
  socket: text.optional(),
  version: text,
  mechanism: text,
  socketType: text,
  identity: text,
  holder: z.string().exactOptional(),
  routing: z.strictObject({ id: text, made: z.boolean(), known: z.enum(['exact', 'inferred']) }).exactOptional(),
} satisfies SchemaShape<WireSideFacts>);

const heartbeat = z.strictObject({ pings: whole, pongs: whole, at: seconds, roundTrip: z.number().exactOptional() });

const facts = z.strictObject({
  id: whole,
  flow: whole,
  link: text.optional(),
  phase: z.enum(['dialing', 'handshake', 'ready', 'ended', 'failed']),
  endpoint: text,
  remote: text,
  openedAt: seconds,
  readyAt: seconds.exactOptional(),
  closedAt: seconds.exactOptional(),
  connecting: who,
  binding: who,
  forward: total,
  backward: total,
  heartbeats: z.strictObject({ connecting: heartbeat.exactOptional(), binding: heartbeat.exactOptional() }),
  fault: fault.extend({ by: side }).exactOptional(),
  closing: z.strictObject({ code: text, by: side.optional(), values, place: place.exactOptional() }).exactOptional(),
  refusal: refusal.exactOptional(),
  steps: whole,
} satisfies SchemaShape<ConnectionFacts>);

const step = z.strictObject({
  index: whole,
  t: seconds,
  type: z.enum(STEP_TYPES),
  direction: z.enum(['forward', 'backward']).exactOptional(),
  name: text,
  bytes: z
    .string()
    .regex(/^(?:[0-9a-f]{2})*$/)
    .transform((digits) => bytesFromHex(digits) ?? new Uint8Array(0)),
  header: whole,
  size: whole,
  unfinished: z.boolean(),
  fault: fault.exactOptional(),
  forward: total,
  backward: total,
  seq: whole,
} satisfies SchemaShape<LadderStep>);

/** A connection of a run that was recorded, as the window is told of it, with the steps of its ladder that were kept. */
export interface SavedConnection {
  readonly facts: ConnectionFacts;
  readonly steps: readonly LadderStep[];
  readonly keptFirst: number;
  readonly keptFrom: number;
}

/**
 * A `wire`: connections, newest first. Of the code that says why one ended only the form is checked: it chooses a sentence, and
 * one that a later app made has none here.
 */
export const wireSchema = z
  .array(z.strictObject({ facts, steps: z.array(step).max(10_000), keptFirst: whole, keptFrom: whole }))
  .max(10_000) as unknown as z.ZodType<readonly SavedConnection[]>;
