import { z } from 'zod';
import { LONGEST_FILTER } from '../../shared/filter/parse';
import { ENCODINGS, MOST_UNPACKED } from '../../shared/decode/compression';
import type { RequestName, RequestOf } from '../../shared/ipc';
import { EXPORT_FORMATS, MOST_CHOSEN, MOST_CHOSEN_RANGES, MOST_EDITS } from '../../shared/keep';
import { MOST_COLOR_RULES, settingsSchema } from '../../shared/settings';
import { framesSchema, topologySchema } from '../../shared/topology/schema';
import { RANKS } from '../../shared/traffic/capture';
import { marksSchema } from '../../shared/traffic/marks';
import { ITEM_KINDS } from '../../shared/traffic/flow';
import { MOST_GROUPS } from '../../shared/traffic/series';

/** Rows that one request may ask for. */
const MOST_ROWS = 2000;
/** Flows that a filter may name: every link of the largest topology, and as many peers. */
const MOST_FLOWS = 10_000;

const nothing = z.undefined();
const whole = z.int().min(0);
const filePath = z.string().min(1).max(4096);

const seconds = z.number().min(0);
const numbered = z.union([z.literal('all'), z.array(whole).max(MOST_FLOWS)]);
const series = z.strictObject({
  from: seconds,
  to: seconds,
  groups: z.array(z.strictObject({ flows: numbered, sockets: numbered })).max(MOST_GROUPS),
  latency: z.strictObject({ flows: numbered, step: z.number().min(0.05) }).exactOptional(),
  numbers: z
    .strictObject({ path: z.string().max(500), flows: numbered, halted: z.literal(true).exactOptional() })
    .exactOptional(),
});

const filter = z.strictObject({
  flows: z.array(whole).max(MOST_FLOWS).exactOptional(),
  kinds: z.array(z.enum(ITEM_KINDS)).max(ITEM_KINDS.length).exactOptional(),
  direction: z.enum(['forward', 'backward']).exactOptional(),
  query: z.string().max(LONGEST_FILTER).exactOptional(),
  rank: z.enum(RANKS).exactOptional(),
});

const items = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('filter'), filter }),
  z.strictObject({ type: z.literal('items'), seqs: z.array(whole).min(1).max(MOST_CHOSEN) }),
  z.strictObject({
    type: z.literal('rows'),
    view: whole,
    ranges: z
      .array(z.tuple([z.int(), z.int()]))
      .min(1)
      .max(MOST_CHOSEN_RANGES),
  }),
]);

const replayEdit = z.strictObject({
  seq: whole,
  frames: framesSchema.exactOptional(),
  target: z.string().max(200).exactOptional(),
  leaveOut: z.literal(true).exactOptional(),
});

const {
  language,
  theme,
  library,
  context,
  panels,
  folded,
  snap,
  minimap,
  window,
  filters,
  colors,
  list,
  recent,
  decoders,
  protos,
} = settingsSchema.shape;

/** Stricter than the file of settings, where what is malformed falls back: a window that asks for nonsense has a bug. */
const settingsChange = z.strictObject({
  language: language.unwrap().exactOptional(),
  theme: theme.unwrap().exactOptional(),
  library: library.unwrap().exactOptional(),
  context: context.unwrap().exactOptional(),
  panels: panels.unwrap().exactOptional(),
  folded: folded.unwrap().exactOptional(),
  snap: snap.unwrap().exactOptional(),
  minimap: minimap.unwrap().exactOptional(),
  window: window.unwrap().exactOptional(),
  filters: filters.unwrap().exactOptional(),
  colors: colors.unwrap().exactOptional(),
  list: list.unwrap().exactOptional(),
  recent: recent.unwrap().exactOptional(),
  decoders: decoders.unwrap().exactOptional(),
  protos: protos.unwrap().exactOptional(),
});

/** A name, or a key in Z85; what is wrong with it is said by the store. */
const keyText = z.string().max(200);

