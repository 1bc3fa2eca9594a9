import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../../lib/run.mjs';
import { SaidFailure } from '../../lib/say.mjs';
import { ensureSystemPackages } from '../../lib/system-packages.mjs';
import { freePort } from './engine-worker.mjs';

/** Nothing that is started here runs longer, in milliseconds. */
const LIMIT_MS = 60_000;

/** @typedef {'direct' | 'counts' | 'capture'} Way how the two programs are connected */
/** @typedef {{ rate: number, sent: number, received: number, counted: number | undefined }} Run */

/**
 * Compiles the two C programs, installing what that takes where this may be done without asking.
 * @param {string} root
 * @returns {Promise<{ push: string, pull: string }>} the programs
 */
export async function compilePair(root) {
  const compiles = async () =>
    (await run('sh', ['-c', 'echo "#include <zmq.h>" | cc -E -'], { limit: LIMIT_MS })).code === 0;
  const missing = await ensureSystemPackages('the programs in C that the relay is measured with', [
    { name: 'a C compiler with libzmq', packages: ['libzmq3-dev'], present: compiles },
    { name: 'a C compiler', packages: ['gcc'], present: compiles },
  ]);
  if (missing !== undefined) throw new SaidFailure(missing);
  const out = path.join(root, 'out', 'bench');
  await mkdir(out, { recursive: true });
  const programs = { push: path.join(out, 'push'), pull: path.join(out, 'pull') };
  for (const [name, program] of Object.entries(programs)) {
    const source = path.join(root, 'scripts', 'bench', 'relay-c', `${name}.c`);
    const { code, output } = await run('cc', ['-O2', '-o', program, source, '-lzmq'], { limit: LIMIT_MS });
    if (code !== 0) throw new SaidFailure(`${source} could not be compiled:\n${output}`);
  }
  return programs;
}

/**
 * Lets PUSH send to PULL as fast as it can.
 * @param {{ push: string, pull: string, relay: string }} programs
 * @param {Way} way
 * @param {{ bytes: number, warmUp: number, window: number }} load bytes of a message; seconds
 * @returns {Promise<Run>} messages per second at the receiver, and how many there were in all
 */
export async function runPair(programs, way, { bytes, warmUp, window }) {
  const bound = `tcp://127.0.0.1:${await freePort()}`;
  const relay =
    way === 'direct' ? undefined : start(process.execPath, [programs.relay, 'tcp://127.0.0.1:*', bound, way]);
  const pull = start(programs.pull, [bound, String(warmUp), String(window)]);
  const push = start(programs.push, [relay ? await relay.line() : bound, String(bytes), String(warmUp + window + 0.3)]);
  const [sent, [rate, received]] = await Promise.all([
    push.line().then(Number),
    pull.line().then((line) => line.split(' ').map(Number)),
  ]);
  relay?.child.stdin.end();
  const counted = relay ? Number(await relay.line()) : undefined;
  await Promise.all([push.exited, pull.exited, relay?.exited]);
  return { rate: rate ?? NaN, sent, received: received ?? NaN, counted };
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function start(program, args) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], timeout: LIMIT_MS });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    exited: new Promise((resolve) => child.once('exit', resolve)),
    /** @returns {Promise<string>} its next line of output */
    line: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${path.basename(program)} ended without a word`);
      return value;
    },
  };
}
