import { z } from 'zod';
import type { FlowId } from '../../shared/traffic/flow';
import type { LinkStatus, PeerStatus } from '../../shared/traffic/status';

const whole = z.int().min(0);
const hexText = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const text = z.string().max(10_000);

export const headSchema = z.object({
  format: z.literal('zmqcap/1'),
  /** What the document was called. */
  name: text,
  app: text,
  libzmq: text,
  /** Milliseconds since 1970. */
  startedAt: whole,
  savedAt: whole,
  /** Seconds from the begin of the run to its last item. */
  duration: z.number().min(0),
});
export type CaptureHead = z.infer<typeof headSchema>;

const side = z.object({
  version: text,
  mechanism: text,
  socketType: text,
  identity: hexText,
  properties: z.array(z.tuple([text, hexText])).max(1000),
});

const end = z.discriminatedUnion('type', [
  z.object({ type: z.literal('socket'), key: text }),
  z.object({ type: z.literal('external'), node: text }),
  z.object({ type: z.literal('peer') }),
]);

const flow = z.object({
  id: whole.max(100_000),
  link: text.optional(),
  peer: text.optional(),
  observe: z.enum(['wire', 'socket']),
  from: end,
  to: end,
  /** Of its newest connection; absent where no wire was seen. */
  connection: z.object({ id: whole, remote: text, connecting: side, binding: side }).optional(),
});

const link = z.object({
  id: text,
  flow: whole,
  observe: z.enum(['wire', 'socket']),
  transport: text,
  state: z.enum(['opening', 'waiting', 'connected', 'failed']),
  endpoint: text,
  version: text,
  mechanism: text,
  counted: z.enum(['exact', 'inferred']),
});

const peer = z.object({
  id: text,
  flow: whole,
  node: text,
  socket: text,
  endpoint: text,
  way: z.enum(['inbound', 'outbound']),
  meets: text.optional(),
  socketType: text,
  identity: text,
  mechanism: text,
  version: text,
  remote: text,
  since: z.number(),
  connected: z.boolean(),
});

const routing = z.object({
  router: text,
  ids: z
    .array(z.object({ id: hexText, flow: whole, connection: whole, known: z.enum(['exact', 'inferred']) }))
    .max(20_000),
});

export const runSchema = z.object({
  flows: z.array(flow).max(100_000),
  links: z.array(link).max(100_000) as z.ZodType<readonly Omit<LinkStatus, 'problem'>[]>,
  peers: z.array(peer).max(100_000) as z.ZodType<readonly Omit<PeerStatus, 'problem'>[]>,
  routing: z.array(routing).max(10_000),
});
export type CaptureRun = z.infer<typeof runSchema>;
export type SavedFlow = CaptureRun['flows'][number] & { readonly id: FlowId };
export type SavedSide = z.infer<typeof side>;

export const endSchema = z.object({
  items: whole,
  /** Items that left the capture while it was saved. */
  lost: whole,
});
