import i18next from 'i18next';
import { notify } from './notify';

/** Copies a text and says so. */
export function copyText(text: string, done: string): void {
  navigator.clipboard.writeText(text).then(
    () => notify(done, 'info', 'copied'),
    () => notify(i18next.t('messages:frame.notCopied'), 'error', 'copied'),
  );
}
