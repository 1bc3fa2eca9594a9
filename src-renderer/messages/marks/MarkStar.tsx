import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toggleMark, useMarks } from '../../stores/marks';
import classes from './MarkStar.module.css';

/** Bookmarks an item, or takes its bookmark away. */
export function MarkStar({ seq }: { readonly seq: number }) {
  const { t } = useTranslation('frames');
  const marked = useMarks((state) => state.seqs.has(seq));
  const label = t(marked ? 'marks.remove' : 'marks.add');
  const Icon = marked ? IconStarFilled : IconStar;
  return (
    <button
      type="button"
      className={classes['star']}
      data-marked={marked || undefined}
      aria-label={label}
      aria-pressed={marked}
      title={label}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => {
        toggleMark(seq).catch((error: unknown) => console.error('capture:item failed', error));
      }}
      data-testid="mark"
    >
      <Icon size={14} aria-hidden />
    </button>
  );
}
