import type { OptionName, SocketOptions } from './options';
import { OPTIONS } from './options';
import type { Transport } from './transports';

/**
 * Options of tcp that act on the very connection that a socket makes or takes, `zmq_setsockopt(3)`: with a relay in between they
 * would hold for the way to the relay only, and some of them would not even let it be reached.
 */
const OWN_CONNECTION: readonly OptionName[] = [
  'tcpKeepaliveCount',
  'tcpKeepaliveInterval',
  'tcpMaxRetransmitTimeout',
  'typeOfService',
  'tcpAcceptFilter',
  'interface',
  'busyPoll',
];

/** True where a socket with such options has to be connected without a relay, so that they hold. */
export function needsOwnConnection(options: SocketOptions | undefined, transport: Transport): boolean {
  if (!options || (transport !== 'tcp' && transport !== 'ws')) return false;
  return OWN_CONNECTION.some((name) => options[name] !== undefined && options[name] !== OPTIONS[name].fallback);
}
