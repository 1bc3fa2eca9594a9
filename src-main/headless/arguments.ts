import { parseArgs } from 'node:util';
import { parseDuration } from '../../shared/duration';
import { fail, ok, type Result } from '../../shared/result';

export interface RunCommand {
  readonly type: 'run';
  readonly file: string;
  /** Milliseconds after which the run ends by itself; `undefined` runs until it is told to stop. */
  readonly forMs: number | undefined;
  /** The report is one JSON object on standard output, instead of a table. */
  readonly json: boolean;
  /** File that every captured item is written to. */
  readonly captureTo: string | undefined;
  /** File with the keys and logins that the topology names. */
  readonly keys: string | undefined;
}

export type Command = RunCommand | { readonly type: 'check'; readonly file: string } | { readonly type: 'help' };

export const HELP = `Runs a topology without a window.

  headless run FILE [--for 5s] [--json] [--capture out.jsonl] [--keys keys.json]
  headless check FILE

run      runs the topology until it is told to stop (Ctrl-C), then reports what went through it
  --for 5s             stops after this time: 250ms, 5s, 2m, or a number of milliseconds
  --json               reports as one JSON object on standard output, and writes nothing else there
  --capture out.jsonl  writes every message and command that was seen to this file, one JSON object a line
  --keys keys.json     takes the keys and logins that the topology names from this file:
                       { "server": { "publicKey": "…", "secretKey": "…" }, "ada": { "user": "ada", "password": "…" } }
check    says what is wrong with the file, one line for each problem

Exit code 0: all went well. 1: the run failed. 2: the file or the command line is wrong.
`;

/** What a flag is followed by, by the commands that it belongs to. */
const FLAGS: Readonly<Record<string, { readonly of: Command['type']; readonly value: string | undefined }>> = {
  for: { of: 'run', value: 'a time, as in --for 5s' },
  json: { of: 'run', value: undefined },
  capture: { of: 'run', value: 'a file, as in --capture out.jsonl' },
  keys: { of: 'run', value: 'a file, as in --keys keys.json' },
};

/** Reads the words after the program's name. The error is a sentence for the person who typed them. */
export function parseCommand(words: readonly string[]): Result<Command, string> {
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      for: { type: 'string' },
      json: { type: 'boolean' },
      capture: { type: 'string' },
      keys: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const names: string[] = [];
  const given = new Map<string, string | undefined>();
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return ok({ type: 'help' });
    const fault = flagFault(token, given);
    if (fault !== undefined) return fail(fault);
    given.set(token.name, token.value);
  }
  const [verb, file, ...more] = names;
  if (verb === undefined) return fail('Say what to do: "run FILE" or "check FILE"; --help tells more.');
  if (verb !== 'run' && verb !== 'check')
    return fail(`There is no command "${verb}": it is "run FILE" or "check FILE".`);
  if (file === undefined || file === '') return fail(`Name the topology file, as in "${verb} hello.zmq.json".`);
  if (more[0] !== undefined) return fail(`One file at a time: "${more[0]}" is one too many.`);
  for (const name of given.keys()) {
    if (FLAGS[name]?.of !== verb) return fail(`"${verb}" has no --${name}; "${FLAGS[name]?.of}" has it.`);
  }
  return verb === 'check' ? ok({ type: 'check', file }) : runCommand(file, given);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function flagFault(token: OptionToken, given: ReadonlyMap<string, unknown>): string | undefined {
  const { name, rawName, value, inlineValue } = token;
  const flag = Object.hasOwn(FLAGS, name) && rawName === `--${name}` ? FLAGS[name] : undefined;
  if (!flag) return `There is no ${rawName}: the flags are --for, --json, --capture, --keys and --help.`;
  if (given.has(name)) return `${rawName} is there twice; say it once.`;
  if (flag.value === undefined)
    return value === undefined ? undefined : `${rawName} takes no value, so leave "${value}" out.`;
  // A flag behind a flag is no value: `--capture --json` must not write a file of that name.
  const missing = value === undefined || value === '' || (inlineValue !== true && value.startsWith('-'));
  return missing ? `${rawName} needs ${flag.value}.` : undefined;
}

function runCommand(file: string, given: ReadonlyMap<string, string | undefined>): Result<RunCommand, string> {
  const time = given.get('for');
  const ms = time === undefined ? undefined : parseDuration(/^\d+$/.test(time) ? Number(time) : time);
  if (ms && !ms.ok) return fail(`--for: ${ms.error}.`);
  return ok({
    type: 'run',
    file,
    forMs: ms?.value,
    json: given.has('json'),
    captureTo: given.get('capture'),
    keys: given.get('keys'),
  });
}
