import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconBookmarks, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../shared/traffic/marks';
import { goToMark, useMarks } from '../../stores/marks';
import { compareWith, openItem, setFollowing, useView } from '../../stores/view';
import { feed } from '../../traffic/feed';
import { countText } from '../../ui/numbers';
import { timeText } from '../../ui/time-text';
import { rowSource } from '../row-source';
import classes from './Bookmarks.module.css';
import { MarkStar } from './MarkStar';

/** The bookmarked items of this run, and the way from one to the next. */
export function Bookmarks() {
  const { t } = useTranslation('frames');
  const marks = useMarks((state) => state.marks);
  const [opened, setOpened] = useState(false);
  useEffect(
    () =>
      rowSource.onReset(() => {
        compareWith(undefined);
      }),
    [],
  );
  const label = t('marks.title', { count: marks.length, number: countText(marks.length) });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <ActionIcon
            aria-label={label}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
            data-testid="bookmarks"
          >
            <IconBookmarks size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} data-testid="bookmarks-list">
        <header className={classes['head']}>
          <h3>{label}</h3>
          <ActionIcon
            size={24}
            aria-label={t('marks.previous')}
            disabled={marks.length === 0}
            onClick={() => goToMark(-1)}
          >
            <IconChevronUp size={15} />
          </ActionIcon>
          <ActionIcon size={24} aria-label={t('marks.next')} disabled={marks.length === 0} onClick={() => goToMark(1)}>
            <IconChevronDown size={15} />
          </ActionIcon>
        </header>
        {marks.length === 0 ? <p className={classes['empty']}>{t('marks.empty')}</p> : <List marks={marks} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function List({ marks }: { readonly marks: readonly Mark[] }) {
  const { t } = useTranslation('frames');
  const openedSeq = useView((state) => state.openedSeq);
  const kept = useMarks((state) => state.kept);
  // Looks again with every change of the capture: the oldest items leave it.
  useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const first = feed.header('firstSeq');
  const open = (seq: number) => {
    setFollowing(false);
    openItem(seq);
  };
  return (
    <ul className={classes['list']}>
      {marks.map(({ seq, t: time, title, note }) => (
        <li key={seq} data-opened={seq === openedSeq || undefined}>
          <MarkStar seq={seq} />
          <button type="button" onClick={() => open(seq)} data-testid="bookmark">
            <span className={classes['facts']}>
              #{countText(seq)} · {timeText(time)}
              {seq < first && <em>{t(kept.has(seq) ? 'marks.leftKept' : 'marks.left')}</em>}
            </span>
            <span className={classes['title']}>{title}</span>
            {note !== '' && <span className={classes['said']}>{note}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
