/** Columns of the message list in their order. */
export const COLUMNS = [
  'seq',
  'time',
  'link',
  'route',
  'sockets',
  'direction',
  'frames',
  'size',
  'latency',
  'content',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

interface ColumnFacts {
  /** Pixels until the user says otherwise, and the least. */
  readonly width: number;
  readonly least: number;
  /** Numbers stand at the right. */
  readonly numeric?: true;
}

/** The content takes what is left. */
export const COLUMN_FACTS: Readonly<Record<ColumnName, ColumnFacts>> = {
  seq: { width: 66, least: 44, numeric: true },
  time: { width: 80, least: 56 },
  link: { width: 64, least: 40 },
  route: { width: 220, least: 96 },
  sockets: { width: 120, least: 60 },
  direction: { width: 80, least: 50 },
  frames: { width: 52, least: 40, numeric: true },
  size: { width: 68, least: 48, numeric: true },
  latency: { width: 68, least: 48, numeric: true },
  content: { width: 200, least: 90 },
};

/** Both names and types of a route can be told apart; below that other columns give way. */
const READABLE_ROUTE = 170;
/** Who gives way first where there is little room. */
const GIVING_WAY: readonly ColumnName[] = ['seq', 'direction', 'sockets', 'link', 'frames', 'latency', 'size', 'time'];
const COLUMN_GAP = 8;
/** At both sides, and the scroll bar. */
const BESIDE = 34;

export interface ListLayout {
  readonly columns: readonly ColumnName[];
  /** For `grid-template-columns`. */
  readonly template: string;
}

/**
 * The columns that there is room for, in their order, and their widths: a route is made narrow first, then columns are left
 * out. The content is always there, for a list without one says nothing.
 */
export function layoutOf(
  shown: readonly string[],
  widths: Readonly<Record<string, number>>,
  available: number,
): ListLayout {
  let columns = COLUMNS.filter((name) => name === 'content' || shown.includes(name));
  const needed = (name: ColumnName) => {
    if (name === 'content') return COLUMN_FACTS.content.least;
    return name === 'route' ? Math.min(READABLE_ROUTE, widthOf(name, widths)) : widthOf(name, widths);
  };
  const tooWide = () =>
    BESIDE + columns.reduce((sum, name) => sum + needed(name) + COLUMN_GAP, -COLUMN_GAP) > available;
  for (const name of GIVING_WAY) {
    if (!tooWide()) break;
    columns = columns.filter((other) => other !== name);
  }
  const template = columns.map((name) => {
    if (name === 'content') return `minmax(${COLUMN_FACTS.content.least}px, 1fr)`;
    if (name === 'route') return `minmax(${COLUMN_FACTS.route.least}px, ${widthOf(name, widths)}px)`;
    return `${widthOf(name, widths)}px`;
  });
  return { columns, template: template.join(' ') };
}

export function widthOf(name: ColumnName, widths: Readonly<Record<string, number>>): number {
  const { width, least } = COLUMN_FACTS[name];
  return Math.round(Math.min(Math.max(widths[name] ?? width, least), 900));
}
