import { notifications } from '@mantine/notifications';
import type { Problem } from '../../shared/result';
import { problemText } from '../i18n/problem-text';

/** Shows a sentence at the window's edge for a few seconds; the same `id` replaces what it said before. */
export function notify(message: string, tone: 'info' | 'error' = 'info', id?: string): void {
  const shown = { message, color: tone === 'error' ? 'red' : 'teal', autoClose: tone === 'error' ? 8000 : 4000 };
  if (id === undefined) {
    notifications.show(shown);
    return;
  }
  notifications.hide(id);
  notifications.show({ ...shown, id });
}

/** Shows a problem; several of the same kind are one notification. */
export function notifyProblem(problem: Problem): void {
  notify(problemText(problem), 'error', `problem-${problem.code}`);
}
