import { useRef } from 'react';
import type { FlowId } from '../../shared/traffic/flow';
import { flowNames, type FlowName } from '../../shared/traffic/flow-names';
import { useDocument } from '../stores/document';
import { useHealth } from '../stores/health';
import { useRuntime } from '../stores/runtime';
import { peerLabel } from '../ui/peer-label';

/** Names of the run's flows. Those of links and programs that are gone are kept until the next run. */
export function useFlowNames(): ReadonlyMap<FlowId, FlowName> {
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  const own = useHealth((health) => health.losses.ownFlows);
  // A report comes four times a second, and a socket gets a flow of its own once.
  const owned = own.length;
  const known = useRef({
    startedAt: 0,
    topology,
    status,
    owned,
    names: flowNames(new Map(), topology, status, peerLabel, own),
  });
  if (known.current.topology !== topology || known.current.status !== status || known.current.owned !== owned) {
    // A stopped engine tells of no run, and what it captured is still shown.
    const startedAt = status.startedAt === 0 ? known.current.startedAt : status.startedAt;
    const before = startedAt === known.current.startedAt ? known.current.names : new Map<FlowId, FlowName>();
    known.current = {
      startedAt,
      topology,
      status,
      owned,
      names: flowNames(before, topology, status, peerLabel, own),
    };
  }
  return known.current.names;
}
