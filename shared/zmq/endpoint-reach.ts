import { formatEndpoint, type Endpoint } from './endpoint';
import { isGroupAddress } from './multicast';

/** True where only programs on this machine can reach the endpoint, or it only reaches this machine. */
export function isLocal(endpoint: Endpoint): boolean {
  switch (endpoint.transport) {
    case 'ipc':
    case 'inproc':
      return true;
    case 'tcp':
    case 'ws':
      return isLoopbackHost(endpoint.host);
    case 'tipc':
      return false;
    case 'udp':
    case 'pgm':
    case 'epgm':
      return isLoopbackHost(isMulticast(endpoint) ? endpoint.network : endpoint.host);
  }
}

/** True where the endpoint names a group that any number of sockets join. */
export function isMulticast(endpoint: Endpoint): boolean {
  return 'network' in endpoint && isGroupAddress(endpoint.host);
}

/** True where the endpoint is an IPv6 address, which a socket uses only with its option `ipv6` (`zmq_setsockopt(3)`, "ZMQ_IPV6"). */
export function needsIpv6(endpoint: Endpoint): boolean {
  return (endpoint.transport === 'tcp' || endpoint.transport === 'ws') && endpoint.host.startsWith('[');
}

/** True where two endpoints cannot both be bound: the same port on the same or on every address, or the same name. */
export function endpointsClash(one: Endpoint, other: Endpoint): boolean {
  if (isMulticast(one) || isMulticast(other)) return false;
  if ('port' in one && 'port' in other) {
    // A WebSocket listens on a tcp port.
    if ((one.transport === 'udp') !== (other.transport === 'udp')) return false;
    if (one.port !== other.port || one.port === '*' || one.port === 0) return false;
    return sameHost(one.host, other.host) || isEveryAddress(one.host) || isEveryAddress(other.host);
  }
  return formatEndpoint(one) === formatEndpoint(other) && !isWildcard(one);
}

function isWildcard(endpoint: Endpoint): boolean {
  return (
    (endpoint.transport === 'ipc' && endpoint.path === '*') ||
    (endpoint.transport === 'tipc' && endpoint.address === '<*>')
  );
}

function isEveryAddress(host: string): boolean {
  return host === '*' || host === '0.0.0.0' || host === '[::]';
}

function sameHost(one: string, other: string): boolean {
  return one === other || (isLoopbackHost(one) && isLoopbackHost(other));
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
