import i18next from 'i18next';
import type { Problem } from '../../shared/result';

/** The sentence of a problem in the language in use; in English where a problem of its kind has no translation. */
export function problemText(problem: Problem): string {
  const key = `problems:${problem.code}`;
  if (!i18next.exists(key)) return problem.message;
  return i18next.t(key, { ...problem.values, where: problem.where ?? '', defaultValue: problem.message });
}
