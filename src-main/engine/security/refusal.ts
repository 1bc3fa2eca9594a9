import type { Problem } from '../../../shared/result';
import { publicKeyOf } from '../../../shared/security/rules';
import { mechanismOf, type Credentials, type ZapDecision } from '../../../shared/security/security';
import { findSocket, labelOf, type SocketKey, type Topology } from '../../../shared/topology/topology';
import type { Fix } from '../../../shared/traffic/findings';
import type { WireSideName } from '../../../shared/wire/ladder';
import { closingOf } from '../../wire/closing';
import type { ConnectionRecord } from '../../wire/connection-record';
import type { LiveSocket } from '../live-socket';
import type { FlowEnd, FlowOptions } from '../flow';

/** Why a connection was refused in its handshake, with what mends it at the app's own sockets. */
export interface Refusal {
  /** Its values name the two sides: `client` and `server`, `one` and `other`. */
  readonly problem: Problem;
  readonly fixes: readonly Fix[];
}

/** What is known of the two sides besides what they said. */
export interface RefusalContext {
  readonly topology: Topology;
  readonly credentials: Credentials;
  readonly socket: (key: SocketKey) => LiveSocket | undefined;
  /** What this app decided about the caller, where it was asked. */
  readonly decision: ZapDecision | undefined;
}

interface Side {
  readonly name: string;
  readonly socket: LiveSocket | undefined;
}

type Sides = Readonly<Record<'client' | 'server', Side>>;

/**
 * Why security ended a connection before both sides were ready, from what was seen on the wire and what this app decided
 * itself; `undefined` where it was something else.
 */
export function refusalOf(record: ConnectionRecord, ends: FlowOptions, context: RefusalContext): Refusal | undefined {
  const closing = record.readyAt === undefined ? closingOf(record) : undefined;
  if (!closing) return undefined;
  const { connection, places } = record;
  const connecting = sideOf(ends.from, connection.remote, context);
  const binding = sideOf(ends.to, places.endpoint, context);
  // A side hangs up before it has said its own mechanism, where it does not like the other's.
  const oneMechanism = connection.connecting.mechanism || ownMechanism(connecting);
  const otherMechanism = connection.binding.mechanism || ownMechanism(binding);
  if (oneMechanism !== '' && otherMechanism !== '' && oneMechanism !== otherMechanism) {
    return differing({ one: connecting.name, other: binding.name, oneMechanism, otherMechanism });
  }
  if (closing.code === 'unfinished')
    return hungUp(closing.by, { connecting, binding }, { oneMechanism, otherMechanism });
  if (closing.code === 'bothServers' || closing.code === 'bothClients') {
    const role = closing.code === 'bothServers' ? 'servers' : 'clients';
    const values = { one: connecting.name, other: binding.name, mechanism: closing.values['mechanism'] ?? '' };
    const turn = role === 'servers' ? 'Make one of them the client.' : 'Make one of them the server.';
    return told(
      `both-${role}`,
      values,
      `Both ${values.one} and ${values.other} are ${values.mechanism} ${role}. ${turn}`,
    );
  }
  const server = serverOf(record);
  const sides =
    server === 'connecting' ? { client: binding, server: connecting } : { client: connecting, server: binding };
  if (closing.code === 'curveHelloRefused') return wrongKey(sides, context);
  const denied = closing.code === 'errorCommand' && closing.values['reason']?.startsWith('4') === true;
  if (!denied && closing.code !== 'plainRefused' && closing.code !== 'curveInitiateRefused') return undefined;
  // The app's own server was not asked whether the key may come in: it could not even be shown that it is the client's.
  const unproved = closing.code === 'curveInitiateRefused' && sides.server.socket && context.decision === undefined;
  return unproved ? wrongProof(sides) : notLetIn(sides, connection.connecting.mechanism, context);
}

function differing(values: Record<'one' | 'other' | 'oneMechanism' | 'otherMechanism', string>): Refusal {
  const { one, other, oneMechanism, otherMechanism } = values;
  const said = `${one} speaks ${oneMechanism} and ${other} speaks ${otherMechanism}, so their handshake always fails.`;
  return told('mechanisms', values, `${said} Give both the same mechanism.`);
}

/** A side that left as soon as it had heard the other's mechanism, and before it said its own, wants another. */
function hungUp(
  by: WireSideName | undefined,
  { connecting, binding }: Readonly<Record<WireSideName, Side>>,
  { oneMechanism, otherMechanism }: { readonly oneMechanism: string; readonly otherMechanism: string },
): Refusal | undefined {
  const [left, other] = by === 'connecting' ? [connecting, binding] : [binding, connecting];
  const [own, heard] = by === 'connecting' ? [oneMechanism, otherMechanism] : [otherMechanism, oneMechanism];
  if (by === undefined || own !== '' || heard === '') return undefined;
  const values = { one: left.name, other: other.name, mechanism: heard };
  const said = `${left.name} hung up when it heard that ${other.name} speaks ${heard}, so it wants another mechanism.`;
  return told('left', values, `${said} Give both the same.`);
}

