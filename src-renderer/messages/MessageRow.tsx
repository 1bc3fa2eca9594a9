import { IconArrowNarrowRight, IconLock, IconScissors } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { CaptureRow } from '../../shared/traffic/capture';
import { endsOf, type FlowEnd, type FlowName } from '../../shared/traffic/flow-names';
import type { Direction } from '../../shared/traffic/flow';
import { socketFacts } from '../../shared/zmq/socket-types';
import type { RowColor } from '../../shared/settings';
import { latencyText } from '../ui/latency-text';
import { bytesText, countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import type { PressKeys } from '../stores/chosen-rows';
import type { ColumnName } from './list-columns';
import { LossText } from './LossNote';
import { MarkStar } from './marks/MarkStar';
import classes from './MessageList.module.css';
import type { RowMenuTarget } from './RowMenu';

interface MessageRowProps {
  /** Undefined while it is being fetched. */
  readonly row: CaptureRow | undefined;
  readonly index: number;
  /** Its place in the list, from 0. */
  readonly line: number;
  /** Pixels from the upper edge of the lines' box to its own. */
  readonly y: number;
  readonly name: FlowName | undefined;
  /** Chosen, by itself or with others. */
  readonly selected: boolean;
  readonly opened: boolean;
  readonly columns: readonly ColumnName[];
  /** Types of sockets beside their names. */
  readonly withTypes: boolean;
  /** Its time as it is to be shown. */
  readonly time: string;
  readonly color: RowColor | undefined;
  /** Texts of `list` and `messages`: one for all rows, for many of them are drawn many times a second. */
  readonly t: TFunction;
  readonly onPress: (row: CaptureRow, index: number, keys: PressKeys) => void;
  readonly onMenu: (target: RowMenuTarget) => void;
}

/** One captured item as a line of the list. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, index, line, y, name, selected, opened, columns, withTypes, time, color, t, onPress, onMenu } = props;
  if (!row)
    return (
      <div
        className={classes['row']}
        role="row"
        aria-rowindex={line + 2}
        aria-busy="true"
        style={{ transform: `translateY(${y}px)` }}
      />
    );
  if (row.gone === true) {
    return (
      <div
        className={classes['row']}
        role="row"
        aria-rowindex={line + 2}
        style={{ transform: `translateY(${y}px)` }}
        data-testid="message-gone"
      >
        <span className={classes['gone']} role="gridcell">
          {t('list:gone')}
        </span>
      </div>
    );
  }
  return (
    <div
      id={`message-${row.seq}`}
      className={classes['row']}
      role="row"
      aria-rowindex={line + 2}
      aria-selected={selected}
      data-opened={opened || undefined}
      data-kind={row.kind}
      data-color={color}
      data-testid="message-row"
      data-seq={row.seq}
      data-direction={row.direction}
      style={{ transform: `translateY(${y}px)` }}
      onPointerDown={(event) => {
        if (event.button === 0) onPress(row, index, event);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY, row, index, name });
      }}
    >
      {columns.map((column) => cellOf(column, { row, name, time, withTypes, t }))}
      <MarkStar seq={row.seq} quiet />
    </div>
  );
});

interface CellFacts {
  readonly row: CaptureRow;
  readonly name: FlowName | undefined;
  readonly time: string;
  readonly withTypes: boolean;
  readonly t: TFunction;
}

/** A cell of a row. Not a component: a row that comes into sight is drawn within one frame, and each component costs. */
function cellOf(column: ColumnName, { row, name, time, withTypes, t }: CellFacts): React.ReactNode {
  switch (column) {
    case 'seq':
      return textCell(column, 'number', countText(row.seq));
    case 'time':
      return textCell(column, 'time', time, `#${countText(row.seq)} · ${timeText(row.t, 6)} s`);
    case 'link':
      return textCell(column, 'muted', name?.id ?? '–');
    case 'route':
      return <Route key={column} direction={row.direction} name={name} withTypes={withTypes} />;
    case 'sockets':
      return textCell(column, 'types', name ? typesOf(name, row) : '–');
    case 'direction':
      return textCell(column, 'muted', t(`list:direction.${row.direction}`));
    case 'frames':
      return textCell(column, 'number', countText(row.frames));
    case 'size':
      return textCell(column, 'number', bytesText(row.size));
    case 'latency':
      return latencyCell(column, row, t);
    case 'content': {
      const text = row.label ?? row.preview;
      const marked = row.kind !== 'message' || row.lost !== undefined || row.sealed || row.truncated;
      const content = marked ? <MarkedText row={row} text={text} t={t} /> : text;
      return textCell(column, 'preview', content, text);
    }
  }
}

function textCell(column: ColumnName, className: string, content: React.ReactNode, title?: string): React.ReactNode {
  return (
    <span key={column} className={classes[className]} role="gridcell" title={title}>
      {content}
    </span>
  );
}

function latencyCell(column: ColumnName, row: CaptureRow, t: TFunction): React.ReactNode {
  if (row.latency !== undefined) {
    const inferred = row.pairInferred === true;
    const text = `${inferred ? '≈ ' : ''}${latencyText(row.latency)}`;
    return textCell(column, 'number', text, t(inferred ? 'list:latency.inferred' : 'list:latency.exact'));
  }
  const state = row.exchange === 'waiting' || row.exchange === 'abandoned' ? row.exchange : undefined;
  const sign = state === undefined ? '' : state === 'waiting' ? '…' : '✕';
  return textCell(column, 'unanswered', sign, state && t(`list:latency.${state}`));
}

interface RouteProps extends Pick<CellFacts, 'name' | 'withTypes'> {
  readonly direction: Direction;
}

/** The same for all that goes one way over one cable, so that most new rows leave it as it is. */
const Route = memo(function Route({ direction, name, withTypes }: RouteProps) {
  const ends = name && endsOf(name, direction);
  return (
    <span className={classes['route']} role="gridcell" data-pattern={patternOf(name)} title={routeTitle(name, ends)}>
      {ends ? (
        <>
          <End end={ends[0]} withType={withTypes} />
          <IconArrowNarrowRight className={classes['arrow']} size={14} aria-hidden />
          <End end={ends[1]} withType={withTypes} />
        </>
      ) : (
        <span className={classes['muted']}>–</span>
      )}
    </span>
  );
});

function typesOf(name: FlowName, row: CaptureRow): string {
  return endsOf(name, row.direction)
    .map(({ type }) => (type === '' ? '?' : type))
    .join(' → ');
}

function End({ end, withType }: { readonly end: FlowEnd; readonly withType: boolean }) {
  return (
    <>
      <span className={classes['name']}>{end.name}</span>
      {withType && end.type !== '' && <span className={classes['type']}>{end.type}</span>}
    </>
  );
}

function MarkedText({ row, text, t }: Pick<CellFacts, 'row' | 't'> & { readonly text: string }) {
  return (
    <>
      {row.kind !== 'message' && !row.lost && <span className={classes['kind']}>{t(`messages:kind.${row.kind}`)}</span>}
      {row.sealed && <IconLock className={classes['mark']} size={13} aria-label={t('messages:row.sealed')} />}
      {row.truncated && <IconScissors className={classes['mark']} size={13} aria-label={t('messages:row.truncated')} />}
      {row.lost && <LossText lost={row.lost} />}
      {text}
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
