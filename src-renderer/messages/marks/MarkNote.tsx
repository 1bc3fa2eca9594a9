import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LONGEST_NOTE } from '../../../shared/traffic/marks';
import { setNote, useMarks } from '../../stores/marks';
import classes from './Bookmarks.module.css';

/** What the user notes about a bookmarked item; nothing for others. */
export function MarkNote({ seq }: { readonly seq: number }) {
  const { t } = useTranslation('frames');
  const note = useMarks(({ marks }) => marks.find((mark) => mark.seq === seq)?.note);
  if (note === undefined) return undefined;
  return (
    <Textarea
      className={classes['note'] ?? ''}
      value={note}
      onChange={(event) => setNote(seq, event.currentTarget.value)}
      placeholder={t('marks.note')}
      aria-label={t('marks.note')}
      maxLength={LONGEST_NOTE}
      autosize
      minRows={1}
      maxRows={4}
      data-testid="mark-note"
    />
  );
}
