import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { formatDuration } from '../../shared/duration';
import type { Problem } from '../../shared/result';
import type { Topology } from '../../shared/topology/topology';
import type { RunStatus } from '../../shared/traffic/status';
import { createEngineHost, type EngineHost } from '../engine-host';
import { readTopologyFile } from '../files/topology-file';
import type { RunCommand } from './arguments';
import { networkNotes } from './network';
import { reportOf, type Report } from './report';
import { RunLog, startFailures } from './run-log';
import { tableOf } from './table';

/** What a run needs of the process that it is in. */
export interface Surroundings {
  /** The bundled engine, `worker.js`. */
  readonly workerUrl: URL;
  /** Resolves when the person, or the system, asks the run to end. */
  readonly stopAsked: Promise<void>;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes one line to standard error. */
  readonly log: (line: string) => void;
}

/** How a run ended. `clean` is false where the engine could not be brought to an end: the process has to be ended by force. */
export interface RunEnd {
  readonly exitCode: 0 | 1 | 2;
  readonly clean: boolean;
}

/** Milliseconds that the engine has for closing its sockets. */
const ENGINE_DEADLINE_MS = 5000;

/** Runs a topology file to its end and prints the report. */
export async function runTopology(command: RunCommand, surroundings: Surroundings): Promise<RunEnd> {
  const log = new RunLog(surroundings.log);
  const refused = (sentences: readonly string[]): RunEnd => {
    for (const sentence of sentences) log.say(sentence);
    return { exitCode: 2, clean: true };
  };
  const read = await readTopologyFile(command.file);
  if (!read.ok) return refused(read.error.map(({ message }) => message));
  if (command.captureTo !== undefined && (await isSameFile(command.captureTo, command.file))) {
    return refused([`--capture ${command.captureTo} is the topology file itself; name another file.`]);
  }
  const { topology } = read.value;
  for (const note of networkNotes(topology)) log.say(note);
  return runEngine(topology, command, surroundings, log);
}

/** True where writing the one would destroy the other. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const real = (file: string) => realpath(file).catch(() => path.resolve(file));
  return (await real(one)) === (await real(other));
}

async function runEngine(
  topology: Topology,
  command: RunCommand,
  surroundings: Surroundings,
  log: RunLog,
): Promise<RunEnd> {
  let crashed: (problem: Problem) => void = () => undefined;
  const crash = new Promise<Problem>((resolve) => (crashed = resolve));
  const host = createEngineHost({
    workerUrl: surroundings.workerUrl,
    batches: false,
    onStatus: (status) => log.take(status),
    onBatch: () => undefined,
    onCrash: (problem) => crashed(problem),
  });
  let exitCode: 0 | 1 = 1;
  let clean = false;
  try {
    exitCode = await runToEnd(host, topology, command, surroundings, log, crash);
  } finally {
    clean = await host.shutdown(ENGINE_DEADLINE_MS);
  }
  if (!clean)
    log.say(`The engine did not close its sockets within ${formatDuration(ENGINE_DEADLINE_MS)}; it is ended by force.`);
  return { exitCode, clean };
}

async function runToEnd(
  host: EngineHost,
  topology: Topology,
  { forMs, json, captureTo }: RunCommand,
  { stopAsked, print }: Surroundings,
  log: RunLog,
  crash: Promise<Problem>,
): Promise<0 | 1> {
  const started = await host.run(topology, captureTo === undefined ? {} : { captureTo: path.resolve(captureTo) });
  const failures = started.ok ? startFailures(host.status) : [(await Promise.race([crash, started.error])).message];
  if (failures.length > 0) {
    for (const failure of failures) log.say(failure);
    await host.stop();
    return 1;
  }
  log.say(
    `"${topology.name}" runs${forMs === undefined ? ' until it is told to stop (Ctrl-C)' : ` for ${formatDuration(forMs)}`}.`,
  );
  const fault = await endOf(forMs, stopAsked, crash);
  if (fault) {
    log.say(fault.message);
    return 1;
  }
  // Links are open before the stop; programs that came in the last moment, and the last counts, are known after it.
  const before = host.status;
  const stopped = await host.stop();
  const totals = await host.totals();
  if (!totals) {
    log.say((await crash).message);
    return 1;
  }
  const report = reportOf(topology, withNewestPeers(before, host.status), totals);
  print(json ? jsonOf(report) : tableOf(report));
  if (!stopped.ok) log.say(stopped.error.message);
  return stopped.ok ? 0 : 1;
}

/** Waits for the end of a run; gives the engine's fault where that is what ended it. */
async function endOf(
  forMs: number | undefined,
  stopAsked: Promise<void>,
  crash: Promise<Problem>,
): Promise<Problem | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    if (forMs !== undefined) timer = setTimeout(resolve, forMs);
  });
  try {
    return (await Promise.race([crash, stopAsked, timeIsUp])) ?? undefined;
  } finally {
    clearTimeout(timer);
  }
}

function withNewestPeers(before: RunStatus, after: RunStatus): RunStatus {
  return after.peers.length < before.peers.length ? before : { ...before, peers: after.peers };
}

function jsonOf(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
