import type { FilterNode, FilterTerm } from '../../../shared/filter/ast';
import { parseFilter } from '../../../shared/filter/parse';
import type { CaptureFilter } from '../../../shared/traffic/capture';
import { ITEM_KINDS } from '../../../shared/traffic/flow';
import { clockTime } from './clock';
import type { FilterWorld } from './world';

interface Between {
  readonly from: number;
  readonly to: number;
}

/** What items have to be to pass a filter, whatever else it asks. */
export interface Bounds {
  /** Their seqs, and seconds since the run began. Both ends are included. */
  readonly seq: Between;
  readonly t: Between;
  /** Their kinds, a bit for each; `only` where nothing else is asked. */
  readonly kinds: number;
  readonly only: boolean;
}

const ANYWHERE: Between = { from: -Infinity, to: Infinity };

/** What a filter asks of every item: so that what lies elsewhere need not be looked at. */
export function boundsOf(filter: CaptureFilter, world: FilterWorld): Bounds {
  const { flows, direction, kinds: wanted = ITEM_KINDS, query = '' } = filter;
  const kinds = wanted.reduce((bits, kind) => bits | (1 << ITEM_KINDS.indexOf(kind)), 0);
  const only = flows === undefined && direction === undefined && query.trim() === '';
  const parsed = parseFilter(query);
  const bounds = { seq: ANYWHERE, t: ANYWHERE, kinds, only };
  if (!parsed.ok || !parsed.value) return bounds;
  for (const node of parsed.value.type === 'and' ? parsed.value.parts : [parsed.value]) {
    const [field, between] = boundOf(node, world) ?? [];
    if (field && between) bounds[field] = both(bounds[field], between);
  }
  return bounds;
}

function boundOf(node: FilterNode, world: FilterWorld): readonly ['seq' | 't', Between] | undefined {
  switch (node.type) {
    case 'range':
      return isPlace(node.field) ? [node.field, { from: node.least, to: node.most }] : undefined;
    case 'number':
      return isPlace(node.field) ? [node.field, compared(node)] : undefined;
    case 'clock': {
      const time = clockTime(node, world.startedAt, world.now());
      return ['t', node.side === 'after' ? { from: time, to: Infinity } : { from: -Infinity, to: time }];
    }
    default:
      return undefined;
  }
}

function compared({ op, value }: Extract<FilterTerm, { type: 'number' }>): Between {
  switch (op) {
    case '<':
    case '<=':
      return { from: -Infinity, to: value };
    case '>':
    case '>=':
      return { from: value, to: Infinity };
    case '=':
      return { from: value, to: value };
    case '!=':
      return ANYWHERE;
  }
}

function isPlace(field: string): field is 'seq' | 't' {
  return field === 'seq' || field === 't';
}

function both(one: Between, other: Between): Between {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}
