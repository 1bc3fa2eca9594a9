import type { FilterNode } from '../../shared/filter/ast';
import { formatFilter } from '../../shared/filter/format';
import { parseFilter } from '../../shared/filter/parse';
import type { TimeSpan } from './chart-range';

/** The part of the run that a filter is about; undefined where it says nothing of it, or more than one part. */
export function spanIn(text: string): TimeSpan | undefined {
  const spans = partsOf(text).flatMap((part) => spanOf(part) ?? []);
  return spans.length === 1 ? spans[0] : undefined;
}

/** A filter for what it was for, in a part of the run; without one, in all of it. */
export function withSpan(text: string, span: TimeSpan | undefined): string {
  const parts = partsOf(text).filter((part) => !spanOf(part));
  const said = parts.map((part) => (part.type === 'or' ? `(${formatFilter(part)})` : formatFilter(part)));
  // To a millisecond, as the list shows times: outwards, so that nothing at an edge is lost.
  const condition = span && `t:${Math.floor(span.from * 1000) / 1000}..${Math.ceil(span.to * 1000) / 1000}`;
  const alone = condition === undefined && parts[0]?.type === 'or' && parts.length === 1;
  return alone
    ? formatFilter(parts[0] as FilterNode)
    : [...said, ...(condition === undefined ? [] : [condition])].join(' ');
}

/** What must hold all at once; nothing where the text is no filter. */
function partsOf(text: string): readonly FilterNode[] {
  const parsed = parseFilter(text);
  if (!parsed.ok || !parsed.value) return [];
  return parsed.value.type === 'and' ? parsed.value.parts : [parsed.value];
}

function spanOf(part: FilterNode): TimeSpan | undefined {
  return part.type === 'range' && part.field === 't' ? { from: part.least, to: part.most } : undefined;
}
