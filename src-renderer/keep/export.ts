import i18next from 'i18next';
import type { ExportFormatName, ExportReport, ItemChoice } from '../../shared/keep';
import { request } from '../bridge';
import { during } from '../stores/keep';
import { notify, notifyProblem } from '../ui/notify';
import { countText } from '../ui/numbers';

/** Exports captured items to a file that the user is asked for, and says what became of it. */
export async function exportItems(format: ExportFormatName, items: ItemChoice): Promise<void> {
  const done = await during('export', () => request('keep:export', { format, items }));
  if (!done.ok) notifyProblem(done.error);
  else if (done.value !== 'canceled') notify(reportText(done.value), 'info', 'exported');
}

function reportText({ path, written, lost, partial }: ExportReport): string {
  const file = path.split(/[\\/]/).at(-1) ?? path;
  const parts = [i18next.t('keep:exported.written', { count: written, number: countText(written), file })];
  if (lost > 0) parts.push(i18next.t('keep:exported.lost', { count: lost, number: countText(lost) }));
  if (partial > 0) parts.push(i18next.t('keep:exported.partial', { count: partial, number: countText(partial) }));
  return parts.join(' ');
}
