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
  latency: { width: 80, least: 48, numeric: true },
  content: { width: 200, least: 78 },
};

/** Both names and types of a route can be told apart; below that the types are left out. */
const READABLE_ROUTE = 210;
/** Who gives way first where there is little room. */
const GIVING_WAY: readonly ColumnName[] = ['seq', 'direction', 'sockets', 'link', 'frames', 'latency', 'size', 'time'];
const COLUMN_GAP = 8;
/** At both sides. */
const BESIDE = 24;

export interface ListLayout {
  readonly columns: readonly ColumnName[];
  /** For `grid-template-columns`. */
  readonly template: string;
  /** Pixels that each of them has. */
  readonly widths: Readonly<Partial<Record<ColumnName, number>>>;
  /** True where a route has room for the types of the sockets beside their names. */
  readonly withTypes: boolean;
}

/**
 * The columns that there is room for, in their order, and their widths: a route gives way first, and shares what is left with the
 * content, then columns are left out. The content is always there, for a list without one says nothing.
 * @param available pixels of a line, without the scroll bar
 */
export function layoutOf(
  shown: readonly string[],
  widths: Readonly<Record<string, number>>,
  available: number,
): ListLayout {
  let columns = COLUMNS.filter((name) => name === 'content' || shown.includes(name));
  const routeOf = (least: number) => Math.min(least, widthOf('route', widths));
  const needed = (routeWidth: number) => {
    const widthsNeeded = columns.map((name) => {
      if (name === 'content') return COLUMN_FACTS.content.least;
      return name === 'route' ? routeWidth : widthOf(name, widths);
    });
    return BESIDE + widthsNeeded.reduce((sum, width) => sum + width + COLUMN_GAP, -COLUMN_GAP);
  };
  const withTypes = !columns.includes('sockets') && needed(routeOf(READABLE_ROUTE)) <= available;
  for (const name of GIVING_WAY) {
    if (needed(routeOf(COLUMN_FACTS.route.least)) <= available) break;
    columns = columns.filter((other) => other !== name);
  }
  const least = {
    route: routeOf(withTypes ? READABLE_ROUTE : COLUMN_FACTS.route.least),
    content: COLUMN_FACTS.content.least,
  };
  const left = Math.max(0, available - needed(least.route));
  const route = Math.min(widthOf('route', widths), least.route + Math.floor(left / 2));
  const taken = columns.includes('route') ? route - least.route : 0;
  const all = columns.map((name) => {
    if (name === 'content') return [name, least.content + left - taken] as const;
    return [name, name === 'route' ? route : widthOf(name, widths)] as const;
  });
  const template = all.map(([name, width]) => (name === 'content' ? `minmax(${least.content}px, 1fr)` : `${width}px`));
  return { columns, template: template.join(' '), widths: Object.fromEntries(all), withTypes };
}

export function widthOf(name: ColumnName, widths: Readonly<Record<string, number>>): number {
  const { width, least } = COLUMN_FACTS[name];
  return Math.round(Math.min(Math.max(widths[name] ?? width, least), 900));
}
