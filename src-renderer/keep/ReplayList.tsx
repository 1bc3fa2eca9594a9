import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayEdit } from '../../shared/keep';
import type { CaptureRow } from '../../shared/traffic/capture';
import { endsOf, type FlowName } from '../../shared/traffic/flow-names';
import { useFlowNames } from '../messages/use-flow-names';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './ReplayDialog.module.css';
import type { ReplayRows } from './use-replay-rows';

const LINE_HEIGHT = 26;

interface ReplayListProps {
  readonly count: number;
  readonly rows: ReplayRows;
  readonly edits: ReadonlyMap<number, ReplayEdit>;
  /** The message whose frames are shown. */
  readonly shown: number | undefined;
  readonly onShow: (seq: number) => void;
  readonly onInclude: (seq: number, include: boolean) => void;
}

/** The messages that were chosen: which of them are sent, and which were changed. */
export function ReplayList({ count, rows, edits, shown, onShow, onInclude }: ReplayListProps) {
  const { t } = useTranslation('keep');
  const names = useFlowNames();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 4,
  });
  const lines = virtual.getVirtualItems();
  const [from, to] = [lines[0]?.index ?? 0, (lines.at(-1)?.index ?? 0) + 1];
  useEffect(() => rows.show(from, to), [rows.show, from, to]);
  return (
    <div ref={scroller} className={classes['list']} role="list" aria-label={t('replay.chosen')}>
      <div style={{ height: virtual.getTotalSize() }}>
        {lines.map(({ index, start }) => {
          const row = rows.row(index);
          return (
            <div
              key={index}
              className={classes['line']}
              role="listitem"
              style={{ transform: `translateY(${start}px)` }}
              data-left-out={(row !== undefined && edits.get(row.seq)?.leaveOut) || undefined}
              data-shown={(row !== undefined && row.seq === shown) || undefined}
              data-testid="replay-line"
            >
              {row && (
                <Line
                  row={row}
                  name={names.get(row.flow)}
                  edit={edits.get(row.seq)}
                  onShow={onShow}
                  onInclude={onInclude}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface LineProps extends Pick<ReplayListProps, 'onShow' | 'onInclude'> {
  readonly row: CaptureRow;
  readonly name: FlowName | undefined;
  readonly edit: ReplayEdit | undefined;
}

function Line({ row, name, edit, onShow, onInclude }: LineProps) {
  const { t } = useTranslation('keep');
  const sendable = row.kind === 'message';
  const changed = edit?.frames !== undefined || edit?.target !== undefined;
  return (
    <>
      <input
        type="checkbox"
        checked={sendable && edit?.leaveOut !== true}
        disabled={!sendable}
        title={sendable ? undefined : t('replay.noMessage')}
        onChange={(event) => onInclude(row.seq, event.currentTarget.checked)}
        aria-label={t('replay.include', { seq: countText(row.seq) })}
        data-testid="replay-include"
      />
      <button type="button" disabled={!sendable} onClick={() => onShow(row.seq)}>
        <span className={classes['time']}>{timeText(row.t)}</span>
        <span className={classes['route']}>
          {name &&
            endsOf(name, row.direction)
              .map((end) => end.name)
              .join(' → ')}
        </span>
        <span className={classes['preview']}>{row.label ?? row.preview}</span>
        {changed && <em data-testid="replay-changed">{t('replay.changed')}</em>}
      </button>
    </>
  );
}
