import type { NodeRecipe } from '../../shared/topology/defaults';
import { DEVICE_TYPES } from '../../shared/topology/schema';
import { PATTERNS, SOCKET_TYPES, socketFacts, type Pattern } from '../../shared/zmq/socket-types';

export interface PaletteItem {
  /** A socket type, a device type, or `external`. */
  readonly name: string;
  readonly recipe: NodeRecipe;
}

export interface PaletteGroup {
  readonly name: Pattern | 'devices' | 'programs';
  readonly items: readonly PaletteItem[];
}

/** Everything that can be put onto the canvas, by pattern, in the order a learner meets it. */
export const PALETTE: readonly PaletteGroup[] = [
  ...PATTERNS.map((pattern) => ({
    name: pattern,
    items: SOCKET_TYPES.filter((type) => socketFacts(type).pattern === pattern).map((type): PaletteItem => ({
      name: type,
      recipe: { type: 'socket', socket: type },
    })),
  })),
  {
    name: 'devices',
    items: DEVICE_TYPES.map((device): PaletteItem => ({ name: device, recipe: { type: 'device', device } })),
  },
  { name: 'programs', items: [{ name: 'external', recipe: { type: 'external' } }] },
];

/** The groups with those items that the search is found in, by name or description; groups without any are left out. */
export function searchPalette(search: string, describe: (item: PaletteItem) => string): readonly PaletteGroup[] {
  const words = search.trim().toLowerCase();
  if (words === '') return PALETTE;
  return PALETTE.flatMap((group) => {
    const items = group.items.filter((item) => `${item.name} ${describe(item)}`.toLowerCase().includes(words));
    return items.length > 0 ? [{ ...group, items }] : [];
  });
}
