import type { LadderStep, WireTotal } from '../../shared/wire/ladder';
import type { Ladder } from './use-ladder';

/** Silence of so many seconds is shown as a gap. */
const GAP_S = 1;

/** A line of the ladder. */
export type LadderRow =
  | { readonly type: 'step'; readonly key: string; readonly step: LadderStep }
  | MessagesRow
  | { readonly type: 'heartbeats'; readonly key: string; readonly steps: readonly LadderStep[] }
  | { readonly type: 'gap'; readonly key: string; readonly seconds: number }
  | { readonly type: 'passed'; readonly key: string; readonly count: number };

/** Messages that went between two steps, or since the last one. */
export interface MessagesRow {
  readonly type: 'messages';
  readonly key: string;
  readonly t: number;
  readonly forward: WireTotal;
  readonly backward: WireTotal;
  /** Their seqs in the capture lie in `[from, to)`; 0 and 0 where the capture was emptied since. */
  readonly from: number;
  readonly to: number;
}

/**
 * The lines of a ladder: its steps, and in between the messages, runs of heartbeats as one line, silences, and what was
 * not kept.
 * @param opened keys of heartbeat runs that are shown step by step
 */
export function ladderRows({ connection, steps, seq }: Ladder, opened: ReadonlySet<string>): LadderRow[] {
  const rows: LadderRow[] = [];
  let before: LadderStep | undefined;
  let beats: LadderStep[] = [];
  const endBeats = () => {
    const [first] = beats;
    if (!first) return;
    const key = `beats ${first.index}`;
    // A single PING with its PONG is shown as it is.
    if (beats.length > 2) rows.push({ type: 'heartbeats', key, steps: beats });
    if (beats.length <= 2 || opened.has(key)) rows.push(...beats.map(stepRow));
    beats = [];
  };
  for (const step of steps) {
    const between = before && messagesBetween(before, step, step.seq);
    const passed = before ? step.index - before.index - 1 : 0;
    const beat = isHeartbeat(step);
    if (!beat || between || passed > 0) endBeats();
    if (passed > 0) rows.push({ type: 'passed', key: `passed ${step.index}`, count: passed });
    if (between) rows.push(between);
    else if (before && !beat && !isHeartbeat(before) && step.t - before.t >= GAP_S) {
      rows.push({ type: 'gap', key: `gap ${step.index}`, seconds: step.t - before.t });
    }
    if (beat) beats.push(step);
    else rows.push(stepRow(step));
    before = step;
  }
  endBeats();
  const since = before && messagesBetween(before, connection, seq);
  if (since) rows.push(since);
  return rows;
}

function stepRow(step: LadderStep): LadderRow {
  return { type: 'step', key: `step ${step.index}`, step };
}

function isHeartbeat({ type, name }: LadderStep): boolean {
  return type === 'command' && (name === 'PING' || name === 'PONG');
}

type Totals = { readonly forward: WireTotal; readonly backward: WireTotal };

function messagesBetween(before: LadderStep, after: Totals, seq: number): MessagesRow | undefined {
  const forward = difference(before.forward, after.forward);
  const backward = difference(before.backward, after.backward);
  if (forward.messages + backward.messages === 0) return undefined;
  const known = before.seq > 0 && seq > 0;
  return {
    type: 'messages',
    key: `messages ${before.index}`,
    t: before.t,
    forward,
    backward,
    from: known ? before.seq : 0,
    to: known ? seq : 0,
  };
}

function difference(before: WireTotal, after: WireTotal): WireTotal {
  return { messages: after.messages - before.messages, bytes: after.bytes - before.bytes };
}