/** The shape of every request's value. What a topology's fields mean to each other is checked where it is used. */
export const REQUEST_SCHEMAS: { readonly [Name in RequestName]: z.ZodType<RequestOf<Name>> } = {
  'app:state': nothing,
  'window:listening': nothing,
  'settings:change': settingsChange,
  'document:changed': z.strictObject({ topology: topologySchema, unsaved: z.boolean() }),
  'document:new': nothing,
  'document:open': z.strictObject({ path: filePath.exactOptional() }),
  'document:save': z.strictObject({ topology: topologySchema, as: z.boolean() }),
  'document:example': z.strictObject({ id: z.string().max(100) }),
  'gallery:list': nothing,
  'document:reveal': nothing,
  'engine:run': z.strictObject({
    topology: topologySchema,
    agreed: z.boolean(),
    stepping: z.boolean().exactOptional(),
  }),
  'engine:update': topologySchema,
  'engine:stop': nothing,
  'engine:step': z.strictObject({ all: z.boolean() }),
  'socket:life': z.strictObject({ socket: z.string().max(200) }),
  'socket:decide': z.strictObject({
    socket: z.string().max(200),
    number: z.number().int(),
    accept: z.boolean(),
    as: z.string().max(1000).exactOptional(),
  }),
  'socket:send': z.strictObject({ socket: z.string().max(200), frames: framesSchema }),
  'capture:filter': z.strictObject({ view: whole, filter }),
  'capture:rows': z.strictObject({ view: whole, from: z.int(), count: whole.max(MOST_ROWS) }),
  'capture:halt': z.strictObject({ view: whole }),
  'capture:colors': z.strictObject({ queries: z.array(z.string().max(LONGEST_FILTER)).max(MOST_COLOR_RULES) }),
  'capture:item': z.strictObject({ seq: whole }),
  'capture:journey': z.strictObject({ seq: whole }),
  'turns:read': z.strictObject({ devices: z.array(z.string().max(200)).max(100) }),
  'capture:seen': nothing,
  'capture:clear': nothing,
  'series:read': series,
  'wire:connections': z.strictObject({
    flows: z.array(whole).max(MOST_FLOWS).exactOptional(),
    nodes: z.array(z.string().max(200)).max(1000).exactOptional(),
  }),
  'wire:ladder': z.strictObject({ connection: whole, from: whole }),
  'wire:messages': z.strictObject({ connection: whole, from: whole, to: whole, count: whole.max(MOST_ROWS) }),
  'wire:history': z.strictObject({ socket: z.string().max(200) }),
  'wire:subscriptions': z.strictObject({ socket: z.string().max(200) }),
  'keep:export': z.strictObject({ format: z.enum(EXPORT_FORMATS), items }),
  'keep:copy': z.strictObject({ items }),
  'keep:save': z.strictObject({ marks: marksSchema }),
  'keep:open': z.strictObject({ path: filePath.exactOptional(), at: z.number().min(0).exactOptional() }),
  'keep:close': nothing,
  'keep:play': z.strictObject({
    playing: z.boolean().exactOptional(),
    speed: z.number().min(0.01).max(1000).exactOptional(),
    position: z.number().min(0).exactOptional(),
  }),
  'keep:replay': z.strictObject({
    items: z.union([items, z.strictObject({ type: z.literal('held') })]),
    target: z.string().max(200).exactOptional(),
    speed: z.number().min(0).max(1000),
    edits: z.array(replayEdit).max(MOST_EDITS),
  }),
  'keep:hold': z.strictObject({ items: items.exactOptional() }),
  'keep:cancel': nothing,
  'frame:unpack': z.strictObject({
    encoding: z.enum(ENCODINGS),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MOST_UNPACKED),
  }),
  'keys:list': nothing,
  'keys:generate': z.strictObject({ names: z.array(z.string().max(100)).min(1).max(8) }),
  'keys:import': z.strictObject({ name: keyText, publicKey: keyText, secretKey: keyText }),
  'keys:login': z.strictObject({ name: keyText, user: z.string().max(255), password: z.string().max(255) }),
  'keys:rename': z.strictObject({ name: keyText, to: keyText }),
  'keys:remove': z.strictObject({ name: keyText }),
  'keys:copySecret': z.strictObject({ name: keyText }),
  'security:log': z.strictObject({ sockets: z.array(z.string().max(200)).max(2) }),
  'traffic:acknowledge': z.strictObject({ tick: whole }),
  'edit:text': z.strictObject({ action: z.enum(['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll']) }),
  'help:open': z.strictObject({ page: z.enum(['guide', 'project', 'rfc']) }),
  'window:close': nothing,
};
