import { bytesFromHex, hex } from '../../shared/bytes';
import type { Problem } from '../../shared/result';
import type { CaptureRun, SavedFlow, SavedSide } from '../capture/capture-file-schema';
import type { SideInfo, WireConnection } from '../wire/tap';
import { Flow } from './flow';
import type { Run } from './run';
import { RoutingIds } from './routing-ids';
import { statusOf } from './status';

/** What a capture file says of a run, besides its items and its topology. */
export function savedRun(run: Run): CaptureRun {
  const { links, peers } = statusOf(run, 'stopped', []);
  return {
    flows: run.flows.flows.map(savedFlow),
    links: links.map(withoutProblem),
    peers: peers.map(withoutProblem),
    routing: [...run.allRouting()].map(([router, ids]) => ({
      router,
      ids: ids.all().map(({ id, ...learned }) => ({ ...learned, id: hex(id) })),
    })),
  };
}

/** Gives a run that was recorded what its file says of it. */
export function restoreRun(run: Run, { flows, routing }: CaptureRun): void {
  for (const saved of flows) run.flows.flows[saved.id] = restoredFlow(saved);
  for (let id = 0; id < run.flows.flows.length; id++) run.flows.flows[id] ??= new Flow(id, NOWHERE);
  for (const { router, ids } of routing) {
    const restored = new RoutingIds();
    for (const { id, ...learned } of ids) restored.restore({ ...learned, id: bytesOf(id) });
    run.adoptRouting(router, restored);
  }
}

const NOWHERE = { link: undefined, observe: 'wire', from: { type: 'peer' }, to: { type: 'peer' } } as const;

function withoutProblem<Status extends { readonly problem?: Problem }>(status: Status): Omit<Status, 'problem'> {
  const { problem: _, ...rest } = status;
  return rest;
}

function savedFlow({ id, options, peer, newest }: Flow): SavedFlow {
  const { link, observe, from, to } = options;
  return {
    id,
    ...(link === undefined ? {} : { link }),
    ...(peer === undefined ? {} : { peer }),
    observe,
    from,
    to,
    ...(newest === undefined
      ? {}
      : {
          connection: {
            id: newest.id,
            remote: newest.remote,
            connecting: savedSide(newest.connecting),
            binding: savedSide(newest.binding),
          },
        }),
  };
}

function restoredFlow({ id, link, peer, observe, from, to, connection }: SavedFlow): Flow {
  const flow = new Flow(id, { link, observe, from, to });
  flow.peer = peer;
  if (connection) {
    flow.newest = {
      id: connection.id,
      flow: id,
      state: 'closed',
      remote: connection.remote,
      connecting: restoredSide(connection.connecting),
      binding: restoredSide(connection.binding),
      forward: { messages: 0, bytes: 0 },
      backward: { messages: 0, bytes: 0 },
      fault: undefined,
    } satisfies WireConnection;
  }
  return flow;
}

function savedSide({ version, mechanism, socketType, identity, properties }: SideInfo): SavedSide {
  const pairs = properties.map(([name, value]): [string, string] => [name, hex(value)]);
  return { version, mechanism, socketType, identity: hex(identity), properties: pairs };
}

function restoredSide({ identity, properties, ...side }: SavedSide): SideInfo {
  return {
    ...side,
    identity: bytesOf(identity),
    properties: properties.map(([name, value]) => [name, bytesOf(value)] as const),
  };
}

function bytesOf(digits: string): Uint8Array {
  return bytesFromHex(digits) ?? new Uint8Array(0);
}
