import { optionsOf, type OptionFacts, type OptionName } from './options';
import type { SocketType } from './socket-types';

/** How the options are put together for a reader. */
export const OPTION_GROUPS = {
  queues: [
    'sendHighWaterMark',
    'receiveHighWaterMark',
    'conflate',
    'maxMessageSize',
    'sendBufferSize',
    'receiveBufferSize',
  ],
  timing: ['linger', 'sendTimeout', 'receiveTimeout'],
  routing: [
    'routingId',
    'relaxed',
    'correlate',
    'mandatory',
    'handover',
    'probeRouter',
    'routerNotify',
    'helloMessage',
    'disconnectMessage',
    'hiccupMessage',
    'notify',
  ],
  topics: [
    'noDrop',
    'invertMatching',
    'verbosity',
    'manual',
    'manualLastValue',
    'welcomeMessage',
    'onlyFirstSubscribe',
    'verboseUnsubscribe',
  ],
  connection: [
    'immediate',
    'reconnectInterval',
    'reconnectMaxInterval',
    'reconnectStop',
    'connectTimeout',
    'handshakeInterval',
    'heartbeatInterval',
    'heartbeatTimeout',
    'heartbeatTimeToLive',
    'backlog',
    'ipv6',
    'affinity',
    'metadata',
    'inBatchSize',
    'outBatchSize',
  ],
  tcp: [
    'tcpKeepalive',
    'tcpKeepaliveIdle',
    'tcpKeepaliveCount',
    'tcpKeepaliveInterval',
    'tcpMaxRetransmitTimeout',
    'typeOfService',
    'tcpAcceptFilter',
    'interface',
    'priority',
    'busyPoll',
  ],
  multicast: ['rate', 'recoveryInterval', 'multicastHops', 'multicastLoop', 'multicastMaxTransportDataUnit'],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

export type OptionGroup = keyof typeof OPTION_GROUPS;

/** The options of a socket type, group by group; groups that it has none of are left out. */
export function groupedOptions(
  socket: SocketType,
): readonly (readonly [group: OptionGroup, options: readonly OptionFacts[]])[] {
  const options = optionsOf(socket);
  const groups = Object.keys(OPTION_GROUPS) as OptionGroup[];
  return groups
    .map((group) => {
      const names: readonly OptionName[] = OPTION_GROUPS[group];
      return [group, options.filter(({ name }) => names.includes(name))] as const;
    })
    .filter(([, found]) => found.length > 0);
}
