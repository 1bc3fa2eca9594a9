import type { JsonlTotals } from '../capture/jsonl';
import type { RunTotals } from './protocol';
import type { Run } from './run';

/**
 * The exact counts of a run.
 * @param lost items that are in no file either, where one is written
 */
export function totalsOf(run: Run | undefined, lost: number | undefined, exported: JsonlTotals | undefined): RunTotals {
  return {
    durationMs: Math.round((run?.now() ?? 0) * 1000),
    sockets: [...(run?.sockets.values() ?? [])].map(({ wanted, io }) => ({
      key: wanted.key,
      sent: io.sent,
      received: io.received,
    })),
    flows: (run?.flows.flows ?? []).map((flow) => ({
      flow: flow.id,
      forward: { messages: flow.messages('forward'), bytes: flow.bytes('forward') },
      backward: { messages: flow.messages('backward'), bytes: flow.bytes('backward') },
    })),
    capture: { messages: (run?.ring.nextSeq ?? 1) - 1, dropped: lost ?? run?.ring.dropped ?? 0 },
    ...(exported ? { captureFile: exported } : {}),
  };
}
