import type { TFunction } from 'i18next';
import type { CaptureRow } from '../../../shared/traffic/capture';
import { endsOf, type FlowEnd, type FlowName } from '../../../shared/traffic/flow-names';
import { socketFacts } from '../../../shared/zmq/socket-types';
import { endName } from '../../ui/end-name';
import { latencyText } from '../../ui/latency-text';
import { bytesText, countText } from '../../ui/numbers';
import { timeText } from '../../ui/time-text';
import type { ColumnName } from '../list-columns';
import type { RowFacts } from './row-facts';

/** A cell's text, and what is said where the pointer rests on it. */
export interface CellText {
  readonly text: string;
  readonly title?: string | undefined;
}

/** What the cells of a line say, but for the route, whose parts have elements of their own. */
export function cellText(
  column: Exclude<ColumnName, 'route'>,
  row: CaptureRow,
  { name, time }: Pick<RowFacts, 'name' | 'time'>,
  t: TFunction,
): CellText {
  switch (column) {
    case 'seq':
      return { text: countText(row.seq) };
    case 'time':
      return {
        text: time,
        title: `#${countText(row.seq)} · ${t('app:duration.seconds', { value: timeText(row.t, 6) })}`,
      };
    case 'link':
      return { text: name?.id ?? '–' };
    case 'sockets':
      return { text: name ? typesOf(name, row) : '–' };
    case 'direction':
      return { text: t(`list:direction.${row.direction}`) };
    case 'frames':
      return { text: countText(row.frames) };
    case 'size':
      return { text: bytesText(row.size) };
    case 'latency':
      return latencyCell(row, t);
    case 'content': {
      const text = row.label ?? row.preview;
      return { text, title: text };
    }
  }
}

/** True where a number says how long an answer took; otherwise the cell says that there is none. */
export function isAnswered(row: CaptureRow): boolean {
  return row.latency !== undefined;
}

function latencyCell(row: CaptureRow, t: TFunction): CellText {
  if (row.latency !== undefined) {
    const inferred = row.pairInferred === true;
    const text = `${inferred ? '≈ ' : ''}${latencyText(row.latency)}`;
    return { text, title: t(inferred ? 'list:latency.inferred' : 'list:latency.exact') };
  }
  if (row.exchange !== 'waiting' && row.exchange !== 'abandoned') return { text: '' };
  return { text: row.exchange === 'waiting' ? '…' : '✕', title: t(`list:latency.${row.exchange}`) };
}

function typesOf(name: FlowName, row: CaptureRow): string {
  return endsOf(name, row.direction)
    .map(({ type }) => (type === '' ? '?' : type))
    .join(' → ');
}

/** The pattern that gives a route its colour. */
export function patternOf(name: FlowName | undefined): string | undefined {
  const socket = name?.connecting.socket ?? name?.binding.socket;
  return socket && socketFacts(socket).pattern;
}

/** A route in full: its cable, and both ends with their types. */
export function routeTitle(name: FlowName, ends: readonly [FlowEnd, FlowEnd]): string {
  return `${name.id}: ${ends.map(endTitle).join(' → ')}`;
}

function endTitle(end: FlowEnd): string {
  return [endName(end), end.type].filter(Boolean).join(' ');
}
