import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { formatDuration } from '../../shared/duration';
import { ok, type Problem } from '../../shared/result';
import type { Credentials } from '../../shared/security/security';
import type { Topology } from '../../shared/topology/topology';
import { readTopologyFile } from '../files/topology-file';
import type { RunCommand } from './arguments';
import { networkNotes } from './network';
import { reportOf } from './report';
import { readKeysFile } from './keys-file';
import { RunLog, startFailures } from './run-log';
import { tableOf } from './table';
import { watchEngine, type WatchedEngine } from './watched-engine';

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
  const keys = command.keys === undefined ? ok({}) : await readKeysFile(command.keys);
  if (!keys.ok) return refused([keys.error]);
  const { topology } = read.value;
  for (const note of networkNotes(topology)) log.say(note);
  return runEngine(topology, keys.value, command, surroundings, log);
}

/** True where writing the one would destroy the other. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const real = (file: string) => realpath(file).catch(() => path.resolve(file));
  return (await real(one)) === (await real(other));
}

async function runEngine(
  topology: Topology,
  credentials: Credentials,
  command: RunCommand,
  surroundings: Surroundings,
  log: RunLog,
): Promise<RunEnd> {
  const engine = watchEngine(surroundings.workerUrl, log);
  engine.host.setCredentials(credentials);
  let exitCode: 0 | 1 = 1;
  let clean = false;
  try {
    exitCode = await runToEnd(engine, topology, command, surroundings, log);
  } finally {
    clean = await engine.host.shutdown(ENGINE_DEADLINE_MS);
  }
  const deadline = formatDuration(ENGINE_DEADLINE_MS);
  if (!clean) log.say(`The engine did not close its sockets within ${deadline}; it is ended by force.`);
  return { exitCode, clean };
}

async function runToEnd(
  { host, crash, statusAtStop }: WatchedEngine,
  topology: Topology,
  { forMs, json, captureTo }: RunCommand,
  { stopAsked, print }: Surroundings,
  log: RunLog,
): Promise<0 | 1> {
  const failed = (...sentences: readonly string[]): 1 => {
    for (const sentence of sentences) log.say(sentence);
    return 1;
  };
  const started = await host.run(topology, captureTo === undefined ? {} : { captureTo: path.resolve(captureTo) });
  if (!started.ok) {
    // An engine that is gone says so in general; its crash says why.
    const problem = await Promise.race([crash, Promise.resolve(started.error)]);
    return failed(problem.message);
  }
  const failures = startFailures(host.status);
  if (failures.length > 0) return failed(...failures);

  const until = forMs === undefined ? 'until it is told to stop (Ctrl-C)' : `for ${formatDuration(forMs)}`;
  log.say(`"${topology.name}" runs ${until}.`);
  const fault = await endOf(forMs, stopAsked, crash);
  if (fault) return failed(fault.message);

  const stopped = await host.stop();
  const totals = await host.totals();
  if (!totals) return failed((await crash).message);
  const report = reportOf(topology, statusAtStop(), totals);
  print(json ? `${JSON.stringify(report, undefined, 2)}\n` : tableOf(report));
  const { written = 0, lost = 0 } = totals.captureFile ?? {};
  if (lost > 0) {
    log.say(
      `${captureTo ?? ''} has ${written} items and lacks ${lost}: they left the capture before they could be written.`,
    );
  }
  return stopped.ok ? 0 : failed(stopped.error.message);
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
