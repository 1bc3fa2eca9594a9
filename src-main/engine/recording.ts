import { basename } from 'node:path';
import type { RecordingInfo } from '../../shared/keep';
import { ok, type Result } from '../../shared/result';
import type { Topology } from '../../shared/topology/topology';
import { STOPPED, type RunStatus } from '../../shared/traffic/status';
import type { SavedCurves } from '../capture/capture-file-curves';
import { loadPairs } from '../capture/capture-file-pairs';
import { openCapture, type OpenJob } from '../capture/capture-file-read';
import type { FileItems } from '../capture/stored/file-items';
import type { Health } from '../../shared/traffic/health';
import type { Marks } from '../../shared/traffic/marks';
import { restoreRun } from './capture-facts';
import { Pace } from './pace';
import { Player, type PlayerOptions } from './player';
import { RecordedWire } from './recorded-wire';
import { recordedSeries, untoldSeries } from './series/recorded-series';
import { restoredSeries } from './series/saved-series';
import { Run } from './run';
import { RunFolder } from './run-folder';
import type { RunSeries } from './series/run-series';
import type { Ticker } from './ticker';

/** A capture that was opened from a file, as a run of which nothing is open. */
export interface Recording {
  readonly run: Run;
  readonly topology: Topology;
  readonly info: RecordingInfo;
  readonly status: RunStatus;
  readonly marks: Marks;
  readonly health: Health;
  /** The whole file, where it is larger than the memory; to be closed. */
  readonly stored: FileItems | undefined;
  /** What was counted before what is in memory, in the layout of a batch's flows. */
  readonly before: Float64Array;
  readonly curves: SavedCurves;
}

/** What the window is told of: a run with what is made of it, or a recording. */
export interface Shown {
  readonly run: Run | undefined;
  readonly ticker: Ticker | Player | undefined;
  readonly history: RunSeries | undefined;
}

/** A recording with what plays it, and what charts are made of. */
export function playing(
  { run, info, topology, before: counted, curves }: Recording,
  options: Pick<PlayerOptions, 'generation' | 'send' | 'view'>,
): Shown & { readonly ticker: Player } {
  const history =
    restoredSeries(curves, topology, () => untoldSeries(run, options.generation)) ??
    recordedSeries(run, options.generation, info.part?.to ?? info.to);
  return { run, ticker: new Player({ run, info, counted, ...options }), history };
}

/** A recording that is another part of the file that is shown: it goes on with what is open of that. Undefined for another file. */
export async function nextPart(shown: Recording | undefined, next: Recording): Promise<Recording | undefined> {
  const { stored, info } = shown ?? {};
  if (!stored || !next.stored || info?.path !== next.info.path || info.savedAt !== next.info.savedAt) return undefined;
  await next.stored.close();
  next.run.stored = stored;
  return { ...next, stored };
}

/** Opens a capture file. Errors: those of `openCapture`, and of a run's folder. */
export async function openRecording(job: OpenJob): Promise<Result<Recording | 'canceled'>> {
  const opened = await openCapture(job);
  if (!opened.ok) return opened;
  if (opened.value === 'canceled') return ok('canceled');
  const {
    head,
    topology,
    run: saved,
    ring,
    pairs,
    stored,
    before,
    whole,
    marks,
    health,
    wire,
    missing,
    cutOff,
    curves,
  } = opened.value;
  const folder = RunFolder.create();
  if (!folder.ok) {
    await stored?.close();
    return folder;
  }
  // Nothing of a recorded run listens anywhere.
  folder.value.remove();
  const run = new Run(
    topology,
    folder.value,
    new Pace(),
    () => undefined,
    () => ({}),
    undefined,
    { startedAt: head.startedAt, ring, wire: new RecordedWire(wire) },
  );
  run.stored = stored;
  restoreRun(run, saved);
  // What the file knows counts for more than what can be put together of a part.
  run.tracing.advance();
  for (const piece of pairs) loadPairs(ring, piece);
  const { firstSeq, nextSeq } = ring;
  const items = nextSeq - firstSeq;
  const from = whole.items > 0 && missing > 0 ? whole.from : 0;
  const to = Math.max(head.duration, whole.to);
  const part = {
    from: whole.first ? from : ring.timeOf(firstSeq),
    to: whole.last ? to : ring.timeOf(nextSeq - 1),
    items,
  };
  const info: RecordingInfo = {
    name: head.name === '' ? basename(job.path) : head.name,
    path: job.path,
    startedAt: head.startedAt,
    savedAt: head.savedAt,
    from,
    to,
    items: whole.items,
    ...(whole.first && whole.last ? {} : { part }),
    missing,
    cutOff,
  };
  const status: RunStatus = {
    ...STOPPED,
    startedAt: head.startedAt,
    links: saved.links,
    // On the canvas are those that were there in the run, also where they had left when it was saved.
    peers: saved.peers.map((peer) => ({ ...peer, connected: true })),
    recording: info,
  };
  return ok({ run, topology, info, status, marks, health, stored, before, curves });
}
