import type { FilterNode, FilterTerm, JsonTest, NumberField } from './ast';
import { tokensOf } from './tokens';
import { clockText } from './values';

/** The text of a filter: reading it gives the same tree again, places aside. */
export function formatFilter(node: FilterNode): string {
  switch (node.type) {
    case 'and':
      return node.parts.map((part) => enclosed(part, part.type === 'and' || part.type === 'or')).join(' ');
    case 'or':
      return node.parts.map((part) => enclosed(part, part.type === 'or')).join(' or ');
    case 'not':
      return `not ${enclosed(node.part, node.part.type === 'and' || node.part.type === 'or')}`;
    default:
      return formatTerm(node);
  }
}

export function formatTerm(term: FilterTerm): string {
  switch (term.type) {
    case 'text':
      return isPlainText(term.text) ? term.text : quoted(term.text);
    case 'regex':
      return `body~/${term.pattern}/${term.flags}`;
    case 'hex':
      return `hex:${term.digits}`;
    case 'name':
      return `${term.field}:${term.names.map(nameText).join(',')}`;
    case 'direction':
      return `dir:${term.direction}`;
    case 'kind':
      return `kind:${term.kinds.join(',')}`;
    case 'topic':
      return `topic${term.exact ? '=' : ':'}${quoted(term.text)}`;
    case 'number':
      return `${term.field}${term.op}${numberText(term.field, term.value)}`;
    case 'range':
      return `${term.field}:${numberText(term.field, term.least)}..${numberText(term.field, term.most)}`;
    case 'json':
      return `json${jsonSteps(term.path)}${testText(term.test)}`;
    case 'clock':
      return `${term.side}:${clockText(term)}`;
    case 'answered':
      return `answered:${term.answered ? 'yes' : 'no'}`;
    case 'mark':
      return `is:${term.mark}`;
  }
}

/** A name as it is written behind `node:` or `link:`. */
export function nameText(name: string): string {
  return /^[^\s()",/!]+$/.test(name) ? name : quoted(name);
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

function enclosed(node: FilterNode, needed: boolean): string {
  return needed ? `(${formatFilter(node)})` : formatFilter(node);
}

/** True where the text is read as itself, and not as a field, a word of the language or a part of several. */
function isPlainText(text: string): boolean {
  const [token, ...others] = tokensOf(text);
  return others.length === 0 && token?.type === 'value' && token.text === text && !/^["/]|["\\]/.test(text);
}

function numberText(field: NumberField, value: number): string {
  return field === 'latency' ? `${value}ms` : String(value);
}

/** A place in JSON as it is written behind `json`: `.items[0].name`. */
export function jsonSteps(path: readonly (string | number)[]): string {
  return path.map(stepText).join('');
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[\p{L}\p{N}_$-]+$/u.test(step) ? `.${step}` : `["${step}"]`;
}

function testText(test: JsonTest): string {
  switch (test.type) {
    case 'exists':
      return ':*';
    case 'contains':
      return `:${quoted(test.text)}`;
    case 'matches':
      return `~/${test.pattern}/${test.flags}`;
    case 'compare':
      return `${test.op}${typeof test.value === 'string' ? quoted(test.value) : String(test.value)}`;
  }
}
