import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { benchTable } from './lib/bench-table.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { withTestDisplay } from './lib/e2e.mjs';
import { setUpElectron } from './lib/electron-setup.mjs';
import { machineFacts } from './lib/machine-facts.mjs';
import { root } from './lib/root.mjs';
import { SaidFailure, runScript, say, secondsSince } from './lib/say.mjs';

/**
 * A benchmark, the default export of a module in scripts/bench/. Each measures its baseline in the same run.
 * @typedef {(place: { root: string, log: (sentence: string) => void }) =>
 *   Promise<{ title: string, rows: import('./lib/bench-table.mjs').BenchRow[] }>} Benchmark
 */

const folder = path.join(root, 'scripts', 'bench');

// npm run bench [-- NAME …]: measures, prints a table on standard error and all figures as JSON on standard output, and
// keeps them in bench-results/latest.json. Ends with 1 where a benchmark could not be made.
await runScript(async () => {
  const names = await chosenNames(process.argv.slice(2));
  const electron = await setUpElectron();
  await buildIfChanged();
  const machine = await machineFacts({ electron: electron.version });
  say(
    `\nOn ${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  );
  const benchmarks = await withTestDisplay({ electron, packaged: undefined }, async (env) => {
    // The benchmark with the window open finds the program and the display where the tests find them.
    Object.assign(process.env, env);
    const measured = [];
    for (const name of names) {
      measured.push(await measure(name));
    }
    return measured;
  });
  const results = JSON.stringify({ at: new Date().toISOString(), machine, benchmarks }, undefined, 2);
  await mkdir(path.join(root, 'bench-results'), { recursive: true });
  await writeFile(path.join(root, 'bench-results', 'latest.json'), `${results}\n`);
  process.stdout.write(`${results}\n`);
  return benchmarks.some((benchmark) => 'error' in benchmark) ? 1 : 0;
});

/** @param {readonly string[]} asked @returns {Promise<string[]>} */
async function chosenNames(asked) {
  const files = await readdir(folder);
  const all = files.filter((file) => file.endsWith('.mjs')).map((file) => path.basename(file, '.mjs'));
  const unknown = asked.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new SaidFailure(`There is no benchmark named ${unknown.join(', ')}. There are: ${all.join(', ')}.`, {
      exitCode: 2,
    });
  }
  return all.filter((name) => asked.length === 0 || asked.includes(name)).sort();
}

/** @param {string} name */
async function measure(name) {
  const began = Date.now();
  say(`\n▸ ${name} …`);
  try {
    /** @type {{ default: Benchmark }} */
    const { default: benchmark } = await import(pathToFileURL(path.join(folder, `${name}.mjs`)).href);
    const { title, rows } = await benchmark({ root, log: (sentence) => say(`  ${sentence}`) });
    say(`${benchTable(title, rows)}\n  (${secondsSince(began)})`);
    return { name, title, rows };
  } catch (error) {
    // One that cannot be made does not take the others with it.
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(`  FAILED: ${reason}`);
    return { name, error: reason };
  }
}
