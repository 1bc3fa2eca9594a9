import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { feed } from '../traffic/feed';
import { countText } from '../ui/numbers';
import classes from './ListNote.module.css';
import { rowSource } from './row-source';

/** Milliseconds: what is found sooner needs no word. */
const SOON_MS = 400;

/**
 * How far the search on the disk has come, to be stopped; and where it was, or more came than the filter could look at, that not
 * all was looked at: then everything is looked through again.
 */
export function DiskNote() {
  const { t } = useTranslation('list');
  const { view, complete, searched, skipped, halted } = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const searching = !complete && !halted && searched < 100 && feed.header('spilled') > 0;
  const lasting = useLasting(searching, view);
  const percent = searched;
  if (searching) {
    return lasting ? (
      <Note text={t('disk.searching', { percent })} action={t('disk.stop')} onAction={() => rowSource.halt()} />
    ) : undefined;
  }
  const stopped = halted && searched < 100;
  if (!stopped && skipped === 0) return undefined;
  const text = stopped
    ? t('disk.stopped', { percent })
    : t('disk.skipped', { count: skipped, number: countText(skipped) });
  return <Note text={text} action={t('disk.again')} onAction={() => rowSource.again()} />;
}

interface NoteProps {
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

function Note({ text, action, onAction }: NoteProps) {
  return (
    <p className={classes['note']} role="status" data-testid="disk-note">
      <span>{text}</span>
      <button type="button" onClick={onAction} data-testid="disk-note-action">
        {action}
      </button>
    </p>
  );
}

/** True once something has been so for a while, for one view. */
function useLasting(is: boolean, view: number): boolean {
  const [since, setSince] = useState<number>();
  useEffect(() => {
    setSince(undefined);
    if (!is) return undefined;
    const timer = setTimeout(() => setSince(view), SOON_MS);
    return () => clearTimeout(timer);
  }, [is, view]);
  return is && since === view;
}
