import { z } from 'zod';
import { utf8 } from '../bytes';
import { parseDuration } from '../duration';
import { addressesSchema } from '../security/address-range';
import { securitySchema } from '../security/security';
import { TRANSPORTS } from '../zmq/transports';
import { SOCKET_TYPES } from '../zmq/socket-types';

/** The newest version of the file, as its `format` field says it. */
export const FORMAT = 'zmq-patchbay/1';

/** Bounds of a document, so that no file can make the app unusable. */
export const LIMITS = {
  nodes: 500,
  links: 2000,
  endpoints: 32,
  frames: 64,
  frameBytes: 16 * 1024 * 1024,
  topics: 256,
  groupBytes: 255,
  rate: 1_000_000,
  count: 1_000_000_000,
} as const;

const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id is 1 to 64 letters, digits, "-" or "_" (a dot names a socket of a device)');

const duration = z.union([z.string(), z.number()]).superRefine((value, context) => {
  const parsed = parseDuration(value);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.error });
});

const label = z.string().max(200);
const position = z.strictObject({ x: z.number(), y: z.number() });
const endpoints = z.array(z.string()).max(LIMITS.endpoints);
const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const frame = z.union(
  [
    z.string(),
    z.strictObject({ hex: z.string().regex(/^([0-9a-fA-F]{2}\s*)*$/, 'hex is pairs of the digits 0-9 and a-f') }),
    z.strictObject({ base64: z.base64('this is no base64') }),
    z.strictObject({ size: z.int().min(0).max(LIMITS.frameBytes) }),
  ],
  { error: 'a frame is text, { "hex": "00ff" }, { "base64": "…" } or { "size": 1024 }' },
);
/** The frames of one message, as a file or a hand-written message gives them. */
export const framesSchema = z.array(frame).min(1, 'a message has one frame at the least').max(LIMITS.frames);
/** `ZMQ_GROUP_MAX_LENGTH` of libzmq 4.3.3 and later. */
const group = z
  .string()
  .refine((text) => utf8(text).length <= LIMITS.groupBytes, `a group is ${LIMITS.groupBytes} bytes long at the most`);
const count = z.int().min(1).max(LIMITS.count);

const behavior = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('manual') }),
  z.strictObject({
    type: z.literal('generate'),
    every: duration.optional(),
    rate: z.union([z.number().positive().max(LIMITS.rate), z.literal('max')]).optional(),
    burst: z.int().min(1).max(LIMITS.rate).optional(),
    /** Time before the first message. */
    delay: duration.optional(),
    count: count.optional(),
    frames: framesSchema,
  }),
  z.strictObject({
    type: z.literal('request'),
    every: duration.optional(),
    count: count.optional(),
    timeout: duration.optional(),
    frames: framesSchema,
  }),
  z.strictObject({
    type: z.literal('reply'),
    delay: duration.optional(),
    frames: framesSchema.optional(),
    echo: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('sink'), delay: duration.optional() }),
  z.strictObject({
    type: z.literal('subscribe'),
    topics: z.array(z.string()).max(LIMITS.topics),
    delay: duration.optional(),
  }),
  z.strictObject({ type: z.literal('join'), groups: z.array(group).max(LIMITS.topics), delay: duration.optional() }),
]);

const socketNode = z.strictObject({
  id,
  kind: z.literal('socket'),
  socket: z.enum(SOCKET_TYPES),
  label: label.optional(),
  position,
  bind: endpoints.optional(),
  connect: endpoints.optional(),
  options: options.optional(),
  security: securitySchema.optional(),
  addresses: addressesSchema.optional(),
  behavior: behavior.optional(),
});

const deviceSocket = z.strictObject({
  bind: endpoints.optional(),
  connect: endpoints.optional(),
  options: options.optional(),
  security: securitySchema.optional(),
  addresses: addressesSchema.optional(),
});

export const DEVICE_TYPES = ['queue', 'forwarder', 'streamer'] as const;

const deviceNode = z.strictObject({
  id,
  kind: z.literal('device'),
  device: z.enum(DEVICE_TYPES),
  label: label.optional(),
  position,
  /** Work per message that is passed from the frontend to the backend. */
  delay: duration.optional(),
  frontend: deviceSocket.optional(),
  backend: deviceSocket.optional(),
});

const externalNode = z.strictObject({
  id,
  kind: z.literal('external'),
  socket: z.enum(SOCKET_TYPES),
  label: label.optional(),
  position,
  /** Where the program listens; a link `to` it dials the first of these. */
  bind: endpoints.optional(),
});

const link = z.strictObject({
  id,
  from: z.string(),
  to: z.string(),
  transport: z.enum(TRANSPORTS).optional(),
  endpoint: z.string().optional(),
  observe: z.enum(['wire', 'direct']).optional(),
});

/** The shape of a topology file. What fields mean to each other is checked by `checkTopology`. */
export const topologySchema = z.strictObject({
  format: z.literal(FORMAT),
  name: z.string().max(200),
  description: z.string().max(4000).optional(),
  nodes: z.array(z.discriminatedUnion('kind', [socketNode, deviceNode, externalNode])).max(LIMITS.nodes),
  links: z.array(link).max(LIMITS.links),
});
