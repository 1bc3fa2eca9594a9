import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toggleMark, useMarks } from '../../stores/marks';
import classes from './MarkStar.module.css';

interface MarkStarProps {
  readonly seq: number;
  /** In the list it is out of the way while it is not set. */
  readonly quiet?: boolean;
}

/** Bookmarks an item, or takes its bookmark away. */
export function MarkStar({ seq, quiet = false }: MarkStarProps) {
  const { t } = useTranslation('frames');
  const marked = useMarks((state) => state.seqs.has(seq));
  const label = t(marked ? 'marks.remove' : 'marks.add');
  const Star = marked ? IconStarFilled : IconStar;
  return (
    <button
      type="button"
      className={classes['star']}
      data-marked={marked || undefined}
      data-quiet={quiet || undefined}
      // In the list the rows have one place in the order of the Tab key, and keys of their own.
      tabIndex={quiet ? -1 : undefined}
      aria-label={label}
      aria-pressed={marked}
      title={label}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => {
        toggleMark(seq).catch((error: unknown) => console.error('capture:item failed', error));
      }}
      data-testid="mark"
    >
      <Star size={14} aria-hidden />
    </button>
  );
}
