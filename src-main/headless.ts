import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HELP, parseCommand } from './headless/arguments';
import { checkFile } from './headless/check-file';
import { runTopology, type RunEnd } from './headless/run-topology';
import { stopSignal } from './headless/stop-signal';
import { openOutput } from './headless/output';

/**
 * The engine without a window, under plain Node: the entry of the bundle `headless.js`. Standard output carries the report
 * alone; all that is said on the way goes to standard error.
 */
async function main(words: readonly string[]): Promise<RunEnd> {
  const errors = openOutput(process.stderr);
  const log = (line: string) => errors.write(`${line}\n`);
  const output = openOutput(process.stdout, ({ message }) => {
    log(`The report could not be written: ${message}.`);
    process.exitCode = 1;
  });
  const end = (exitCode: RunEnd['exitCode']): RunEnd => ({ exitCode, clean: true });

  const parsed = parseCommand(words);
  if (!parsed.ok) {
    log(parsed.error);
    return end(2);
  }
  const command = parsed.value;
  switch (command.type) {
    case 'help':
      output.write(HELP);
      return end(0);
    case 'check': {
      const checked = await checkFile(command.file);
      if ('fine' in checked) {
        output.write(`${checked.fine}\n`);
        return end(0);
      }
      for (const problem of checked.problems) log(problem);
      return end(2);
    }
    case 'run':
      return runTopology(command, {
        workerUrl: pathToFileURL(path.join(import.meta.dirname, 'worker.js')),
        stopAsked: stopSignal(process),
        print: output.write,
        log,
      });
  }
}

const { exitCode, clean } = await main(process.argv.slice(2));
process.exitCode ??= exitCode;
// Any other end would wait for the engine for ever, or abort in it: it still holds sockets.
if (!clean) process.kill(process.pid, 'SIGKILL');
