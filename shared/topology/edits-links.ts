import { fail, ok, type Problem, type Result } from '../result';
import { formatEndpoint, parseEndpoint } from '../zmq/endpoint';
import { cannotTalk } from '../zmq/legal';
import { canTalk, isExclusive, sensibleBinder } from '../zmq/socket-types';
import { transportFacts, type Transport } from '../zmq/transports';
import { changeLink, changeNode } from './edits-nodes';
import { boundEndpoints, freePort } from './free-endpoints';
import { freeLinkId } from './ids';
import { findSocket, transportOf, type Link, type SocketKey, type SocketPlace, type Topology } from './topology';

/** Why no link can be laid between two sockets, or `undefined` where it can. */
export function linkRefusal(topology: Topology, one: SocketKey, other: SocketKey): Problem | undefined {
  const from = findSocket(topology, one);
  const to = findSocket(topology, other);
  if (!from || !to) return { code: 'missing-end', message: 'One of the two sockets is no longer there.' };
  if (from.key === to.key) return { code: 'self-link', message: 'A socket cannot be linked to itself.' };
  if (!canTalk(from.type, to.type)) {
    const { code, message, values } = cannotTalk(from.type, to.type);
    return { code, message: `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}.`, values };
  }
  if (from.node.kind === 'external' && to.node.kind === 'external') {
    return {
      code: 'both-external',
      message: 'Two programs outside cannot be linked here: one end must be a socket of the app.',
    };
  }
  const taken = [from, to].find((place) => isExclusive(place.type) && linksOf(topology, place.key).length > 0);
  if (taken) {
    const message = `The ${taken.type} "${taken.key}" has a link already, and takes one peer only.`;
    return { code: 'exclusive', message, values: { key: taken.key, socket: taken.type } };
  }
  return undefined;
}

/**
 * Lays a link between two sockets. The one whose type is the stabler end binds; with a program outside, the program's own
 * endpoint is dialed where it has one, and otherwise it gets one to connect to.
 */
export function connectSockets(
  topology: Topology,
  one: SocketKey,
  other: SocketKey,
): Result<{ readonly topology: Topology; readonly id: string }> {
  const refusal = linkRefusal(topology, one, other);
  const first = findSocket(topology, one);
  const second = findSocket(topology, other);
  if (refusal || !first || !second) return fail(refusal ?? { code: 'missing-end', message: 'The socket is gone.' });
  const [from, to] = ends(first, second);
  const id = freeLinkId(topology);
  const link = withProgramEndpoint(topology, { id, from: from.key, to: to.key, transport: 'tcp' });
  return ok({ topology: { ...topology, links: [...topology.links, link] }, id });
}

/** Swaps which side of a link binds. A program outside that is to listen then gets the link's endpoint as its own. */
export function flipLink(topology: Topology, id: string): Topology {
  const link = topology.links.find((candidate) => candidate.id === id);
  if (!link) return topology;
  const flipped: Link = { ...link, from: link.to, to: link.from };
  const listener = findSocket(topology, flipped.to);
  if (listener?.node.kind !== 'external') {
    const next = withProgramEndpoint(topology, flipped);
    return changeLink(topology, id, () => next);
  }
  const { endpoint, ...rest } = flipped;
  const dialed = listener.node.bind?.[0] ?? dialable(endpoint) ?? freeEndpoint(topology);
  const given = changeNode(topology, listener.node.id, (node) =>
    node.kind === 'external' && (node.bind ?? []).length === 0 ? { ...node, bind: [dialed] } : node,
  );
  const parsed = parseEndpoint(dialed, 'connect');
  return changeLink(given, id, () => ({ ...rest, transport: parsed.ok ? parsed.value.transport : 'tcp' }));
}

/**
 * The link carried by another transport. A given endpoint belongs to one transport, so it gets another by itself; over udp
 * the RADIO connects (`zmq_udp(7)`).
 */
export function setTransport(topology: Topology, id: string, transport: Transport): Topology {
  const link = topology.links.find((candidate) => candidate.id === id);
  if (!link || transport === transportOf(link)) return topology;
  const { endpoint: _endpoint, observe, ...rest } = link;
  const turned = transport === 'udp' && findSocket(topology, link.to)?.type === 'RADIO';
  const ends = turned ? { from: link.to, to: link.from } : {};
  const kept = observe !== undefined && transportFacts(transport).relayed ? { observe } : {};
  return changeLink(topology, id, () => ({ ...rest, ...kept, ...ends, transport }));
}

/** The links that end at a socket. */
export function linksOf(topology: Topology, key: SocketKey): readonly Link[] {
  return topology.links.filter((link) => link.from === key || link.to === key);
}

function ends(one: SocketPlace, other: SocketPlace): readonly [from: SocketPlace, to: SocketPlace] {
  const program = one.node.kind === 'external' ? one : other.node.kind === 'external' ? other : undefined;
  if (program) {
    const socket = program === one ? other : one;
    const listens = program.node.kind === 'external' && (program.node.bind ?? []).length > 0;
    return listens ? [socket, program] : [program, socket];
  }
  return sensibleBinder(one.type, other.type) === 'one' ? [other, one] : [one, other];
}

/** Gives a link with a program outside what it needs: an endpoint to connect to, and the transport of the program's own. */
function withProgramEndpoint(topology: Topology, link: Link): Link {
  const from = findSocket(topology, link.from)?.node;
  const to = findSocket(topology, link.to)?.node;
  if (to?.kind === 'external') {
    const parsed = parseEndpoint(to.bind?.[0] ?? '', 'connect');
    return parsed.ok ? { ...link, transport: parsed.value.transport } : link;
  }
  if (from?.kind !== 'external' || link.endpoint !== undefined) return link;
  return { ...link, transport: 'tcp', endpoint: freeEndpoint(topology) };
}

/** The endpoint as a program on this machine connects to it; `undefined` where it names no certain one. */
function dialable(bound: string | undefined): string | undefined {
  const parsed = parseEndpoint(bound ?? '', 'bind');
  if (!parsed.ok) return undefined;
  const endpoint = parsed.value;
  const local = endpoint.transport === 'tcp' && endpoint.host === '*' ? { ...endpoint, host: '127.0.0.1' } : endpoint;
  const text = formatEndpoint(local);
  return parseEndpoint(text, 'connect').ok ? text : undefined;
}

function freeEndpoint(topology: Topology): string {
  return `tcp://127.0.0.1:${freePort(boundEndpoints(topology))}`;
}
