import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureRow } from '../../shared/traffic/capture';
import { request } from '../bridge';
import { openItem, setFollowing, showBottom } from '../stores/view';
import { bytesText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './Ladder.module.css';
import type { LadderRow, MessagesRow } from './ladder-rows';

/** Messages that one click shows more of. */
const PAGE = 50;

/** A run of messages that is shown message by message, as far as it was asked for. */
interface OpenedRun {
  readonly rows: readonly CaptureRow[];
  readonly next: number;
  readonly to: number;
  readonly loading: boolean;
}

/** A line of the ladder, a message of an opened run, or what is said at the end of one. */
export type ShownRow =
  | LadderRow
  | { readonly type: 'captured'; readonly key: string; readonly captured: CaptureRow }
  | {
      readonly type: 'more';
      readonly key: string;
      readonly run: string;
      readonly says: 'more' | 'noneKept' | 'cleared';
    };

export interface OpenedRuns {
  readonly opened: ReadonlyMap<string, OpenedRun>;
  readonly toggle: (row: MessagesRow) => void;
  readonly more: (key: string) => void;
}

/** The runs of messages of a connection that are shown message by message. */
export function useOpenedRuns(connection: number): OpenedRuns {
  const [opened, setOpened] = useState<ReadonlyMap<string, OpenedRun>>(new Map());
  const load = useCallback(
    (key: string, run: OpenedRun) => {
      setOpened((before) => new Map(before).set(key, { ...run, loading: true }));
      request('wire:messages', { connection, from: run.next, to: run.to, count: PAGE }).then(
        (answer) =>
          setOpened((before) => {
            // It was closed meanwhile.
            if (!before.has(key)) return before;
            const rows = [...run.rows, ...(answer?.rows ?? [])];
            return new Map(before).set(key, { rows, next: answer?.next ?? run.to, to: run.to, loading: false });
          }),
        (error: unknown) => console.error('wire:messages failed', error),
      );
    },
    [connection],
  );
  const toggle = ({ key, from, to }: MessagesRow) => {
    if (!opened.has(key)) {
      load(key, { rows: [], next: from, to, loading: true });
      return;
    }
    const rest = new Map(opened);
    rest.delete(key);
    setOpened(rest);
  };
  const more = (key: string) => {
    const run = opened.get(key);
    if (run && !run.loading) load(key, run);
  };
  return { opened, toggle, more };
}

/** The lines with the messages of the opened runs behind their line. */
export function withCaptured(rows: readonly LadderRow[], opened: ReadonlyMap<string, OpenedRun>): ShownRow[] {
  if (opened.size === 0) return [...rows];
  return rows.flatMap((row): ShownRow[] => {
    const run = row.type === 'messages' ? opened.get(row.key) : undefined;
    if (!run) return [row];
    const captured = run.rows.map((one): ShownRow => ({ type: 'captured', key: `captured ${one.seq}`, captured: one }));
    const end = (says: 'more' | 'noneKept' | 'cleared'): ShownRow[] => [
      { type: 'more', key: `end of ${row.key}`, run: row.key, says },
    ];
    if (run.loading) return [row, ...captured];
    if (run.to === 0) return [row, ...end('cleared')];
    if (run.next < run.to) return [row, ...captured, ...end('more')];
    return captured.length > 0 ? [row, ...captured] : [row, ...end('noneKept')];
  });
}

/** A captured message; a click opens it in the frame view. */
export function CapturedLine({ row }: { readonly row: CaptureRow }) {
  return (
    <button
      type="button"
      className={classes['captured']}
      onClick={() => {
        setFollowing(false);
        openItem(row.seq);
        showBottom('messages');
      }}
      data-testid={`wire-message-${row.seq}`}
    >
      <span className={classes['time']}>{timeText(row.t)}</span>
      <span className={classes['way']} data-direction={row.direction}>
        {row.direction === 'forward' ? '→' : '←'}
      </span>
      <span className={classes['preview']}>{row.preview}</span>
      <span className={classes['size']}>{bytesText(row.size)}</span>
    </button>
  );
}

export function MoreLine({
  row,
  onMore,
}: {
  readonly row: Extract<ShownRow, { type: 'more' }>;
  readonly onMore: (key: string) => void;
}) {
  const { t } = useTranslation('wire');
  if (row.says !== 'more') return <p className={classes['none']}>{t(`row.${row.says}`)}</p>;
  return (
    <button type="button" className={classes['more']} onClick={() => onMore(row.run)}>
      {t('row.more')}
    </button>
  );
}
