import { utf8 } from '../bytes';
import { fail, ok, type Result } from '../result';
import { isGroupAddress } from './multicast';
import { isTipcAddress } from './tipc';
import { isTransport, TRANSPORTS } from './transports';

export type Endpoint =
  | { readonly transport: 'tcp'; readonly host: string; readonly port: number | '*' }
  /** `path` begins with a slash, or is ''. */
  | { readonly transport: 'ws'; readonly host: string; readonly port: number | '*'; readonly path: string }
  | { readonly transport: 'ipc'; readonly path: string }
  | { readonly transport: 'inproc'; readonly name: string }
  /** `network` is an interface's name or address, '' where none is given. `host` may be a multicast group. */
  | {
      readonly transport: 'udp' | 'pgm' | 'epgm';
      readonly network: string;
      readonly host: string;
      readonly port: number;
    }
  /** To bind `{type,lower,upper}` or a random `<*>`, to connect `{type,instance}@z.c.n` or `<z.c.n:ref>` (`zmq_tipc(7)`). */
  | { readonly transport: 'tipc'; readonly address: string };

/** Transports that libzmq can be built with and that this app does not run (`zmq_wss`, `zmq_norm`, `zmq_vmci(7)`). */
const LACKING = {
  wss: 'wss is WebSockets over TLS, which the libzmq here was built without: use ws, and CURVE or a proxy that speaks TLS',
  norm: 'norm is a reliable multicast that this app does not run: use epgm',
  vmci: 'vmci is for virtual machines of VMware, and libzmq is built without it: use tcp',
} as const;

export type EndpointUse = 'bind' | 'connect';

/** Longest ipc path in bytes: `sockaddr_un.sun_path` holds 108 with its closing zero, `zmq_ipc(7)`. */
export const LONGEST_IPC_PATH = 107;

/** Why a text is no endpoint: a sentence in English, and what a translation of it is built of. */
export interface EndpointFault {
  readonly code:
    | 'no-transport'
    | 'unknown-transport'
    | 'lacking-wss'
    | 'lacking-norm'
    | 'lacking-vmci'
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
    | 'inproc-long'
    | 'ws-path'
    | 'group'
    | 'datagram'
    | 'tipc-bind'
    | 'tipc-connect';
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
  if (!isTransport(transport)) {
    if (transport === 'wss' || transport === 'norm' || transport === 'vmci')
      return fault(`lacking-${transport}`, LACKING[transport]);
    const known = TRANSPORTS.join(', ');
    return fault('unknown-transport', `"${transport}" is no transport this app runs: use ${known}`, {
      transport,
      known,
    });
  }
  switch (transport) {
    case 'tcp':
      return parseTcp(address, use);
    case 'ws':
      return parseWs(address, use);
    case 'ipc':
      return parseIpc(address, use);
    case 'inproc':
      return parseInproc(address);
    case 'tipc':
      return parseTipc(address, use);
    case 'udp':
    case 'pgm':
    case 'epgm':
      return parseDatagram(transport, address, use);
  }
}

/** The endpoint as ZeroMQ spells it. */
export function formatEndpoint(endpoint: Endpoint): string {
  switch (endpoint.transport) {
    case 'tcp':
      return `tcp://${endpoint.host}:${endpoint.port}`;
    case 'ws':
      return `ws://${endpoint.host}:${endpoint.port}${endpoint.path}`;
    case 'ipc':
      return `ipc://${endpoint.path}`;
    case 'inproc':
      return `inproc://${endpoint.name}`;
    case 'tipc':
      return `tipc://${endpoint.address}`;
    case 'udp':
    case 'pgm':
    case 'epgm': {
      const { transport, network, host, port } = endpoint;
      return `${transport}://${network === '' ? '' : `${network};`}${host}:${port}`;
    }
  }
}

function fault(
  code: EndpointFault['code'],
  message: string,
  values: EndpointFault['values'] = {},
): Result<never, EndpointFault> {
  return fail({ code, message, values });
}

function parseTcp(address: string, use: EndpointUse): Result<Endpoint, EndpointFault> {
  const read = parseHostPort('tcp', address, use);
  return read.ok ? ok({ transport: 'tcp', ...read.value }) : read;
}

