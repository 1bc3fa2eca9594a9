import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Topology } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { flowNames, type FlowName } from '../../shared/traffic/flow-names';
import type { RunStatus } from '../../shared/traffic/status';
import { useDocument } from '../stores/document';
import { useHealth } from '../stores/health';
import { useRuntime } from '../stores/runtime';
import { peerLabel } from '../ui/peer-label';

/** Names of the run's flows. Those of links and programs that are gone are kept until the next run. */
export function useFlowNames(): ReadonlyMap<FlowId, FlowName> {
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  // A report comes four times a second, and a socket or cable is in it once for each cause.
  const owned = useHealth(({ losses }) => losses.ownFlows.length + losses.rows.length);
  const { language } = useTranslation().i18n;
  const known = useRef<Known>(undefined);
  const last = known.current;
  if (last?.topology === topology && last.status === status && last.owned === owned && last.language === language)
    return last.names;
  // A stopped engine tells of no run, and what it captured is still shown.
  const startedAt = status.startedAt === 0 ? (last?.startedAt ?? 0) : status.startedAt;
  const before = last?.startedAt === startedAt ? last.names : new Map<FlowId, FlowName>();
  const names = flowNames(before, topology, status, peerLabel, useHealth.getState().losses);
  known.current = { startedAt, topology, status, owned, language, names };
  return names;
}

interface Known {
  readonly startedAt: number;
  readonly topology: Topology;
  readonly status: RunStatus;
  readonly owned: number;
  readonly language: string;
  readonly names: ReadonlyMap<FlowId, FlowName>;
}
