import { optionConstant } from './option-constants';
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

export type GroupedOptions = readonly (readonly [group: OptionGroup, options: readonly OptionFacts[]])[];

/** The options of a socket type, group by group; groups that it has none of are left out. */
export function groupedOptions(socket: SocketType): GroupedOptions {
  const options = optionsOf(socket);
  const groups = Object.keys(OPTION_GROUPS) as OptionGroup[];
  return groups
    .map((group) => {
      const names: readonly OptionName[] = OPTION_GROUPS[group];
      return [group, options.filter(({ name }) => names.includes(name))] as const;
    })
    .filter(([, found]) => found.length > 0);
}

/**
 * Those of which each word that was typed is in the name, in libzmq's name (`ZMQ_SNDHWM`), or in what is said about them;
 * all of them where nothing was typed.
 */
export function findOptions(
  grouped: GroupedOptions,
  typed: string,
  about: (name: OptionName) => string,
): GroupedOptions {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name }: OptionFacts): boolean => {
    const text = `${name} zmq_${optionConstant(name) ?? name} ${about(name)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return grouped.map(([group, list]) => [group, list.filter(fits)] as const).filter(([, list]) => list.length > 0);
}
