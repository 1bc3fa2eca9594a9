import { ActionIcon, Loader, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowBarToDown, IconClearAll } from '@tabler/icons-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ITEM_KINDS, type ItemKind } from '../../shared/traffic/flow';
import { tell } from '../bridge';
import { KeepMenu } from '../keep/KeepMenu';
import { setFilter, setFollowing, useView } from '../stores/view';
import { feed } from '../traffic/feed';
import { briefCountText, countText } from '../ui/numbers';
import { useChosen } from './chosen/use-chosen';
import { FilterField } from './FilterField';
import { Bookmarks } from './marks/Bookmarks';
import { rowSource } from './row-source';
import classes from './Toolbar.module.css';
import { asksForKinds } from './use-capture-filter';

/** What the message list shows, how much of it there is, and whether it follows. */
export function Toolbar() {
  const { t } = useTranslation('messages');
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('toolbar.label')}>
      <FilterField />
      <SourceChoice />
      <KindChoice />
      <Counts />
      <FollowButton />
      <Bookmarks />
      <KeepButton />
      <Tooltip label={t('toolbar.clear')}>
        <ActionIcon
          aria-label={t('toolbar.clear')}
          onClick={() => tell('capture:clear', undefined)}
          data-testid="capture-clear"
        >
          <IconClearAll size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function KeepButton() {
  const [opened, setOpened] = useState(false);
  // Who does not see the menu need not know how many rows there are, which changes all the time.
  const count = useSyncExternalStore(rowSource.subscribe, () => (opened ? rowSource.snapshot().count : 0));
  const chosen = useChosen();
  const listed = () => {
    const rows = rowSource.snapshot();
    return { type: 'rows', view: rows.view, ranges: [[rows.first, rows.first + rows.count]] } as const;
  };
  return (
    <KeepMenu count={count} filter={() => rowSource.current} listed={listed} chosen={chosen} onOpened={setOpened} />
  );
}

function SourceChoice() {
  const { t } = useTranslation('messages');
  const source = useView((state) => state.filter.source);
  return (
    <Tooltip label={t('toolbar.sourceHint')}>
      <SegmentedControl
        value={source}
        onChange={(value) => setFilter({ source: value === 'selection' ? 'selection' : 'all' })}
        data={[
          { value: 'all', label: t('toolbar.all') },
          { value: 'selection', label: t('toolbar.selection') },
        ]}
        aria-label={t('toolbar.source')}
        data-testid="message-source"
      />
    </Tooltip>
  );
}

function KindChoice() {
  const { t } = useTranslation('messages');
  const kinds = useView((state) => state.filter.kinds);
  const asked = useView((state) => asksForKinds(state.filter.text));
  const toggle = (kind: ItemKind) => {
    const next = ITEM_KINDS.filter((each) => (each === kind ? !kinds.includes(kind) : kinds.includes(each)));
    // With nothing chosen the list could only be empty: the last one stays.
    if (next.length > 0) setFilter({ kinds: next });
  };
  return (
    <div className={classes['kinds']} role="group" aria-label={t('toolbar.kinds')}>
      {ITEM_KINDS.map((kind) => (
        <Tooltip key={kind} label={t(asked ? 'toolbar.kindsAsked' : `kindHint.${kind}`)}>
          <button
            type="button"
            className={classes['kind']}
            aria-pressed={kinds.includes(kind)}
            aria-disabled={asked}
            onClick={() => {
              if (!asked) toggle(kind);
            }}
            data-testid={`kind-${kind}`}
          >
            {t(`kinds.${kind}`)}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

function Counts() {
  // The tooltip around it is not made anew whenever a count changes.
  return (
    <Tooltip label={<CountsHint />}>
      <span className={classes['counts']}>
        <CountsText />
      </span>
    </Tooltip>
  );
}

function useCounts() {
  const { count, complete } = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const dropped = feed.header('captureDropped');
  const captured = Math.max(0, feed.header('nextSeq') - 1 - dropped);
  return { shown: count, complete, captured, dropped, onDisk: feed.header('spilled') };
}

function CountsHint() {
  const { t } = useTranslation('messages');
  const { shown, captured, dropped, onDisk } = useCounts();
  return t(onDisk > 0 ? 'toolbar.countsDiskHint' : 'toolbar.countsHint', {
    onDisk: countText(onDisk),
    shown: countText(shown),
    captured: countText(captured),
    dropped: countText(dropped),
  });
}

function CountsText() {
  const { t } = useTranslation('messages');
  const { shown, complete, captured, dropped } = useCounts();
  return (
    <span data-testid="message-counts" data-shown={shown} data-complete={complete}>
      {!complete && captured > 0 && <Loader size={12} aria-label={t('toolbar.searching')} />}
      {t('toolbar.counts', { shown: briefCountText(shown), captured: briefCountText(captured) })}
      {dropped > 0 && (
        <span className={classes['dropped']}>{t('toolbar.dropped', { dropped: briefCountText(dropped) })}</span>
      )}
    </span>
  );
}

function FollowButton() {
  const { t } = useTranslation('messages');
  const following = useView((state) => state.following && state.filter.rank === undefined);
  const label = following ? t('toolbar.following') : t('toolbar.follow');
  return (
    <Tooltip label={following ? t('toolbar.hold') : t('toolbar.followHint')}>
      <button
        type="button"
        className={classes['follow']}
        aria-pressed={following}
        onClick={() => setFollowing(!following)}
        data-testid="follow"
      >
        <IconArrowBarToDown size={15} aria-hidden />
        {following ? label : <NewRows label={label} />}
      </button>
    </Tooltip>
  );
}

/** How many rows came since the list was held, or since it shows what another filter lets through. */
function NewRows({ label }: { readonly label: string }) {
  const { t } = useTranslation('messages');
  const { view, first, count, complete } = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const held = useRef<{ view: number; end: number; settled: boolean } | undefined>(undefined);
  const end = first + count;
  // Until a filter has seen everything, the rows it finds are old ones.
  if (held.current?.view !== view || !held.current.settled) held.current = { view, end, settled: complete };
  const fresh = end - held.current.end;
  return <span>{fresh > 0 ? t('toolbar.fresh', { count: fresh, number: briefCountText(fresh) }) : label}</span>;
}
