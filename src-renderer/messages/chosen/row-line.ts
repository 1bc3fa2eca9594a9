import type { CaptureRow } from '../../../shared/traffic/capture';
import { endsOf, type FlowName } from '../../../shared/traffic/flow-names';
import type { ColumnName } from '../list-columns';

/** A row as a line of text: its columns with tabs between them, sizes in bytes and latencies in milliseconds. */
export function rowLine(
  columns: readonly ColumnName[],
  row: CaptureRow,
  name: FlowName | undefined,
  time: string,
): string {
  return columns.map((column) => oneLine(cellText(column, row, name, time))).join('\t');
}

function cellText(column: ColumnName, row: CaptureRow, name: FlowName | undefined, time: string): string {
  switch (column) {
    case 'seq':
      return String(row.seq);
    case 'time':
      return time;
    case 'link':
      return name?.id ?? '';
    case 'route':
      return name ? betweenEnds(name, row, 'name') : '';
    case 'sockets':
      return name ? betweenEnds(name, row, 'type') : '';
    case 'direction':
      return row.direction;
    case 'frames':
      return String(row.frames);
    case 'size':
      return String(row.size);
    case 'latency':
      return row.latency === undefined ? '' : String(Math.round(row.latency * 1e6) / 1000);
    case 'content':
      return row.label ?? row.preview;
  }
}

function betweenEnds(name: FlowName, row: CaptureRow, fact: 'name' | 'type'): string {
  return endsOf(name, row.direction)
    .map((end) => end[fact])
    .join(' → ');
}

/** A cell stays in its line and its column. */
function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ');
}
