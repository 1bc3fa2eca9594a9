import { basename } from 'node:path';
import type { RecordingInfo } from '../../shared/keep';
import { ok, type Result } from '../../shared/result';
import type { Topology } from '../../shared/topology/topology';
import { STOPPED, type RunStatus } from '../../shared/traffic/status';
import { openCapture, type OpenJob } from '../capture/capture-file-read';
import type { Health } from '../../shared/traffic/health';
import type { Marks } from '../../shared/traffic/marks';
import { restoreRun } from './capture-facts';
import { Pace } from './pace';
import type { Player } from './player';
import { RecordedWire } from './recorded-wire';
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
}

/** What the window is told of: a run with what is made of it, or a recording. */
export interface Shown {
  readonly run: Run | undefined;
  readonly ticker: Ticker | Player | undefined;
  readonly history: RunSeries | undefined;
}

/** Opens a capture file. Errors: those of `openCapture`, and of a run's folder. */
export async function openRecording(job: OpenJob): Promise<Result<Recording | 'canceled'>> {
  const opened = await openCapture(job);
  if (!opened.ok) return opened;
  if (opened.value === 'canceled') return ok('canceled');
  const { head, topology, run: saved, ring, whole, marks, health, wire, missing, cutOff } = opened.value;
  const folder = RunFolder.create();
  if (!folder.ok) return folder;
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
  restoreRun(run, saved);
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
  return ok({ run, topology, info, status, marks, health });
}
