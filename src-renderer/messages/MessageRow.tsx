import { IconArrowNarrowRight, IconLock, IconScissors } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureRow } from '../../shared/traffic/capture';
import { endsOf, type FlowEnd, type FlowName } from '../../shared/traffic/flow-names';
import { socketFacts } from '../../shared/zmq/socket-types';
import { bytesText, countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { LossText } from './LossNote';
import classes from './MessageList.module.css';

interface MessageRowProps {
  /** Undefined while it is being fetched. */
  readonly row: CaptureRow | undefined;
  readonly index: number;
  readonly name: FlowName | undefined;
  readonly selected: boolean;
  readonly onOpen: (row: CaptureRow, index: number) => void;
}

/** One captured item as a line of the list. */
export const MessageRow = memo(function MessageRow({ row, index, name, selected, onOpen }: MessageRowProps) {
  if (!row) return <div className={classes['row']} role="row" aria-rowindex={index + 2} aria-busy="true" />;
  const ends = name && endsOf(name, row.direction);
  return (
    <div
      id={`message-${row.seq}`}
      className={classes['row']}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-kind={row.kind}
      data-testid="message-row"
      data-seq={row.seq}
      data-direction={row.direction}
      onPointerDown={(event) => {
        if (event.button === 0) onOpen(row, index);
      }}
    >
      <span className={classes['time']} role="gridcell" title={`#${countText(row.seq)} · ${timeText(row.t, 6)} s`}>
        {timeText(row.t)}
      </span>
      <span className={classes['route']} role="gridcell" data-pattern={patternOf(name)} title={routeTitle(name, ends)}>
        {ends ? (
          <>
            <End end={ends[0]} />
            <IconArrowNarrowRight className={classes['arrow']} size={14} aria-hidden />
            <End end={ends[1]} />
          </>
        ) : (
          <span className={classes['muted']}>–</span>
        )}
      </span>
      <span className={classes['number']} role="gridcell">
        {countText(row.frames)}
      </span>
      <span className={classes['number']} role="gridcell">
        {bytesText(row.size)}
      </span>
      <span className={classes['preview']} role="gridcell" title={row.label ?? row.preview}>
        <Marks row={row} />
        {row.lost && <LossText lost={row.lost} />}
        {row.label ?? row.preview}
      </span>
    </div>
  );
});

function End({ end }: { readonly end: FlowEnd }) {
  return (
    <>
      <span className={classes['name']}>{end.name}</span>
      {end.type !== '' && <span className={classes['type']}>{end.type}</span>}
    </>
  );
}

function Marks({ row }: { readonly row: CaptureRow }) {
  const { t } = useTranslation('messages');
  return (
    <>
      {row.kind !== 'message' && <span className={classes['kind']}>{t(`kind.${row.kind}`)}</span>}
      {row.sealed && <IconLock className={classes['mark']} size={13} aria-label={t('row.sealed')} />}
      {row.truncated && <IconScissors className={classes['mark']} size={13} aria-label={t('row.truncated')} />}
    </>
  );
}

function patternOf(name: FlowName | undefined): string | undefined {
  const socket = name?.connecting.socket ?? name?.binding.socket;
  return socket && socketFacts(socket).pattern;
}

function routeTitle(name: FlowName | undefined, ends: readonly [FlowEnd, FlowEnd] | undefined): string | undefined {
  if (!name || !ends) return undefined;
  return `${name.id}: ${ends.map(endTitle).join(' → ')}`;
}

function endTitle({ name, side, type }: FlowEnd): string {
  return [name, side, type].filter(Boolean).join(' ');
}
