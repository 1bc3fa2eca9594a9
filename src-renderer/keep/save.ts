import i18next from 'i18next';
import { request } from '../bridge';
import { during } from '../stores/keep';
import { useMarks } from '../stores/marks';
import { notify, notifyProblem } from '../ui/notify';
import { countText } from '../ui/numbers';

/** Saves what is captured, with its topology, in a file that the user is asked for, and says what became of it. */
export async function saveCapture(): Promise<void> {
  const saved = await during('save', () => request('keep:save', { marks: useMarks.getState().marks }));
  if (!saved.ok) {
    notifyProblem(saved.error);
    return;
  }
  if (saved.value === 'canceled') return;
  const { path, written, lost } = saved.value;
  const file = path.split(/[\\/]/).at(-1) ?? path;
  const parts = [i18next.t('keep:saved.written', { count: written, number: countText(written), file })];
  if (lost > 0) parts.push(i18next.t('keep:exported.lost', { count: lost, number: countText(lost) }));
  notify(parts.join(' '), 'info', 'saved-capture');
}
