import type { Problem } from '../../shared/result';
import type { RunStatus } from '../../shared/traffic/status';
import { createEngineHost } from '../engine-host';
import type { EngineHost } from '../engine-host-contract';
import type { RunLog } from './run-log';

/** An engine of which is told what it does, and remembered what a report needs. */
export interface WatchedEngine {
  readonly host: EngineHost;
  /** The engine ended by a fault of its own. */
  readonly crash: Promise<Problem>;
  /** The status as it was before a stop began to close what was open, with the programs that had come until its end. */
  statusAtStop(): RunStatus;
}

export function watchEngine(workerUrl: URL, log: RunLog): WatchedEngine {
  let crashed: (problem: Problem) => void = () => undefined;
  const crash = new Promise<Problem>((resolve) => (crashed = resolve));
  let stopping: RunStatus | undefined;
  const host = createEngineHost({
    workerUrl,
    batches: false,
    onStatus: (status) => {
      // What closes and leaves because of the stop is no news.
      if (status.state === 'starting' || status.state === 'running') log.take(status);
      else if (status.state === 'stopping') stopping ??= status;
    },
    onBatch: () => undefined,
    onCrash: crashed,
  });
  return {
    host,
    crash,
    statusAtStop: () => {
      const { status } = host;
      const before = stopping ?? status;
      return status.peers.length < before.peers.length ? before : { ...before, peers: status.peers };
    },
  };
}
