import { z } from 'zod';
import { choicesSchema, protosSchema } from './decode/choices';
import { contextSettingsSchema, DEFAULT_CONTEXT } from './zmq/context';
import { LIBRARIES } from './zmq/library';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Colours that a rule can give to a line of the message list. */
export const ROW_COLORS = ['red', 'orange', 'yellow', 'green', 'blue', 'violet', 'gray'] as const;
export type RowColor = (typeof ROW_COLORS)[number];
/** How much of a capture may be kept on the disk, in MiB. */
export const SPILLS = [0, 256, 1024, 4096] as const;
/** Rules that are asked for each line that is shown. */
export const MOST_COLOR_RULES = 30;

/** A filter kept by name. */
const savedFilter = z.object({ name: z.string().min(1).max(100), query: z.string().max(2000) });
/** Lines that the filter lets through have the colour; the first rule that fits counts. */
const colorRule = z.object({ query: z.string().max(2000), color: z.enum(ROW_COLORS), on: z.boolean() });

const COLUMNS = ['time', 'route', 'frames', 'size', 'latency', 'content'];

/** What the app remembers of its user, apart from documents. Unknown or malformed parts fall back one by one. */
export const settingsSchema = z.object({
  /** `system` follows the operating system's language. */
  language: z.enum(['system', ...LANGUAGES]).catch('system'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Which build of ZeroMQ the engine runs on. */
  library: z.enum(LIBRARIES).catch('bundled'),
  /** What is set on ZeroMQ's context. */
  context: contextSettingsSchema.catch(DEFAULT_CONTEXT),
  /** MiB of what no longer fits into the capture's memory that are kept on the disk at the most; 0 keeps nothing. */
  spill: z.literal(SPILLS).catch(1024),
  /** Sizes of the panels in pixels, by the panel's name. */
  panels: z.record(z.string(), z.number()).catch({}),
  /** Panels that are folded away. */
  folded: z.array(z.string()).catch([]),
  /** Dragged nodes snap to the grid. */
  snap: z.boolean().catch(false),
  /** A map of the whole is shown where the canvas does not show all. */
  minimap: z.boolean().catch(true),
  window: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), maximized: z.boolean() })
    .optional()
    .catch(undefined),
  filters: z.array(savedFilter).max(100).catch([]),
  colors: z.array(colorRule).max(MOST_COLOR_RULES).catch([]),
  list: z
    .object({
      /** Names of the message list's columns, those that are shown. */
      columns: z.array(z.string()).catch(COLUMNS),
      /** Widths in pixels, by the column's name. */
      widths: z.record(z.string(), z.number()).catch({}),
      /** `relative` to when the run began, by the clock, or since the line before. */
      time: z.enum(['relative', 'clock', 'delta']).catch('relative'),
      newestFirst: z.boolean().catch(false),
    })
    .catch({ columns: COLUMNS, widths: {}, time: 'relative', newestFirst: false }),
  /** How frames are read where the user chose it: shared/decode/choices.ts. */
  decoders: choicesSchema.catch({}),
  /** The .proto files that the user added. */
  protos: protosSchema.catch([]),
  /** Paths of the newest documents first. */
  recent: z.array(z.string()).max(20).catch([]),
});

export type Settings = z.infer<typeof settingsSchema>;

export type SavedFilter = Settings['filters'][number];
export type ColorRule = Settings['colors'][number];

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
export const MOST_RECENT = 10;
