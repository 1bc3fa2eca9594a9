import fc from 'fast-check';
import { fittingBehaviors } from '../zmq/behavior-fit';
import { canTalk, isExclusive, SOCKET_TYPES, type SocketType } from '../zmq/socket-types';
import { transportFacts } from '../zmq/transports';
import { DEVICE_TYPES, FORMAT } from '../topology/schema';
import { socketsOf, type Behavior, type Link, type Topology, type TopologyNode } from '../topology/topology';

const behaviors: Readonly<Record<Behavior['type'], Behavior>> = {
  manual: { type: 'manual' },
  generate: { type: 'generate', every: '100ms', count: 3, frames: ['{{seq}}'] },
  request: { type: 'request', every: '1s', frames: ['Hello'] },
  reply: { type: 'reply', echo: true },
  sink: { type: 'sink', delay: 5 },
  subscribe: { type: 'subscribe', topics: ['weather'] },
  join: { type: 'join', groups: ['weather'] },
};

const position = fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) });

const socketNode = (id: string): fc.Arbitrary<TopologyNode> =>
  fc.constantFrom(...SOCKET_TYPES).chain((socket) =>
    fc.record({
      id: fc.constant(id),
      kind: fc.constant('socket' as const),
      socket: fc.constant(socket),
      label: fc.constantFrom('one', 'two'),
      position,
      bind: fc.subarray(bindsOf(socket, id)),
      options: fc.constantFrom({}, { linger: 0 }, { linger: 100 }),
      behavior: fc.constantFrom(...fittingBehaviors(socket).map((type) => shaped(socket, behaviors[type]))),
    }),
  );

function bindsOf(socket: SocketType, id: string): string[] {
  const endpoints = { tcp: `tcp://127.0.0.1:${7000 + Number(id.slice(1))}`, inproc: `inproc://${id}` };
  return (['tcp', 'inproc'] as const)
    .filter((transport) => transportFacts(transport).sockets.includes(socket))
    .map((transport) => endpoints[transport]);
}

/** A RADIO and a DGRAM say in a first frame where their messages go. */
function shaped(socket: SocketType, behavior: Behavior): Behavior {
  const addressed = socket === 'RADIO' || socket === 'DGRAM';
  return addressed && behavior.type === 'generate' ? { ...behavior, frames: ['weather', '{{seq}}'] } : behavior;
}

const deviceNode = (id: string): fc.Arbitrary<TopologyNode> =>
  fc.record({
    id: fc.constant(id),
    kind: fc.constant('device' as const),
    device: fc.constantFrom(...DEVICE_TYPES),
    position,
    frontend: fc.constantFrom({}, { bind: [`inproc://${id}-front`] }),
    backend: fc.constant({}),
  });

/** Topologies that `checkTopology` has nothing against: up to eight nodes with every legal link among them possible. */
export const arbitraryTopology: fc.Arbitrary<Topology> = fc
  .integer({ min: 0, max: 8 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.option(fc.oneof({ weight: 4, arbitrary: socketNode(`n${index}`) }, deviceNode(`n${index}`)), {
          nil: undefined,
        }),
      ),
    ),
  )
  .chain((slots) => {
    const nodes = slots.filter((node) => node !== undefined);
    const legal = legalLinks(nodes);
    return fc.subarray(legal).map((links): Topology => {
      const used = new Set<string>();
      const kept = links.filter((link) => takesOne(nodes, link, used));
      return { format: FORMAT, name: 'any', nodes, links: kept };
    });
  });

function legalLinks(nodes: readonly TopologyNode[]): Link[] {
  const places = nodes.flatMap((node) => socketsOf(node));
  return places.flatMap((from) =>
    places
      .filter((to) => from.key !== to.key && canTalk(from.type, to.type))
      .map((to, index): Link => ({
        id: `${from.key}-${to.key}`.replaceAll('.', '_'),
        from: from.key,
        to: to.key,
        transport: index % 2 === 0 || from.type === 'STREAM' ? 'tcp' : 'inproc',
      })),
  );
}

function takesOne(nodes: readonly TopologyNode[], link: Link, used: Set<string>): boolean {
  const exclusive = [link.from, link.to].filter((key) =>
    nodes.some((node) => node.id === key && node.kind === 'socket' && isExclusive(node.socket)),
  );
  if (exclusive.some((key) => used.has(key))) return false;
  for (const key of exclusive) used.add(key);
  return true;
}
