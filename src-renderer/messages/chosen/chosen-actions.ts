import i18next from 'i18next';
import type { ItemChoice } from '../../../shared/keep';
import { rangesCount, type Ranges } from '../../../shared/ranges';
import type { CaptureRow } from '../../../shared/traffic/capture';
import type { FlowId } from '../../../shared/traffic/flow';
import type { FlowName } from '../../../shared/traffic/flow-names';
import { MOST_MARKS } from '../../../shared/traffic/marks';
import { request } from '../../bridge';
import { during } from '../../stores/keep';
import { markAll } from '../../stores/marks';
import { compareWith, openItem, useView } from '../../stores/view';
import { copyText } from '../../ui/copy-text';
import { notify, notifyProblem } from '../../ui/notify';
import { countText } from '../../ui/numbers';
import { COLUMNS } from '../list-columns';
import { rowTimeText } from '../row-time';
import { rowLine } from './row-line';

/** Lines of the list that are copied at the most. */
export const MOST_LINES = 10_000;
/** Rows asked for at once: the engine answers no more. */
const ROWS = 1000;

/** The first rows that were chosen, in the order of the list; those that have vanished are left out. */
async function rowsOf(view: number, ranges: Ranges, most: number): Promise<CaptureRow[]> {
  const rows: CaptureRow[] = [];
  for (const [first, end] of ranges) {
    for (let from = first; from < end && rows.length < most;) {
      const answer = await request('capture:rows', {
        view,
        from,
        count: Math.min(ROWS, end - from, most - rows.length),
      });
      if (answer.rows.length === 0) break;
      rows.push(...answer.rows);
      from = answer.from + answer.rows.length;
    }
  }
  return rows;
}

export interface LineContext {
  readonly names: ReadonlyMap<FlowId, FlowName>;
  readonly startedAt: number;
}

/** Copies rows as the list shows them, a line each; of very many the first ones, and it says so. */
export async function copyLines(view: number, ranges: Ranges, { names, startedAt }: LineContext): Promise<void> {
  const rows = await rowsOf(view, ranges, MOST_LINES);
  const { list } = useView.getState().settings;
  const columns = COLUMNS.filter((name) => name === 'content' || list.columns.includes(name));
  const lines = rows.map((row, at) =>
    rowLine(columns, row, names.get(row.flow), rowTimeText(list.time, row.t, startedAt, rows[at - 1]?.t)),
  );
  copyText(`${lines.join('\n')}\n`, copiedText(rows.length, rangesCount(ranges) > rows.length));
}

/** Copies messages with all their frames, as lines of JSON in the form of an export. */
export async function copyJson(items: ItemChoice): Promise<void> {
  const done = await during('export', () => request('keep:copy', { items }));
  if (!done.ok) notifyProblem(done.error);
  else if (done.value !== 'canceled') {
    copyText(done.value.text, copiedText(done.value.written, done.value.cut || done.value.lost > 0));
  }
}

function copiedText(count: number, some: boolean): string {
  return i18next.t(some ? 'list:chosen.copiedFirst' : 'list:chosen.copied', { count, number: countText(count) });
}

/** Bookmarks rows; of more than there is room for the first ones, and it says so. */
export async function markRows(view: number, ranges: Ranges): Promise<void> {
  const rows = await rowsOf(view, ranges, MOST_MARKS);
  const { added, problem } = await markAll(rows.map(({ seq }) => seq));
  if (problem) notifyProblem(problem);
  else notify(i18next.t('list:chosen.marked', { count: added, number: countText(added) }), 'info', 'marked');
}

/** Compares two rows: the later one is opened. */
export async function compareRows(view: number, ranges: Ranges): Promise<void> {
  const [one, other] = await rowsOf(view, ranges, 2);
  if (!one || !other) return;
  openItem(other.seq);
  compareWith(one.seq);
}

/** Does what takes its time; a failure of it is a bug of ours. */
export function begin(work: Promise<void>): void {
  work.catch((error: unknown) => console.error('what was chosen could not be read', error));
}
