import type { FlowId } from '../../shared/traffic/flow';
import type { ExportContext, ExportEnd, ExportFlow } from '../capture/export-format';
import type { SideInfo } from '../wire/tap';
import type { Flow, FlowEnd } from './flow';
import { endOf } from './item-detail';
import type { Run } from './run';

const NOTHING_KNOWN: SideInfo = {
  version: '',
  mechanism: '',
  socketType: '',
  identity: new Uint8Array(0),
  properties: [],
};

/** What exported files say of a run. Each flow is looked up once: what it is called does not change from line to line. */
export function exportContext(run: Run): ExportContext {
  const known = new Map<Flow, ExportFlow>();
  return {
    startedAt: run.startedAt,
    flowOf: (id) => {
      const flow = run.flows.get(id);
      if (!flow) return unknownFlow(id);
      const found = known.get(flow) ?? describe(run, flow);
      known.set(flow, found);
      return found;
    },
  };
}

function describe(run: Run, flow: Flow): ExportFlow {
  const { link, observe, from, to } = flow.options;
  return {
    link: link ?? null,
    peer: flow.peer ?? null,
    observed: observe,
    connecting: exportEnd(run, flow, from, flow.newest?.connecting),
    binding: exportEnd(run, flow, to, flow.newest?.binding),
    endpoint: endpointOf(run, flow),
  };
}

function exportEnd(run: Run, flow: Flow, end: FlowEnd, side: SideInfo | undefined): ExportEnd {
  const { name, socketType } = endOf(run, flow, end, side);
  const key = end.type === 'socket' ? end.key : end.type === 'external' ? end.node : (flow.peer ?? `flow${flow.id}`);
  // Where no wire told it, the document knows the type.
  const known = side ?? NOTHING_KNOWN;
  return { key, name, side: known.socketType === '' ? { ...known, socketType: socketType ?? '' } : known };
}

function endpointOf(run: Run, flow: Flow): string {
  const { link } = flow.options;
  if (link === undefined) return run.peers.status().find((peer) => peer.flow === flow.id)?.endpoint ?? '';
  const live = run.links.get(link)?.status().endpoint ?? '';
  return live === '' ? (run.topology.links.find(({ id }) => id === link)?.endpoint ?? '') : live;
}

function unknownFlow(id: FlowId): ExportFlow {
  const end = { key: `flow${id}`, name: '?', side: NOTHING_KNOWN };
  return { link: null, peer: null, observed: 'wire', connecting: end, binding: end, endpoint: '' };
}
