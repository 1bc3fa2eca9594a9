import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import type { Problem } from '../../shared/result';
import { parseEndpoint, type Endpoint } from '../../shared/zmq/endpoint';
import { isMulticast } from '../../shared/zmq/endpoint-reach';
import { readRadioDatagram } from '../wire/radio-datagram';
import { problemOf } from './errors';
import type { LiveSocket } from './live-socket';
import { settle } from './settle';
import { openZmqSocket, type RawSocket } from './zmq-socket';

/** What stands in front of a DISH at one of its endpoints. */
interface Gate {
  readonly endpoint: string;
  readonly close: () => void;
  readonly touch: () => void;
}

/** Several links can name one multicast group, and share a gate. */
interface Held {
  users: number;
  readonly gate: Promise<Gate | Problem>;
}

type DatagramEndpoint = Extract<Endpoint, { readonly network: string }>;

const held = new WeakMap<LiveSocket, Map<string, Held>>();
const open = new Set<Gate>();
let names = 0;

/**
 * Lets a DISH receive over udp (`zmq_udp(7)`), and gives what is wrong. libzmq 4.3.5 trusts the first byte of whatever comes in:
 * one datagram of one byte, 0x80, ends the whole process (`udp_engine_t::in_event`). So the port is this app's own: what a RADIO
 * may have sent goes on to the DISH over inproc, by a RADIO of the engine, and anything else goes nowhere.
 */
export async function bindDatagrams(socket: LiveSocket, endpoint: string): Promise<Problem | undefined> {
  const gates = held.get(socket) ?? new Map<string, Held>();
  held.set(socket, gates);
  const one = gates.get(endpoint) ?? { users: 0, gate: openGate(socket, endpoint) };
  one.users++;
  gates.set(endpoint, one);
  const gate = await one.gate;
  if ('close' in gate) return undefined;
  if (gates.get(endpoint) === one) gates.delete(endpoint);
  return gate;
}

export async function unbindDatagrams(socket: LiveSocket, endpoint: string): Promise<void> {
  const gates = held.get(socket);
  const one = gates?.get(endpoint);
  if (!one || --one.users > 0) return;
  gates?.delete(endpoint);
  const gate = await one.gate;
  if (!('close' in gate)) return;
  socket.disconnect(gate.endpoint);
  settle(gate.endpoint, gate, socket);
  gate.close();
}

/** Closes all of them at once, where the engine itself has failed. */
export function abandonDatagrams(): void {
  for (const gate of open) gate.close();
}

async function openGate(socket: LiveSocket, endpoint: string): Promise<Gate | Problem> {
  const { key, type, options } = socket.wanted;
  const parsed = parseEndpoint(endpoint, 'bind');
  let radio: RawSocket | undefined;
  let udp: Socket | undefined;
  try {
    if (!parsed.ok || !('network' in parsed.value)) throw new TypeError(`${endpoint} is no endpoint for datagrams`);
    udp = await listen(parsed.value, String(options['interface'] ?? ''));
    // It sends or drops at once: a send that waits would leave no place for the next one.
    radio = openZmqSocket('RADIO', { sendHighWaterMark: 1, sendTimeout: 0 });
    const inproc = `inproc://patchbay-datagrams-${++names}`;
    radio.bindSync(inproc);
    const problem = socket.connect(inproc, endpoint);
    if (!problem) return passing(udp, radio, inproc);
    udp.close();
    radio.close();
    return problem;
  } catch (error) {
    udp?.close();
    radio?.close();
    return problemOf(error, { doing: 'bind', where: key, socket: type, endpoint });
  }
}

function passing(udp: Socket, radio: RawSocket, endpoint: string): Gate {
  const gate: Gate = {
    endpoint,
    touch: () => void radio.writable,
    close: () => {
      if (!open.delete(gate)) return;
      udp.close();
      radio.close();
    },
  };
  open.add(gate);
  udp.on('message', (bytes) => {
    const datagram = readRadioDatagram(bytes);
    // A RADIO drops what its DISH has no room for, and so does the network.
    if (datagram && open.has(gate)) radio.send([datagram.group, datagram.body]).catch(() => undefined);
  });
  udp.on('error', () => undefined);
  return gate;
}

async function listen(address: DatagramEndpoint, device: string): Promise<Socket> {
  const { host, port } = address;
  const v6 = host.startsWith('[');
  const multicast = isMulticast(address);
  const udp = createSocket({ type: v6 ? 'udp6' : 'udp4', reuseAddr: multicast });
  const at = localAddress(multicast ? '*' : host, v6);
  try {
    const listening = once(udp, 'listening');
    udp.bind({ port, exclusive: true, ...(at === undefined ? {} : { address: at }) });
    await listening;
    if (multicast) udp.addMembership(host, localAddress(address.network || device || '*', v6));
    return udp;
  } catch (error) {
    udp.close();
    throw error;
  }
}

/** An address, a host's name, or the address of a network interface; `undefined` for all of them. */
function localAddress(text: string, v6: boolean): string | undefined {
  if (text === '*') return undefined;
  const addresses = networkInterfaces()[text] ?? [];
  return addresses.find(({ family }) => (family === 'IPv6') === v6)?.address ?? text.replace(/^\[(.*)\]$/, '$1');
}
