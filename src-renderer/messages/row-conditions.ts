import { formatTerm } from '../../shared/filter/format';
import type { FilterTerm, NameField } from '../../shared/filter/ast';
import type { CaptureRow } from '../../shared/traffic/capture';
import { endsOf, type FlowEnd, type FlowName } from '../../shared/traffic/flow-names';

const PUBLISHING = new Set(['PUB', 'SUB', 'XPUB', 'XSUB']);
/** What stands between two frames in a preview, and for what cannot be shown. */
const BETWEEN = ' | ';
const UNSHOWN = '·';
/** A preview that long may have been cut. */
const LONGEST_TOPIC = 100;

/** Conditions that a row fits, as one may want to filter by them. */
export function conditionsOf(row: CaptureRow, name: FlowName | undefined): string[] {
  const terms: FilterTerm[] = [];
  if (name) {
    const [from, to] = endsOf(name, row.direction);
    terms.push(named(fieldOf(name), name.id), named('from', nameOf(name, from)), named('to', nameOf(name, to)));
    const topic = topicOf(row, name);
    if (topic !== undefined) terms.push({ type: 'topic', text: topic, exact: row.frames > 1 });
  }
  terms.push({ type: 'direction', direction: row.direction }, { type: 'kind', kinds: [row.kind] });
  terms.push({ type: 'number', field: 'size', op: '=', value: row.size });
  terms.push({ type: 'number', field: 'size', op: '>=', value: row.size });
  terms.push({ type: 'number', field: 'frames', op: '=', value: row.frames });
  if (row.latency !== undefined) {
    const value = Math.round(row.latency * 1e6) / 1000;
    terms.push({ type: 'number', field: 'latency', op: '>=', value });
  }
  if (row.exchange === 'waiting' || row.exchange === 'abandoned') terms.push({ type: 'answered', answered: false });
  return terms.map(formatTerm);
}

function named(field: NameField, name: string): FilterTerm {
  return { type: 'name', field, names: [name] };
}

/** A cable between two sockets that meet is found as a link is. */
function fieldOf({ kind, connecting, binding }: FlowName): NameField {
  return kind === 'peer' && connecting.socket !== undefined && binding.socket !== undefined ? 'link' : kind;
}

/** A program outside by its id: what it is called in the window is another word in each language. */
function nameOf(name: FlowName, end: FlowEnd): string {
  return name.kind === 'peer' && end.socket === undefined ? name.id : end.name;
}

function topicOf({ kind, preview, frames }: CaptureRow, { connecting, binding }: FlowName): string | undefined {
  if (kind !== 'message' || ![connecting, binding].some(({ type }) => PUBLISHING.has(type))) return undefined;
  const first = frames > 1 ? preview.split(BETWEEN, 1)[0] : preview.split(' ', 1)[0];
  if (first === undefined || first === '' || first.includes(UNSHOWN) || first.length > LONGEST_TOPIC) return undefined;
  return first;
}
