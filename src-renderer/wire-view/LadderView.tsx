import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireSideFacts } from '../../shared/wire/ladder';
import { chooseStep, useWire } from '../stores/wire';
import { patternOf } from './ConnectionList';
import { LadderLine } from './LadderLine';
import classes from './Ladder.module.css';
import heads from './LadderHeads.module.css';
import { ladderRows, type LadderRow } from './ladder-rows';
import { CapturedLine, MoreLine, useOpenedRuns, withCaptured, type ShownRow } from './opened-runs';
import type { Ladder, LadderState } from './use-ladder';
import { closingText, sideName } from './wire-text';

const LINE_HEIGHT = 34;
const CAPTURED_HEIGHT = 22;

/** The ladder of one connection: two lifelines, and what went between them in the order of time. */
export function LadderView({ state }: { readonly state: LadderState }) {
  const { t } = useTranslation('wire');
  if (state.type === 'gone') {
    return (
      <div className={classes['gone']} role="status">
        <h3>{t('empty.goneTitle')}</h3>
        <p>{t('empty.gone')}</p>
      </div>
    );
  }
  return state.type === 'read' ? <Drawn key={state.connection.id} ladder={state} /> : undefined;
}

function Drawn({ ladder }: { readonly ladder: Ladder }) {
  const { t } = useTranslation('wire');
  const { connection } = ladder;
  const chosen = useWire((state) => state.step);
  const [openBeats, setOpenBeats] = useState<ReadonlySet<string>>(new Set());
  const runs = useOpenedRuns(connection.id);
  const plain = useMemo(() => ladderRows(ladder, openBeats), [ladder, openBeats]);
  const rows = useMemo(() => withCaptured(plain, runs.opened), [plain, runs.opened]);
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    initialRect: { width: 0, height: 400 },
  });
  useEffect(() => {
    virtual.measure();
    // Who reads the end of a live conversation goes on reading its end.
    if (atEnd.current) virtual.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows, virtual]);
  const toggle = (row: LadderRow) => {
    if (row.type === 'messages') runs.toggle(row);
    if (row.type === 'heartbeats') setOpenBeats((before) => toggled(before, row.key));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move === 0) return;
    event.preventDefault();
    const steps = plain.flatMap((row) => (row.type === 'step' ? [row.step.index] : []));
    const at = steps.indexOf(chosen ?? -1) + move;
    const next = steps[Math.min(Math.max(at, 0), steps.length - 1)];
    chooseStep(next);
    const index = rows.findIndex((row) => row.type === 'step' && row.step.index === next);
    if (index >= 0) virtual.scrollToIndex(index);
  };
  const closing = closingText(connection, t);
  return (
    <div className={classes['ladder']}>
      <div className={heads['heads']}>
        <Head side={connection.connecting} role={t('side.connecting')} />
        <Head side={connection.binding} role={t('side.binding')} />
      </div>
      <div
        ref={scroller}
        className={classes['scroller']}
        role="listbox"
        aria-label={t('ladder.label')}
        aria-activedescendant={chosen === undefined ? undefined : `step-${chosen}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 4;
        }}
        data-testid="ladder"
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, size, key }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  className={classes['place']}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                >
                  <Row
                    row={row}
                    ladder={ladder}
                    chosen={chosen}
                    opened={runs.opened.has(row.key) || openBeats.has(row.key)}
                    onToggle={toggle}
                    onMore={runs.more}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
      {closing !== undefined && (
        <p
          className={classes['closing']}
          data-failed={connection.phase === 'failed' || undefined}
          data-testid="closing"
        >
          {closing}
        </p>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: ShownRow;
  readonly ladder: Ladder;
  readonly chosen: number | undefined;
  readonly opened: boolean;
  readonly onToggle: (row: LadderRow) => void;
  readonly onMore: (key: string) => void;
}

function Row({ row, ladder, chosen, opened, onToggle, onMore }: RowProps) {
  switch (row.type) {
    case 'captured':
      return <CapturedLine row={row.captured} />;
    case 'more':
      return <MoreLine row={row} onMore={onMore} />;
    default:
      return (
        <LadderLine
          row={row}
          connection={ladder.connection}
          selected={row.type === 'step' && row.step.index === chosen}
          opened={opened}
          onToggle={onToggle}
        />
      );
  }
}

function Head({ side, role }: { readonly side: WireSideFacts; readonly role: string }) {
  const { t } = useTranslation('wire');
  return (
    <div className={heads['head']}>
      <span className={heads['headName']}>{sideName(side, t)}</span>
      <span className={heads['headRole']}>
        {side.socketType !== '' && (
          <span className={heads['headType']} data-pattern={patternOf(side.socketType)} translate="no">
            {side.socketType}
          </span>
        )}{' '}
        {role}
      </span>
    </div>
  );
}

function heightOf(row: ShownRow | undefined): number {
  return row?.type === 'captured' || row?.type === 'more' ? CAPTURED_HEIGHT : LINE_HEIGHT;
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
