import { z } from 'zod';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the app remembers of its user, apart from documents. Unknown or malformed parts fall back one by one. */
export const settingsSchema = z.object({
  /** `system` follows the operating system's language. */
  language: z.enum(['system', ...LANGUAGES]).catch('system'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
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
  /** Paths of the newest documents first. */
  recent: z.array(z.string()).max(20).catch([]),
});

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
export const MOST_RECENT = 10;
