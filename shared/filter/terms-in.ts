import type { FilterNode, FilterTerm } from './ast';

/** Every condition in a filter. */
export function termsIn(node: FilterNode): readonly FilterTerm[] {
  switch (node.type) {
    case 'and':
    case 'or':
      return node.parts.flatMap(termsIn);
    case 'not':
      return termsIn(node.part);
    default:
      return [node];
  }
}
