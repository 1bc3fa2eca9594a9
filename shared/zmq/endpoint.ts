import { utf8 } from '../bytes';
import { fail, ok, type Result } from '../result';

/** The transports a topology can use, as endpoints spell them (`zmq_tcp(7)`, `zmq_ipc(7)`, `zmq_inproc(7)`). */
export const TRANSPORTS = ['tcp', 'ipc', 'inproc'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export type Endpoint =
  | { readonly transport: 'tcp'; readonly host: string; readonly port: number | '*' }
  | { readonly transport: 'ipc'; readonly path: string }
  | { readonly transport: 'inproc'; readonly name: string };

export type EndpointUse = 'bind' | 'connect';

/** Longest ipc path in bytes: `sockaddr_un.sun_path` holds 108 with its closing zero, `zmq_ipc(7)`. */
export const LONGEST_IPC_PATH = 107;

/**
 * Reads an endpoint as ZeroMQ spells it, for the use it is meant for: only a bind may say `*` for the host or the port.
 * The error is a sentence that says how to write it.
 */
export function parseEndpoint(text: string, use: EndpointUse): Result<Endpoint, string> {
  const split = text.indexOf('://');
  if (split < 0) return fail(`"${text}" has no transport: write it as tcp://127.0.0.1:5555`);
  const transport = text.slice(0, split);
  const address = text.slice(split + 3);
  switch (transport) {
    case 'tcp':
      return parseTcp(address, use);
    case 'ipc':
      return parseIpc(address, use);
    case 'inproc':
      return parseInproc(address);
    default:
      return fail(`"${transport}" is no transport this app runs: use ${TRANSPORTS.join(', ')}`);
  }
}

/** The endpoint as ZeroMQ spells it. */
export function formatEndpoint(endpoint: Endpoint): string {
  switch (endpoint.transport) {
    case 'tcp':
      return `tcp://${endpoint.host}:${endpoint.port}`;
    case 'ipc':
      return `ipc://${endpoint.path}`;
    case 'inproc':
      return `inproc://${endpoint.name}`;
  }
}

/** True where only programs on this machine can reach the endpoint, or it only reaches this machine. */
export function isLocal(endpoint: Endpoint): boolean {
  return endpoint.transport !== 'tcp' || isLoopbackHost(endpoint.host);
}

/** True where two endpoints cannot both be bound: the same port on the same or on every address, or the same name. */
export function endpointsClash(one: Endpoint, other: Endpoint): boolean {
  if (one.transport === 'tcp' && other.transport === 'tcp') {
    if (one.port !== other.port || one.port === '*' || one.port === 0) return false;
    return sameHost(one.host, other.host) || isEveryAddress(one.host) || isEveryAddress(other.host);
  }
  return formatEndpoint(one) === formatEndpoint(other) && !isWildcard(one);
}

function isWildcard(endpoint: Endpoint): boolean {
  return endpoint.transport === 'ipc' && endpoint.path === '*';
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

function parseTcp(address: string, use: EndpointUse): Result<Endpoint, string> {
  const colon = address.lastIndexOf(':');
  if (colon < 0) return fail(`"tcp://${address}" has no port: write it as tcp://127.0.0.1:5555`);
  const host = address.slice(0, colon);
  const port = parsePort(address.slice(colon + 1), use);
  if (!port.ok) return port;
  if (host === '') {
    return fail(
      use === 'bind'
        ? `"tcp://${address}" has no host: write tcp://127.0.0.1:${port.value}, or tcp://*:${port.value} for the network`
        : `"tcp://${address}" has no host: write it as tcp://127.0.0.1:${port.value}`,
    );
  }
  if (host === '*' && use === 'connect') {
    return fail(`only a bind may say *: connect to a host, as in tcp://localhost:${port.value}`);
  }
  const bracketed = host.startsWith('[') && host.endsWith(']');
  if (bracketed ? !/^\[[0-9a-fA-F:.%\w]+\]$/.test(host) : !/^(\*|[\w.-]+)$/.test(host)) {
    return fail(`"${host}" is no host: a name, an IPv4 address, or an IPv6 address in brackets`);
  }
  return ok({ transport: 'tcp', host, port: port.value });
}

function parsePort(text: string, use: EndpointUse): Result<number | '*', string> {
  if (text === '*') {
    return use === 'bind' ? ok('*') : fail('only a bind may say * for the port: connect to a number');
  }
  const port = Number(text);
  const lowest = use === 'bind' ? 0 : 1;
  if (!/^\d{1,5}$/.test(text) || port < lowest || port > 65_535) {
    return fail(`"${text}" is no port: a number from 1 to 65535${use === 'bind' ? ', or * for any free one' : ''}`);
  }
  return ok(port);
}

function parseIpc(path: string, use: EndpointUse): Result<Endpoint, string> {
  if (path === '') return fail('"ipc://" has no path: write it as ipc:///tmp/feed');
  if (path === '*' && use === 'connect') return fail('only a bind may say ipc://*: connect to a path');
  const bytes = utf8(path).length;
  if (bytes > LONGEST_IPC_PATH) {
    return fail(`the ipc path is ${bytes} bytes long, and the system takes ${LONGEST_IPC_PATH}: use a shorter folder`);
  }
  return ok({ transport: 'ipc', path });
}

function parseInproc(name: string): Result<Endpoint, string> {
  if (name === '') return fail('"inproc://" has no name: write it as inproc://pipe');
  if (utf8(name).length > 255) return fail('an inproc name is 255 bytes at the most');
  return ok({ transport: 'inproc', name });
}
