import { z } from 'zod';
import { DOCTOR_RULES, type Finding } from '../../shared/traffic/findings';
import type { Health } from '../../shared/traffic/health';
import {
  LOSS_CAUSES,
  UNCOUNTED,
  type BlockedSender,
  type LossReport,
  type LossRow,
  type PipeGauge,
} from '../../shared/traffic/losses';
import type { SchemaShape } from './schema-shape';

const whole = z.int().min(0);
const seconds = z.number().min(0);
const text = z.string().max(10_000);

const losses = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        socket: text,
        flow: whole.optional(),
        cause: z.enum(LOSS_CAUSES),
        exact: whole,
        inferred: whole,
        first: seconds,
        last: seconds,
        examples: z.array(whole).max(1000),
      } satisfies SchemaShape<LossRow>),
    )
    .max(100_000),
  pipes: z
    .array(
      z.strictObject({
        socket: text,
        queue: z.enum(['send', 'receive']),
        flow: whole.optional(),
        depth: whole,
        peak: whole,
        mark: whole,
        known: z.enum(['exact', 'estimated']),
        newestOnly: z.literal(true).exactOptional(),
      } satisfies SchemaShape<PipeGauge>),
    )
    .max(100_000),
  blocked: z
    .array(z.strictObject({ socket: text, since: seconds, waiting: whole } satisfies SchemaShape<BlockedSender>))
    .max(100_000),
  uncounted: z.array(z.strictObject({ socket: text, why: z.enum(UNCOUNTED) })).max(100_000),
  ownFlows: z.array(z.strictObject({ flow: whole, socket: text })).max(100_000),
} satisfies SchemaShape<LossReport>);

const finding = z.strictObject({
  id: text,
  rule: z.enum(DOCTOR_RULES),
  severity: z.enum(['problem', 'hint']),
  node: text.exactOptional(),
  link: text.exactOptional(),
  peer: text.exactOptional(),
  variant: text.exactOptional(),
  values: z.record(text, z.union([text, z.number()])),
  // A recording is what it is: nothing of it can be mended.
  fixes: z.array(z.never()),
  since: seconds,
} satisfies SchemaShape<Finding>);

/** A `fare`: what did not arrive in a run, and what the doctor found. */
export const healthSchema = z.strictObject({
  losses,
  findings: z.array(finding).max(1000),
}) as unknown as z.ZodType<Health>;

/** How a run fares, as a capture file has it. */
export function savedHealth({ losses: lost, findings }: Health): unknown {
  return { losses: lost, findings: findings.map((found) => ({ ...found, fixes: [] })) };
}
