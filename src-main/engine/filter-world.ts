import { findSocket, labelOf, nodeIdOf } from '../../shared/topology/topology';
import type { EndNames, FilterWorld, FlowFacts } from '../capture/filter/world';
import type { SideInfo } from '../wire/tap';
import type { Flow, FlowEnd } from './flow';
import { identityText } from './peers';
import type { Run } from './run';

/** What a filter can ask of the cables of a run, by the names that they have at that moment. */
export function filterWorld(run: Run): FilterWorld {
  return {
    startedAt: run.startedAt,
    now: Date.now,
    flow: (id) => {
      const flow = run.flows.get(id);
      return flow && factsOf(run, flow);
    },
  };
}

function factsOf(run: Run, flow: Flow): FlowFacts {
  const { link, from, to } = flow.options;
  const connecting = endNames(run, flow, from, flow.newest?.connecting);
  const binding = endNames(run, flow, to, flow.newest?.binding);
  const outside = [from, to].find(({ type }) => type === 'peer');
  if (outside === undefined) return { link: link ?? flow.peer, peer: [], connecting, binding };
  const { names } = outside === from ? connecting : binding;
  return { link, peer: link === undefined ? names : [], connecting, binding };
}

function endNames(run: Run, flow: Flow, end: FlowEnd, side: SideInfo | undefined): EndNames {
  switch (end.type) {
    case 'socket': {
      const place = findSocket(run.topology, end.key);
      const type = place?.type ?? run.socket(end.key)?.wanted.type ?? '';
      const id = nodeIdOf(end.key);
      return { names: [...new Set([id, end.key, place ? labelOf(place.node) : id])], socketType: type };
    }
    case 'external': {
      const node = run.topology.nodes.find(({ id }) => id === end.node);
      const type = node?.kind === 'external' ? node.socket : undefined;
      const names = [end.node, ...(node ? [labelOf(node)] : [])];
      return { names: [...new Set(names)], socketType: type ?? side?.socketType ?? '' };
    }
    case 'peer': {
      const identity = identityText(side?.identity ?? new Uint8Array(0));
      const names = [flow.peer ?? '', identity].filter((name) => name !== '');
      return { names, socketType: side?.socketType ?? '' };
    }
  }
}