function ownMechanism({ socket }: Side): string {
  return socket ? mechanismOf(socket.wanted.security) : '';
}

function wrongKey({ client, server }: Sides, { credentials }: RefusalContext): Refusal {
  const security = server.socket?.wanted.security;
  const own = security?.type === 'curve-server' ? security.key : undefined;
  const values = { client: client.name, server: server.name, key: (own && publicKeyOf(own, credentials)) ?? '' };
  const said = `${client.name} calls with a public key that is not the one of ${server.name}, which cannot read it and hangs up.`;
  if (own === undefined || values.key === '') {
    return told('server-key-unknown', values, `${said} Set the server's own public key at ${client.name}.`);
  }
  const fixes: Fix[] = client.socket ? [{ type: 'serverKey', socket: client.socket.wanted.key, key: own }] : [];
  return told('server-key', values, `${said} Give it the server's own: ${values.key}`, fixes);
}

/** The vouch in INITIATE is sealed with the client's secret key (RFC 26, "The INITIATE Command"): the server could not open it. */
function wrongProof({ client, server }: Sides): Refusal {
  const values = { client: client.name, server: server.name };
  const said = `${client.name} shows ${values.server} a public key and cannot prove that it is its own: its secret key belongs to another.`;
  return told('proof', values, `${said} Give it both halves of one key pair.`);
}

/** The server knows who calls, and does not want them. Where it is this app's, it is known why. */
function notLetIn({ client, server }: Sides, mechanism: string, { decision }: RefusalContext): Refusal {
  const values = { client: client.name, server: server.name, mechanism, who: '', address: '' };
  const socket = server.socket?.wanted.key;
  if (socket === undefined || decision?.verdict !== 'denied') {
    return told(
      'not-let-in',
      values,
      `${server.name} does not let ${client.name} in. Check what it is called by (${mechanism}) against what the server allows.`,
    );
  }
  const { reason, who, address } = decision;
  const more = { ...values, who, address };
  switch (reason) {
    case 'addressDenied':
      return told(
        reason,
        more,
        `${server.name} keeps out ${address}. Take it from the addresses that are kept out, if it may call.`,
      );
    case 'addressNotListed':
      return told(
        reason,
        more,
        `${server.name} does not let in callers from ${address}. Add it to the addresses that are let in, if it may call.`,
        [{ type: 'allowAddress', socket, address }],
      );
    case 'denied':
      return told(
        reason,
        more,
        `${server.name} keeps out “${who}”. Take it from those that are kept out, if it may call.`,
      );
    case 'notListed':
      return told(
        reason,
        more,
        `${server.name} does not let in “${who}”. Add it to those that are let in, if it may call.`,
        [{ type: 'allow', socket, name: who }],
      );
    case 'wrongPassword':
      return told(
        reason,
        more,
        `“${who}” called ${server.name} with a wrong password. Give the program the right one.`,
      );
    case 'unknownUser':
      return told(
        reason,
        more,
        `${server.name} knows no user “${who}”. Add a login of that name, or mend the name at the program.`,
      );
    case 'listed':
    case 'everybody':
    case 'mechanism':
      return told('not-let-in', more, `${server.name} does not let ${client.name} in.`);
  }
}

function told(code: string, values: Problem['values'], message: string, fixes: readonly Fix[] = []): Refusal {
  return { problem: { code: `handshake-${code}`, message, ...(values ? { values } : {}) }, fixes };
}

/** The one that says HELLO is the client (RFC 24, RFC 25); where nobody does, the one that binds is taken for the server. */
function serverOf(record: ConnectionRecord): WireSideName {
  const hello = record.steps.find(({ name }) => name === 'HELLO');
  return hello?.direction === 'backward' ? 'connecting' : 'binding';
}

function sideOf(end: FlowEnd, place: string, { topology, socket }: RefusalContext): Side {
  if (end.type === 'peer') return { name: place || 'ipc', socket: undefined };
  if (end.type === 'external') {
    const node = topology.nodes.find(({ id }) => id === end.node);
    return { name: node ? labelOf(node) : end.node, socket: undefined };
  }
  const found = findSocket(topology, end.key);
  const name = found ? labelOf(found.node) : end.key;
  return { name: found?.side === undefined ? name : `${name} ${found.side}`, socket: socket(end.key) };
}
