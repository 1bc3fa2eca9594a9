import type { Problem } from '../../shared/result';

/** Why the bound side could not be reached, as a sentence. */
export function refusal(error: NodeJS.ErrnoException, endpoint: string): Problem {
  const code = error.code ?? 'EIO';
  return { code, message: sentenceFor(code, endpoint, error.message), values: { endpoint } };
}

/** Whoever calls is turned away, because the process is near its limit of open files. */
export function tooManyOpen(endpoint: string): Problem {
  const message =
    'No more sockets can be opened: the system or ZeroMQ is at its limit. Remove some nodes, or raise the limit of open files (ulimit -n).';
  return { code: 'EMFILE', message, values: { endpoint } };
}

/** The error of a dial that nobody answered in time. */
export function timedOut(): NodeJS.ErrnoException {
  return Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
}

function sentenceFor(code: string, endpoint: string, detail: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing listens at ${endpoint}. Start the program that binds there; it is tried again until then.`;
    case 'ENOENT':
      return `There is no socket at ${endpoint}. Start the program that binds there; it is tried again until then.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host name in ${endpoint} is not known here. Check its spelling and the network.`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${endpoint} does not answer. Check the address, the network and the firewall between.`;
    case 'EACCES':
    case 'EPERM':
      return `${endpoint} may not be used by this account. Check the permissions of the socket file.`;
    default:
      return `${endpoint} cannot be reached: ${detail}.`;
  }
}
