import type { Fix } from '../../../shared/traffic/findings';
import {
  canTalk,
  compatiblePeers,
  sensibleBinder,
  SOCKET_TYPES,
  type SocketType,
} from '../../../shared/zmq/socket-types';
import type { Refusal } from '../security/refusal';
import { placeOf, type CableFacts, type Facts, type Found, type SocketFacts } from './facts';

/** Times that nobody answered before it is said: a program that is just starting is no finding. */
const ENOUGH_REFUSALS = 5;
/** Handshakes that failed before it is said. */
const ENOUGH_FAILURES = 1;

/** A socket cannot listen because somebody else does: two that bind never meet. */
export function twoBinds(facts: Facts): Found[] {
  return facts.sockets.flatMap((socket) =>
    socket.endpoints.flatMap(({ use, given, problem }): Found[] => {
      if (use !== 'bind' || problem?.code !== 'EADDRINUSE') return [];
      const fixes: Fix[] = [{ type: 'turn', socket: socket.key, endpoint: given, from: 'bind' }];
      const values = { endpoint: given, name: socket.name };
      return [{ rule: 'twoBinds', severity: 'problem', node: socket.node, values, fixes }];
    }),
  );
}

/** Two sockets of the app connect to one endpoint, and nobody listens there. */
export function twoConnects(facts: Facts): Found[] {
  return facts.cables.flatMap((cable): Found[] => {
    const pair = connectingPair(facts, cable);
    if (!pair) return [];
    const [one, other, endpoint] = pair;
    const binder = sensibleBinder(one.type, other.type) === 'one' ? one : other;
    // Both cables tell of it; it is said once, at the one that should bind.
    if (binder.key !== one.key) return [];
    const values = { endpoint, one: one.name, other: other.name, times: cable.refusals };
    const fixes: Fix[] = [{ type: 'turn', socket: binder.key, endpoint, from: 'connect' }];
    return [{ rule: 'twoConnects', severity: 'problem', node: binder.node, values, fixes }];
  });
}

/** Nobody is where the socket connects to. It is tried again for as long as it runs, and messages wait. */
export function nobodyListens(facts: Facts): Found[] {
  return facts.cables.flatMap((cable): Found[] => {
    if (cable.connected || cable.refusals < ENOUGH_REFUSALS || connectingPair(facts, cable)) return [];
    const values = { endpoint: cable.refusedAt, times: cable.refusals, name: cable.connecting.name };
    const node = facts.sockets.find(({ key }) => key === cable.connecting.socket)?.node;
    return [
      {
        rule: 'nobodyListens',
        severity: 'problem',
        ...(node === undefined ? {} : { node }),
        ...placeOf(cable),
        values,
        fixes: [],
      },
    ];
  });
}

/** The two types cannot talk with each other: what READY says of the other side's type tells. */
export function wrongPair(facts: Facts): Found[] {
  return facts.cables.flatMap((cable): Found[] => {
    const pair = misfits(cable);
    if (!pair) return [];
    const [one, other] = pair;
    const values = {
      one: cable.connecting.name,
      oneType: one,
      other: cable.binding.name,
      otherType: other,
      fitting: compatiblePeers(one).join(', '),
      otherFitting: compatiblePeers(other).join(', '),
      times: cable.failed,
    };
    const node = cable.binding.socket ?? cable.connecting.socket;
    const place = node === undefined ? {} : { node: node.split('.')[0] ?? node };
    return [{ rule: 'wrongPair', severity: 'problem', ...place, ...placeOf(cable), values, fixes: [] }];
  });
}

/** The handshake fails: other mechanisms at the two ends, or credentials that are not accepted. */
export function mechanism(facts: Facts): Found[] {
  return facts.cables.flatMap((cable): Found[] => {
    if (cable.connected || cable.failed < ENOUGH_FAILURES || cable.fault !== undefined) return [];
    // What security says is known for certain, also where somebody got through before.
    if (cable.refusal) return [refused(cable, cable.refusal)];
    if (cable.readied > 0 || misfits(cable)) return [];
    const { connecting, binding, reason } = cable;
    const differ = connecting.mechanism !== binding.mechanism;
    const types = !differ && connecting.mechanism === 'NULL';
    const variant = types
      ? 'types'
      : !differ
        ? 'refused'
        : connecting.mechanism === '' || binding.mechanism === ''
          ? 'left'
          : 'differ';
    const values = {
      one: connecting.name,
      oneMechanism: connecting.mechanism,
      other: binding.name,
      otherMechanism: binding.mechanism,
      heard: connecting.mechanism || binding.mechanism,
      times: cable.failed,
      reason: reason ?? '',
    };
    const node = binding.socket ?? connecting.socket;
    const place = node === undefined ? {} : { node: node.split('.')[0] ?? node };
    return [{ rule: 'mechanism', severity: 'problem', ...place, ...placeOf(cable), variant, values, fixes: [] }];
  });
}

function refused(cable: CableFacts, { problem, fixes }: Refusal): Found {
  const node = cable.binding.socket ?? cable.connecting.socket;
  const place = node === undefined ? {} : { node: node.split('.')[0] ?? node };
  const variant = problem.code.replace('handshake-', '');
  const values = { ...problem.values, times: cable.failed };
  return { rule: 'mechanism', severity: 'problem', ...place, ...placeOf(cable), variant, values, fixes };
}

/** Somebody calls whose bytes are no ZMTP: a browser, a scanner, a plain TCP client. */
export function garbage(facts: Facts): Found[] {
  return facts.cables.flatMap((cable): Found[] => {
    if (cable.fault === undefined) return [];
    const node = cable.binding.socket ?? cable.connecting.socket;
    const place = node === undefined ? {} : { node: node.split('.')[0] ?? node };
    const values = { remote: cable.remote, detail: cable.fault, name: cable.binding.name };
    const variant = cable.cut ? 'cut' : 'passed';
    return [{ rule: 'garbage', severity: 'hint', ...place, ...placeOf(cable), variant, values, fixes: [] }];
  });
}

/** The types at the two ends where they cannot talk and one end has said what it is. */
function misfits({ connecting, binding }: CableFacts): [SocketType, SocketType] | undefined {
  const one = typeOf(connecting.says) ?? typeOf(connecting.expects);
  const other = typeOf(binding.says) ?? typeOf(binding.expects);
  const heard = connecting.says !== '' || binding.says !== '';
  return one && other && heard && !canTalk(one, other) ? [one, other] : undefined;
}

/** A cable's socket, and another one that connects to the same endpoint and could talk with it. */
function connectingPair(facts: Facts, cable: CableFacts): [SocketFacts, SocketFacts, string] | undefined {
  if (cable.connected || cable.refusals < ENOUGH_REFUSALS) return undefined;
  const one = facts.sockets.find(({ key }) => key === cable.connecting.socket);
  const connects = (socket: SocketFacts) =>
    socket.endpoints.find(({ use, given }) => use === 'connect' && sameAddress(given, cable.refusedAt));
  const own = one && connects(one);
  const other = own && facts.sockets.find((socket) => socket.key !== one.key && connects(socket) !== undefined);
  return one && own && other && canTalk(one.type, other.type) ? [one, other, own.given] : undefined;
}

function sameAddress(one: string, other: string): boolean {
  const plain = (text: string) => text.replace('://localhost:', '://127.0.0.1:').replace('://*:', '://127.0.0.1:');
  return plain(one) === plain(other);
}

function typeOf(text: string): SocketType | undefined {
  return SOCKET_TYPES.find((type) => type === text);
}
