import i18next from 'i18next';
import type { Problem } from '../../shared/result';

let endNames: () => ReadonlyMap<string, string> = () => new Map();

/** Says what the ends of devices are called in the window, by what the engine calls them. Asked at each problem. */
export function nameEndsBy(names: typeof endNames): void {
  endNames = names;
}

/** The sentence of a problem in the language in use; in English where a problem of its kind has no translation. */
export function problemText(problem: Problem): string {
  const key = [`canvas:refusal.${problem.code}`, `problems:${problem.code}`].find((candidate) =>
    i18next.exists(candidate),
  );
  if (key === undefined) return sentence(problem);
  const ends = endNames();
  const values = Object.entries({ ...problem.values, where: problem.where ?? '' });
  const shown = values.map(([name, value]) => [name, ends.get(String(value)) ?? value] as const);
  return i18next.t(key, { ...Object.fromEntries(shown), defaultValue: problem.message });
}

/** The English sentence without its place in the file, which means nothing on the canvas. */
function sentence({ message, where }: Problem): string {
  const place = `${where ?? ''}: `;
  if (where === undefined || !message.startsWith(place)) return message;
  const text = message.slice(place.length);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
