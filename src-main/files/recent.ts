import { MOST_RECENT } from '../../shared/settings';

/** The list with this path first and once. */
export function withRecent(recent: readonly string[], path: string): string[] {
  return [path, ...withoutRecent(recent, path)].slice(0, MOST_RECENT);
}

export function withoutRecent(recent: readonly string[], path: string): string[] {
  return recent.filter((other) => other !== path);
}
