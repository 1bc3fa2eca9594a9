import type { Wanted } from '../../../shared/plan';
import type { LiveSocket } from '../live-socket';

const LACKING: readonly string[] = ['key-missing', 'secret-missing', 'login-missing', 'password-missing'];

/**
 * What is open, as if the sockets that could not be for want of a key or login had been wanted without: so the next plan opens them
 * anew, with all that is plugged into them. `undefined` where there is none.
 */
export function withoutLacking(state: Wanted, live: Iterable<LiveSocket>): Wanted | undefined {
  const lacking = [...live].filter(isLacking);
  if (lacking.length === 0) return undefined;
  const sockets = new Map(state.sockets);
  for (const { wanted } of lacking) {
    const { security: _lacking, ...open } = wanted;
    sockets.set(wanted.key, open);
  }
  return { ...state, sockets };
}

function isLacking({ state, problems }: LiveSocket): boolean {
  return state === 'failed' && problems.some(({ code }) => LACKING.includes(code));
}
