import type { TFunction } from 'i18next';
import type { RowColor } from '../../../shared/settings';
import type { CaptureRow } from '../../../shared/traffic/capture';
import type { FlowName } from '../../../shared/traffic/flow-names';
import type { ColumnName, ListLayout } from '../list-columns';

/** What a line of the list shows at a time. */
export interface RowFacts {
  /** Undefined while it is being fetched. */
  readonly row: CaptureRow | undefined;
  readonly index: number;
  /** Its place in the list, from 0. */
  readonly line: number;
  readonly name: FlowName | undefined;
  /** Chosen, by itself or with others. */
  readonly selected: boolean;
  readonly opened: boolean;
  readonly marked: boolean;
  /** Its time as it is to be shown. */
  readonly time: string;
  readonly color: RowColor | undefined;
}

/** What is the same for all lines: another look makes them all anew. */
export interface RowLook {
  readonly columns: readonly ColumnName[];
  /** Pixels that each of them has. */
  readonly widths: ListLayout['widths'];
  /** Types of sockets beside their names. */
  readonly withTypes: boolean;
  readonly t: TFunction;
}

/** True where a line that shows the one looks as if it showed the other. */
export function looksAlike(one: RowFacts, other: RowFacts): boolean {
  return (
    one.row === other.row &&
    one.index === other.index &&
    one.line === other.line &&
    one.name === other.name &&
    one.selected === other.selected &&
    one.opened === other.opened &&
    one.marked === other.marked &&
    one.time === other.time &&
    one.color === other.color
  );
}

/** True where lines of the one look can show what those of the other are to. */
export function isSameLook(one: RowLook, other: RowLook): boolean {
  const { columns, widths, withTypes, t } = one;
  if (t !== other.t || withTypes !== other.withTypes || columns.length !== other.columns.length) return false;
  return columns.every((name, at) => name === other.columns[at] && widths[name] === other.widths[name]);
}
