import { z } from 'zod';
import type { SocketKey } from '../../shared/topology/topology';
import { FLOW_LANES, RUN_LANES, SOCKET_LANES } from '../../shared/traffic/series';

/** What a series is of. */
export type SeriesName =
  | readonly ['overall', (typeof RUN_LANES)[number]]
  | readonly ['flow', number, (typeof FLOW_LANES)[number]]
  | readonly ['socket', SocketKey, (typeof SOCKET_LANES)[number]]
  | readonly ['latency', number]
  | readonly ['lost' | 'waits', string];

/** Of each point with any durations, and of what is pending: its number, the first bucket, the longest, and the counts. */
export type SavedDurations = readonly (readonly [
  point: number,
  first: number,
  most: number,
  counts: readonly number[],
])[];

/** Points of the two logs at the most. */
const MOST_POINTS = { recent: 601, whole: 1025 } as const;

const whole = z.int().min(0);
const name = z.string().max(10_000);
const log = (most: number) =>
  z.object({ step: z.number().positive(), times: z.array(z.number().min(0)).min(1).max(most) });
const values = (most: number) => z.array(z.number()).max(most + 1) as z.ZodType<readonly number[]>;
const durations = (most: number) =>
  z
    .array(z.tuple([whole.max(most), whole.max(896), z.number().min(0), z.array(whole).min(1).max(896)]))
    .max(most + 1) as z.ZodType<SavedDurations>;

const seriesName: z.ZodType<SeriesName> = z.union([
  z.tuple([z.literal('overall'), z.enum(RUN_LANES)]),
  z.tuple([z.literal('flow'), whole, z.enum(FLOW_LANES)]),
  z.tuple([z.literal('socket'), name, z.enum(SOCKET_LANES)]),
  z.tuple([z.literal('latency'), whole]),
  z.tuple([z.enum(['lost', 'waits']), name]),
]);

const entry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('points'),
    end: z.number().min(0),
    recent: log(MOST_POINTS.recent),
    whole: log(MOST_POINTS.whole),
  }),
  z.object({
    type: z.literal('curve'),
    of: seriesName,
    recent: values(MOST_POINTS.recent),
    whole: values(MOST_POINTS.whole),
  }),
  z.object({
    type: z.literal('durations'),
    of: seriesName,
    recent: durations(MOST_POINTS.recent),
    whole: durations(MOST_POINTS.whole),
  }),
]);

/** A `curv`: how counters, queues and losses of a run went; the first entry of all has the points in time. */
export const curvesSchema = z.array(entry);
export type SavedCurves = z.infer<typeof curvesSchema>;
