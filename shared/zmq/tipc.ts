/** The endpoints of tipc, as `zmq_tipc(7)` and libzmq's `tipc_address.cpp` have them. */
const BOUND = /^tipc:\/\/\{(\d+),\s*(\d+),\s*\d+\}(?:@\d+\.\d+\.\d+)?$/;
const NAMED = /^tipc:\/\/\{(\d+),\s*(\d+)\}(?:@(\d+)\.(\d+)\.(\d+))?$/;
/** Where nothing is said, libzmq looks in zone 1: there is nobody unless this machine was given an address in it. */
const DEFAULT_DOMAIN = [1, 0, 0] as const;

/** A bind gives a name and a range of instances, or leaves a port id to the system; a connect names one, or a port id. */
export function isTipcAddress(address: string, use: 'bind' | 'connect'): boolean {
  const form =
    use === 'bind'
      ? /^(\{\d+,\s*\d+,\s*\d+\}(@\d+\.\d+\.\d+)?|<\*>)$/
      : /^(\{\d+,\s*\d+\}(@\d+\.\d+\.\d+)?|<\d+\.\d+\.\d+:\d+>)$/;
  return form.test(address);
}

/** What reaches a socket that is bound at a tipc endpoint: its lowest instance, on whichever machine of the cluster it is. */
export function tipcToConnect(bound: string): string {
  return bound.replace(BOUND, 'tipc://{$1,$2}@0.0.0');
}

/** A connect as the socket's monitor names it: with the domain as one number. */
export function tipcInEvents(connect: string): string {
  const parts = NAMED.exec(connect);
  if (!parts) return connect;
  const [, type, instance, ...said] = parts;
  const [zone = 0, cluster = 0, node = 0] = said[0] === undefined ? DEFAULT_DOMAIN : said.map(Number);
  return `tipc://{${type}, ${instance}, ${zone * 2 ** 24 + cluster * 2 ** 12 + node}}`;
}
