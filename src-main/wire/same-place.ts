import { BlockList, isIP } from 'node:net';
import type { SocketAddress } from './endpoint';

/** `exact`: the very address. `any`: the listener takes calls to every address of the machine. */
export type SamePlace = 'exact' | 'any';

/**
 * Whether who dials an address gets to a listener of this machine, and how it is known; `undefined` where it does not or
 * where it cannot be said: a name is to be resolved first. Listening at `::` takes calls over IPv4 as well.
 * @param own addresses of this machine's interfaces
 */
export function samePlace(
  dialled: SocketAddress,
  listening: SocketAddress,
  own: readonly string[],
): SamePlace | undefined {
  if (dialled.type === 'ipc' || listening.type === 'ipc')
    return dialled.type === listening.type && pathOf(dialled) === pathOf(listening) ? 'exact' : undefined;
  // A caller of the one transport that gets to the other is answered by nothing that it can read.
  if ((dialled.webPath === undefined) !== (listening.webPath === undefined)) return undefined;
  if (dialled.port !== listening.port) return undefined;
  const [host, at] = [plain(dialled.host), plain(listening.host)];
  if (isIP(host) === 0) return undefined;
  // To dial "any address" is to dial the loopback.
  const target = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  if (target === at) return 'exact';
  const any = at === '::' || (at === '0.0.0.0' && isIP(target) === 4);
  return any && (LOOPBACK.check(target, isIP(target) === 4 ? 'ipv4' : 'ipv6') || own.map(plain).includes(target))
    ? 'any'
    : undefined;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function pathOf(address: SocketAddress): string {
  return address.type === 'ipc' ? address.path : '';
}

/** As the system writes it: `::1` for `0:0:0:0:0:0:0:1`, and an IPv4 address for one that is mapped into IPv6. */
function plain(host: string): string {
  if (isIP(host) !== 6 || host.includes('%')) return host;
  const short = new URL(`http://[${host}]/`).hostname.slice(1, -1);
  return mappedIpv4(short) ?? short;
}

/** Of `::ffff:7f00:1`. */
function mappedIpv4(short: string): string | undefined {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!match) return undefined;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
