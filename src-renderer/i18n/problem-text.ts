import i18next from 'i18next';
import type { Problem } from '../../shared/result';

/** The sentence of a problem in the language in use; in English where a problem of its kind has no translation. */
export function problemText(problem: Problem): string {
  const key = [`canvas:refusal.${problem.code}`, `problems:${problem.code}`].find((candidate) =>
    i18next.exists(candidate),
  );
  if (key === undefined) return sentence(problem);
  return i18next.t(key, { ...problem.values, where: problem.where ?? '', defaultValue: problem.message });
}

/** The English sentence without its place in the file, which means nothing on the canvas. */
function sentence({ message, where }: Problem): string {
  const place = `${where ?? ''}: `;
  if (where === undefined || !message.startsWith(place)) return message;
  const text = message.slice(place.length);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
