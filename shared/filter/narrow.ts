import { formatFilter } from './format';
import { parseFilter } from './parse';

/** The filter that lets through what a filter does and a condition too; the condition alone where the text is no filter. */
export function narrowed(text: string, condition: string): string {
  const parsed = parseFilter(text);
  if (!parsed.ok || !parsed.value) return condition;
  const { value } = parsed;
  const parts = value.type === 'and' ? value.parts.map(formatFilter) : [formatFilter(value)];
  if (parts.includes(condition)) return text;
  return value.type === 'or' ? `(${text.trim()}) ${condition}` : `${text.trim()} ${condition}`;
}
