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

/** Why a text is no endpoint: a sentence in English, and what a translation of it is built of. */
export interface EndpointFault {
  readonly code:
    | 'no-transport'
    | 'unknown-transport'
    | 'no-port'
    | 'no-host-bind'
    | 'no-host'
    | 'host-wildcard'
    | 'host'
    | 'port-wildcard'
    | 'port-bind'
    | 'port'
    | 'ipc-empty'
    | 'ipc-wildcard'
    | 'ipc-long'
    | 'inproc-empty'
    | 'inproc-long';
  readonly values: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/**
 * Reads an endpoint as ZeroMQ spells it, for the use it is meant for: only a bind may say `*` for the host or the port.
 * The error is a sentence that says how to write it.
 */
export function parseEndpoint(text: string, use: EndpointUse): Result<Endpoint, string> {
  const read = readEndpoint(text, use);
  return read.ok ? read : fail(read.error.message);
}

/** The same as `parseEndpoint`, with the fault in a form that can be translated. */
export function readEndpoint(text: string, use: EndpointUse): Result<Endpoint, EndpointFault> {
  const split = text.indexOf('://');
  if (split < 0) return fault('no-transport', `"${text}" has no transport: write it as tcp://127.0.0.1:5555`, { text });
  const transport = text.slice(0, split);
  const address = text.slice(split + 3);
  switch (transport) {
    case 'tcp':
      return parseTcp(address, use);
    case 'ipc':
      return parseIpc(address, use);
    case 'inproc':
      return parseInproc(address);
    default: {
      const known = TRANSPORTS.join(', ');
      return fault('unknown-transport', `"${transport}" is no transport this app runs: use ${known}`, {
        transport,
        known,
      });
    }
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

function fault(
  code: EndpointFault['code'],
  message: string,
  values: EndpointFault['values'] = {},
): Result<never, EndpointFault> {
  return fail({ code, message, values });
}

function parseTcp(address: string, use: EndpointUse): Result<Endpoint, EndpointFault> {
  const text = `tcp://${address}`;
  const colon = address.lastIndexOf(':');
  if (colon < 0) return fault('no-port', `"${text}" has no port: write it as tcp://127.0.0.1:5555`, { text });
  const host = address.slice(0, colon);
  const read = parsePort(address.slice(colon + 1), use);
  if (!read.ok) return read;
  const port = read.value;
  if (host === '') {
    return use === 'bind'
      ? fault(
          'no-host-bind',
          `"${text}" has no host: write tcp://127.0.0.1:${port}, or tcp://*:${port} for the network`,
          { text, port },
        )
      : fault('no-host', `"${text}" has no host: write it as tcp://127.0.0.1:${port}`, { text, port });
  }
  if (host === '*' && use === 'connect') {
    return fault('host-wildcard', `only a bind may say *: connect to a host, as in tcp://localhost:${port}`, { port });
  }
  const bracketed = host.startsWith('[') && host.endsWith(']');
  if (bracketed ? !/^\[[0-9a-fA-F:.%\w]+\]$/.test(host) : !/^(\*|[\w.-]+)$/.test(host)) {
    return fault('host', `"${host}" is no host: a name, an IPv4 address, or an IPv6 address in brackets`, { host });
  }
  return ok({ transport: 'tcp', host, port });
}

function parsePort(text: string, use: EndpointUse): Result<number | '*', EndpointFault> {
  if (text === '*') {
    if (use === 'bind') return ok('*');
    return fault('port-wildcard', 'only a bind may say * for the port: connect to a number');
  }
  const port = Number(text);
  const lowest = use === 'bind' ? 0 : 1;
  if (!/^\d{1,5}$/.test(text) || port < lowest || port > 65_535) {
    return use === 'bind'
      ? fault('port-bind', `"${text}" is no port: a number from 1 to 65535, or * for any free one`, { text })
      : fault('port', `"${text}" is no port: a number from 1 to 65535`, { text });
  }
  return ok(port);
}

function parseIpc(path: string, use: EndpointUse): Result<Endpoint, EndpointFault> {
  if (path === '') return fault('ipc-empty', '"ipc://" has no path: write it as ipc:///tmp/feed');
  if (path === '*' && use === 'connect') return fault('ipc-wildcard', 'only a bind may say ipc://*: connect to a path');
  const bytes = utf8(path).length;
  if (bytes > LONGEST_IPC_PATH) {
    const most = LONGEST_IPC_PATH;
    return fault(
      'ipc-long',
      `the ipc path is ${bytes} bytes long, and the system takes ${most}: use a shorter folder`,
      { bytes, most },
    );
  }
  return ok({ transport: 'ipc', path });
}

function parseInproc(name: string): Result<Endpoint, EndpointFault> {
  if (name === '') return fault('inproc-empty', '"inproc://" has no name: write it as inproc://pipe');
  if (utf8(name).length > 255) return fault('inproc-long', 'an inproc name is 255 bytes at the most');
  return ok({ transport: 'inproc', name });
}
