import { lookup } from 'node:dns/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { fail, ok } from '../../shared/result';
import type { Problem, Result } from '../../shared/result';

/** Where a stream socket of Node listens or connects. */
export type SocketAddress =
  | {
      readonly type: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly localAddress?: string;
      readonly localPort?: number;
      /** The path of a WebSocket's HTTP request, '' where none was written; absent for tcp. */
      readonly webPath?: string;
    }
  | { readonly type: 'ipc'; readonly path: string };

/** What fits into `sun_path`, without the zero at its end, or at the start of an abstract name (unix(7)). */
const PATH_LIMIT = 107;

/**
 * Where to listen for a ZeroMQ bind endpoint: `tcp://*:5555`, `tcp://127.0.0.1:*`, `tcp://eth0:0`, `tcp://[::1]:5555`
 * (zmq_tcp(7)), the same with `ws://` and a path (zmq_ws(7)), `ipc:///tmp/x`, `ipc://@name`, `ipc://*` (zmq_ipc(7)). Port 0 stands for any free one.
 * Errors: EINVAL, ENODEV, ENAMETOOLONG, EPROTONOSUPPORT.
 * @param ipv6 every address (`*`) is those of IPv6 too, as with the option of that name
 */
export async function resolveListen(endpoint: string, ipv6 = false): Promise<Result<SocketAddress>> {
  const [transport, rest] = splitEndpoint(endpoint);
  if (transport === 'ipc') {
    return ipcAddress(endpoint, rest === '*' ? join(tmpdir(), `zmq-${randomUUID()}`) : rest);
  }
  if (transport !== 'tcp' && transport !== 'ws') return unsupported(endpoint);
  const [place, web] = splitPath(transport, rest);
  const parts = splitPort(place);
  const port = parts === undefined ? undefined : portOf(parts.port, true);
  if (parts === undefined || port === undefined)
    return badTcp(endpoint, 'tcp://127.0.0.1:5555, tcp://*:5555 or tcp://127.0.0.1:*');
  const host = await hostToListen(parts.host, ipv6);
  return host === undefined
    ? fail({
        code: 'ENODEV',
        message: `${endpoint} cannot be listened on: this machine has no network interface and no address called “${parts.host}”. Use *, an address, or an interface's name.`,
        values: { endpoint, host: parts.host },
      })
    : ok({ type: 'tcp', host, port, ...web });
}

/**
 * Where a ZeroMQ connect endpoint leads: `tcp://host:5555`, with a source address `tcp://192.168.0.2:0;host:5555`
 * (zmq_tcp(7)), `ws://host:8080/path`, `ipc:///tmp/x`, `ipc://@name`. Names are resolved when connecting. Errors: EINVAL, ENAMETOOLONG,
 * EPROTONOSUPPORT.
 */
export function parseDial(endpoint: string): Result<SocketAddress> {
  const [transport, rest] = splitEndpoint(endpoint);
  if (transport === 'ipc') return ipcAddress(endpoint, rest);
  if (transport !== 'tcp' && transport !== 'ws') return unsupported(endpoint);
  const [place, web] = splitPath(transport, rest);
  const [target, source] = place.split(';').reverse();
  const to = splitPort(target ?? '');
  const from = source === undefined ? undefined : splitPort(source);
  const port = to === undefined ? undefined : portOf(to.port, false);
  const localPort = from === undefined ? undefined : portOf(from.port, true);
  if (to === undefined || port === undefined || (source !== undefined && localPort === undefined)) {
    return badTcp(endpoint, 'tcp://127.0.0.1:5555 or tcp://example.org:5555');
  }
  return ok({
    type: 'tcp',
    host: to.host,
    port,
    ...(from === undefined || from.host === '*' ? {} : { localAddress: from.host }),
    ...(localPort === undefined ? {} : { localPort }),
    ...web,
  });
}

/** How a client on this machine connects to a listening address. `*` and its like become loopback. */
export function endpointOf(address: SocketAddress): string {
  if (address.type === 'ipc') return `ipc://${address.path.replace(/^\0/, '@')}`;
  const { host, port, webPath } = address;
  const place = hostAndPort(host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host, port);
  return webPath === undefined ? `tcp://${place}` : `ws://${place}${webPath}`;
}

