import type { core } from 'zod';
import { fail, ok, type Problem, type Result } from '../result';
import { checkTopology } from './check';
import { migrate } from './migrate';
import { topologySchema } from './schema';
import type { Topology } from './topology';

/** Reads the text of a topology file. All problems are given, each with its place in the file. */
export function parseTopologyText(text: string): Result<Topology, readonly Problem[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail([{ code: 'json', where: '', message: `The file is no JSON: ${detail}.` }]);
  }
  return parseTopology(json);
}

/** Reads a topology of any version this app knows from parsed JSON: its shape first, then what its fields mean. */
export function parseTopology(json: unknown): Result<Topology, readonly Problem[]> {
  const current = migrate(json);
  if (!current.ok) return fail([current.error]);
  const shaped = topologySchema.safeParse(current.value);
  if (!shaped.success) return fail(shaped.error.issues.flatMap(problemsOf));
  const problems = checkTopology(shaped.data);
  return problems.length > 0 ? fail(problems) : ok(shaped.data);
}

/** The text of a topology file: two spaces of indent, a line feed at the end. */
export function formatTopology(topology: Topology): string {
  return `${JSON.stringify(topology, undefined, 2)}\n`;
}

function problemsOf(issue: core.$ZodIssue): Problem[] {
  const where = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const place = where === '' ? key : `${where}.${key}`;
      return {
        code: 'unknown-field',
        where: place,
        message: `${place}: there is no such field; remove it or mend its name`,
      };
    });
  }
  const place = where === '' ? 'the file' : where;
  return [{ code: 'schema', where, message: `${place}: ${sentence(issue.message)}` }];
}

function sentence(message: string): string {
  return message.replace(/^Invalid input: /, '').replace(/^Invalid option: /, '');
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
