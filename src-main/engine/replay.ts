import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplayEdit, ReplayReport, ReplayRequest } from '../../shared/keep';
import type { Problem } from '../../shared/result';
import { compileFrames } from '../../shared/template';
import { findSocket, type SocketKey } from '../../shared/topology/topology';
import { asBuffer } from './behaviors/messages';
import { notOpen } from './errors';
import type { LiveSocket } from './live-socket';
import { framesFor, type ReplayItem, type ReplaySource } from './replay-items';
import type { Run } from './run';
import { StopSignal } from './stop-signal';
import type { Frames } from './zmq-socket';

export interface ReplayJob extends Omit<ReplayRequest, 'items'> {
  /** Whose sockets they are sent from. */
  readonly run: Run;
  readonly items: ReplaySource;
  readonly signal: AbortSignal;
  onProgress(progress: number, done: number): void;
}

/** How long a message waits for its turn: for the reply to a REQ's last request, for a peer that takes messages. */
const PATIENCE_MS = 10_000;
/** How long the reply to the last request is waited for. */
const LAST_REPLY_MS = 1000;
const LOOK_MS = 5;
/** So many messages are sent without a pause. */
const BURST = 64;
/** A socket refuses these for now only. */
const PASSING = new Set(['EFSM-REQ', 'EFSM-REP']);
/** Messages of one socket that wait to be sent at once. */
const MOST_WAITING = 100;

/**
 * Sends captured messages again from sockets of the run, as far apart as they were or nearer. A message goes out as its
 * program gave it to its socket; sockets add and take away what they always do. One at a time: a message that its socket
 * may not send yet holds all that follow, ten seconds at the most.
 */
export async function replay({
  run,
  items,
  target,
  speed,
  edits,
  signal,
  onProgress,
}: ReplayJob): Promise<ReplayReport> {
  const edited = new Map(edits.map((edit) => [edit.seq, edit]));
  const counts = { sent: 0, skipped: 0 };
  const end = (problem?: Problem): ReplayReport => ({
    ...counts,
    lost: items.lost,
    stopped: signal.aborted,
    ...(problem ? { problem } : {}),
  });
  const pace = new PaceOf(speed);
  let last: SocketKey | undefined;
  try {
    while (!signal.aborted) {
      const item = items.next();
      if (item === 'end') break;
      if (item === 'later') {
        await sleep(1);
        continue;
      }
      const edit = item === 'skip' ? undefined : edited.get(item.seq);
      if (edit?.leaveOut === true) continue;
      const message = item === 'skip' ? undefined : prepared(run, item, target, edit);
      if (item === 'skip' || !message) {
        counts.skipped++;
        continue;
      }
      await pause(pace.wait(item.t), signal);
      if (signal.aborted) break;
      const offered = await offer(run, message, signal);
      if (offered === 'stopped') break;
      if (offered !== 'sent') return end(offered);
      counts.sent++;
      last = message.key;
      onProgress(items.progress, counts.sent);
      if (counts.sent % BURST === 0) await sleep(0);
    }
  } finally {
    items.close();
  }
  const socket = last === undefined ? undefined : run.socket(last);
  if (socket) await takeReply(socket, LAST_REPLY_MS, signal);
  return end();
}

interface Prepared {
  readonly key: SocketKey;
  readonly frames: Frames;
}

/** Keeps the distances that messages had, divided by the speed; 0 is as fast as can be. */
class PaceOf {
  private readonly began = performance.now();
  private first: number | undefined;

  constructor(private readonly speed: number) {}

  /** Milliseconds until a message of this second is due. */
  wait(t: number): number {
    this.first ??= t;
    if (this.speed === 0) return 0;
    return this.began + ((t - this.first) * 1000) / this.speed - performance.now();
  }
}

/** What is to be sent from where; `undefined` for what cannot be sent again, or is left out. */
function prepared(
  run: Run,
  item: ReplayItem,
  target: SocketKey | undefined,
  edit: ReplayEdit | undefined,
): Prepared | undefined {
  const key = edit?.target ?? target ?? item.key;
  if (key === undefined) return undefined;
  if (edit?.frames) {
    const values = { seq: item.seq, time: Date.now(), node: key, random: Math.random };
    return { key, frames: compileFrames(edit.frames)(values).map(asBuffer) };
  }
  const type = run.socket(key)?.wanted.type ?? findSocket(run.topology, key)?.type;
  // Of a socket that there is not, nothing is known: trying to send from it says so.
  const frames = type === undefined ? [] : framesFor(item, type);
  return frames && { key, frames: frames.map((bytes) => Buffer.from(bytes)) };
}

/** Sends when the socket may; gives why it was not sent where it may not after all. */
async function offer(run: Run, { key, frames }: Prepared, signal: AbortSignal): Promise<'sent' | 'stopped' | Problem> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const socket = run.socket(key);
    if (!socket) return notOpen(key);
    if (signal.aborted) return 'stopped';
    const late = performance.now() > until;
    // Asking a full outbox would count as a message dropped.
    if (late || socket.io.queued < MOST_WAITING) {
      const sent = socket.io.sendByHand(frames);
      if (sent.ok) return 'sent';
      if (late || !PASSING.has(sent.error.code)) return sent.error;
    }
    if (!(await takeReply(socket, until - performance.now(), signal))) await pause(LOOK_MS, signal);
  }
}

/** Takes the reply that a REQ has to have before its next request, where no behavior does; false where it has none to take. */
async function takeReply(socket: LiveSocket, ms: number, signal: AbortSignal): Promise<boolean> {
  const { io } = socket;
  if (!io.mustReceive || io.waitsForMessage || ms <= 0) return false;
  const stop = new StopSignal();
  const onAbort = () => stop.stop();
  signal.addEventListener('abort', onAbort, { once: true });
  await io.receive(stop, ms);
  signal.removeEventListener('abort', onAbort);
  return true;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // Stopped by hand.
  }
}