/** `127.0.0.1:5555`, `[::1]:5555`; an IPv4 address that came in through an IPv6 socket is shown as IPv4. */
export function hostAndPort(host: string, port: number): string {
  const plain = host.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}

function splitEndpoint(endpoint: string): [transport: string, rest: string] {
  const match = /^([a-z]+):\/\/(.*)$/s.exec(endpoint);
  return match === null ? ['', ''] : [match[1] ?? '', match[2] ?? ''];
}

/** Of a WebSocket's endpoint, what follows the port is the path of the HTTP request, `zmq_ws(7)`. */
function splitPath(transport: 'tcp' | 'ws', rest: string): [place: string, web: { readonly webPath?: string }] {
  if (transport === 'tcp') return [rest, {}];
  const slash = rest.indexOf('/');
  return slash < 0 ? [rest, { webPath: '' }] : [rest.slice(0, slash), { webPath: rest.slice(slash) }];
}

/** `host:port` or `[v6]:port`; the host without brackets. */
function splitPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):([^:]+)$/.exec(text);
  return match === null ? undefined : { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}

function portOf(text: string, wildcard: boolean): number | undefined {
  if (wildcard && text === '*') return 0;
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port > 65535 || (port === 0 && !wildcard) ? undefined : port;
}

async function hostToListen(host: string, ipv6: boolean): Promise<string | undefined> {
  if (host === '*') return ipv6 ? '::' : '0.0.0.0';
  const addresses = networkInterfaces()[host];
  const chosen = addresses?.find(({ family }) => family === 'IPv4') ?? addresses?.[0];
  if (chosen !== undefined) return chosen.scopeid ? `${chosen.address}%${host}` : chosen.address;
  try {
    return (await lookup(host, { family: host.includes(':') ? 6 : 4 })).address;
  } catch {
    return undefined;
  }
}

function ipcAddress(endpoint: string, path: string): Result<SocketAddress> {
  if (process.platform === 'win32') {
    return fail({
      code: 'EPROTONOSUPPORT',
      message: `${endpoint} cannot be observed on the wire: on Windows this app has no access to ZeroMQ's ipc sockets. Use tcp, or observe the link directly.`,
      values: { endpoint },
    });
  }
  if (path === '' || path === '@' || path.includes('\0')) {
    return fail({
      code: 'EINVAL',
      message: `${endpoint} is no ipc endpoint: write a path after ipc://, such as ipc:///tmp/feed.`,
      values: { endpoint },
    });
  }
  const length = Buffer.byteLength(path);
  if (length > PATH_LIMIT) {
    return fail({
      code: 'ENAMETOOLONG',
      message: `The ipc path ${path} is ${length} bytes long, and the system allows ${PATH_LIMIT}. Choose a shorter one.`,
      values: { path, length, limit: PATH_LIMIT },
    });
  }
  if (!path.startsWith('@')) return ok({ type: 'ipc', path });
  if (!abstractNamesAreExact()) {
    return fail({
      code: 'EPROTONOSUPPORT',
      message: `${endpoint} cannot be observed on the wire: the runtime of this app fills abstract names up with zeros, and ZeroMQ does not. Use a path such as ipc:///tmp/feed, or observe the link directly.`,
      values: { endpoint },
    });
  }
  return ok({ type: 'ipc', path: `\0${path.slice(1)}` });
}

/** False for an abstract ipc name where this runtime cannot reach it: whoever uses it has to do without a relay. */
export function canRelay(endpoint: string): boolean {
  return !endpoint.startsWith('ipc://@') || abstractNamesAreExact();
}

/** Since libuv 1.48 an abstract name is as long as it is written; before, it was always as long as a path can be. */
export function abstractNamesAreExact(): boolean {
  const [major = 0, minor = 0] = process.versions.uv.split('.').map(Number);
  return process.platform === 'linux' && (major > 1 || minor >= 48);
}

function unsupported(endpoint: string): Result<never, Problem> {
  return fail({
    code: 'EPROTONOSUPPORT',
    message: `${endpoint} has no wire to observe here: a relay works with endpoints that start with tcp://, ipc:// or ws://.`,
    values: { endpoint },
  });
}

function badTcp(endpoint: string, examples: string): Result<never, Problem> {
  return fail({
    code: 'EINVAL',
    message: `${endpoint} is no usable tcp endpoint: write an address and a port, such as ${examples}.`,
    values: { endpoint, examples },
  });
}
