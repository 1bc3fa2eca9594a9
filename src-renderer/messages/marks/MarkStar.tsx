import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { memo, useCallback, useRef } from 'react';
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
  const marked = useMarks((state) => state.seqs.has(seq));
  const latest = useRef(seq);
  latest.current = seq;
  const toggle = useCallback(() => {
    toggleMark(latest.current).catch((error: unknown) => console.error('capture:item failed', error));
  }, []);
  return <Star marked={marked} quiet={quiet} onToggle={toggle} />;
}

interface StarProps {
  readonly marked: boolean;
  readonly quiet: boolean;
  readonly onToggle: () => void;
}

/** Knows nothing of its item: rows show other ones many times a second, and most of their stars look as before then. */
const Star = memo(function Star({ marked, quiet, onToggle }: StarProps) {
  const { t } = useTranslation('frames');
  const label = t(marked ? 'marks.remove' : 'marks.add');
  const Icon = marked ? IconStarFilled : IconStar;
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
      onClick={onToggle}
      data-testid="mark"
    >
      <Icon size={14} aria-hidden />
    </button>
  );
});
