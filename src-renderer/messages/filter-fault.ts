import type { FilterFault } from '../../shared/filter/ast';

export interface ShownFault extends FilterFault {
  /** The user is still typing at that place: told, but not as a mistake. */
  readonly unfinished: boolean;
}

const OPEN_ENDED = new Set([
  'missing-value',
  'missing-operand',
  'unclosed-quote',
  'unclosed-regex',
  'unclosed-parenthesis',
  'json-path',
]);

/**
 * A fault as the field shows it.
 * @param cursor where the user types; `undefined` while nobody does
 */
export function faultOf(fault: FilterFault, text: string, cursor: number | undefined): ShownFault {
  const typing = cursor !== undefined && cursor >= text.trimEnd().length;
  return { ...fault, unfinished: typing && (OPEN_ENDED.has(fault.code) || fault.to >= text.length) };
}