/** `zmq_ws(7)`: what follows the port is the path of the HTTP request. */
function parseWs(address: string, use: EndpointUse): Result<Endpoint, EndpointFault> {
  const slash = address.indexOf('/');
  const path = slash < 0 ? '' : address.slice(slash);
  if (!/^[\w./~%-]*$/.test(path)) {
    return fault('ws-path', `"${path}" is no path of a WebSocket: write it as ws://127.0.0.1:8080/zmq`, { path });
  }
  const read = parseHostPort('ws', slash < 0 ? address : address.slice(0, slash), use);
  return read.ok ? ok({ transport: 'ws', ...read.value, path }) : read;
}

function parseHostPort(
  transport: 'tcp' | 'ws',
  address: string,
  use: EndpointUse,
): Result<{ readonly host: string; readonly port: number | '*' }, EndpointFault> {
  const text = `${transport}://${address}`;
  const colon = address.lastIndexOf(':');
  if (colon < 0) {
    return fault('no-port', `"${text}" has no port: write it as ${transport}://127.0.0.1:5555`, { text, transport });
  }
  const host = address.slice(0, colon);
  const read = parsePort(address.slice(colon + 1), use);
  if (!read.ok) return read;
  const port = read.value;
  const values = { text, port, transport };
  if (host === '') {
    const write = `write ${transport}://127.0.0.1:${port}`;
    return use === 'bind'
      ? fault('no-host-bind', `"${text}" has no host: ${write}, or ${transport}://*:${port} for the network`, values)
      : fault('no-host', `"${text}" has no host: ${write}`, values);
  }
  if (host === '*' && use === 'connect') {
    const example = `${transport}://localhost:${port}`;
    return fault('host-wildcard', `only a bind may say *: connect to a host, as in ${example}`, values);
  }
  return isHost(host, true) ? ok({ host, port }) : badHost(host);
}

function isHost(host: string, wildcard: boolean): boolean {
  if (host.startsWith('[') && host.endsWith(']')) return /^\[[0-9a-fA-F:.%\w]+\]$/.test(host);
  return /^[\w.-]+$/.test(host) || (wildcard && host === '*');
}

function badHost(host: string): Result<never, EndpointFault> {
  return fault('host', `"${host}" is no host: a name, an IPv4 address, or an IPv6 address in brackets`, { host });
}

/** `zmq_udp(7)` and `zmq_pgm(7)`: an interface and a semicolon may come first, and pgm needs a group. */
function parseDatagram(
  transport: 'udp' | 'pgm' | 'epgm',
  address: string,
  use: EndpointUse,
): Result<Endpoint, EndpointFault> {
  const example = `${transport}://127.0.0.1;239.192.1.1:5555`;
  const match = /^(?:([^;]*);)?(.*):(\d{1,5})$/.exec(address);
  const port = Number(match?.[3] ?? 0);
  if (!match || port < 1 || port > 65_535) {
    const message = `"${transport}://${address}" has no host and port: write it as ${example}`;
    return fault('datagram', message, { text: `${transport}://${address}`, example });
  }
  const [, network = '', host = ''] = match;
  if (!isHost(host, transport === 'udp' && use === 'bind')) return badHost(host);
  if (network !== '' && !isHost(network, true)) return badHost(network);
  const endpoint: Endpoint = { transport, network, host, port };
  if (transport !== 'udp' && !isGroupAddress(host)) {
    const message = `"${host}" is no multicast group: ${transport} needs an address from 224.0.0.0 to 239.255.255.255, as in ${example}`;
    return fault('group', message, { host, transport, example });
  }
  return ok(endpoint);
}

function parseTipc(address: string, use: EndpointUse): Result<Endpoint, EndpointFault> {
  if (isTipcAddress(address, use)) return ok({ transport: 'tipc', address });
  const text = `tipc://${address}`;
  return use === 'bind'
    ? fault('tipc-bind', `"${text}" is no tipc name to bind: write it as tipc://{5560,0,0}`, { text })
    : fault('tipc-connect', `"${text}" is no tipc name to connect to: write it as tipc://{5560,0}@0.0.0`, { text });
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
