import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import { formatTopology, parseTopologyText } from '../../shared/topology/parse';
import type { Topology } from '../../shared/topology/topology';
import { writeAtomically } from './atomic-write';
import { errorCode, fileProblem } from './file-problem';

/** How a topology's file name ends. */
export const TOPOLOGY_ENDING = '.zmq.json';
/** Largest file that is opened, in bytes, and the largest that is written. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** What a file held when it was last read or written, so that a change by another program is noticed. */
export type Fingerprint = string;

export interface TopologyFile {
  readonly topology: Topology;
  readonly fingerprint: Fingerprint;
}

/** Opens a topology file. Everything that is wrong with it is given, each problem with its place. */
export async function readTopologyFile(file: string): Promise<Result<TopologyFile, readonly Problem[]>> {
  const bytes = await readBounded(file);
  if (!bytes.ok) return fail([bytes.error]);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value);
  } catch {
    const message = `${file} is no UTF-8 text; save it as UTF-8 and open it again.`;
    return fail([{ code: 'file-encoding', message, where: file, values: { file } }]);
  }
  const parsed = parseTopologyText(text);
  return parsed.ok ? ok({ topology: parsed.value, fingerprint: fingerprint(bytes.value) }) : parsed;
}

/** Saves a topology in one step, and gives the fingerprint of what the file holds now. */
export async function writeTopologyFile(
  file: string,
  topology: Topology,
): Promise<Result<Fingerprint, readonly Problem[]>> {
  const text = formatTopology(topology);
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > LARGEST_FILE) return fail([tooLarge(file, bytes.length)]);
  try {
    await writeAtomically(file, text);
  } catch (error) {
    return fail([fileProblem(error, file, 'write')]);
  }
  return ok(fingerprint(bytes));
}

/** Fingerprint of what a file holds now; `undefined` where there is none or it cannot be read. */
export async function fingerprintOf(file: string): Promise<Fingerprint | undefined> {
  return readFile(file).then(fingerprint, () => undefined);
}

/** The path with the ending of topology files, which is put there unless it ends in `.json` already. */
export function withTopologyEnding(file: string): string {
  return file.toLowerCase().endsWith('.json') ? file : `${file}${TOPOLOGY_ENDING}`;
}

/** A file's name as a title: without its folder and its ending. */
export function titleOfFile(file: string): string {
  return path.basename(file).replace(/(\.zmq)?\.json$/i, '');
}

/** A file name for a document that was never saved, of the characters that every system takes. */
export function fileNameFor(name: string): string {
  const kept = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .trim()
    .replace(/\s+/g, '-')
    .slice(0, 80);
  return `${kept === '' ? 'topology' : kept}${TOPOLOGY_ENDING}`;
}

/** True where the path names something that is there. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => errorCode(error) !== 'ENOENT',
  );
}

async function readBounded(file: string): Promise<Result<Buffer>> {
  try {
    const facts = await stat(file);
    // Opening a pipe or a device could wait for ever.
    if (!facts.isFile()) {
      return fail({ code: 'file-folder', message: `${file} is no file.`, where: file, values: { file } });
    }
    if (facts.size > LARGEST_FILE) return fail(tooLarge(file, facts.size));
    const handle = await open(file, 'r');
    try {
      return ok(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return fail(fileProblem(error, file, 'read'));
  }
}

function tooLarge(file: string, bytes: number): Problem {
  const megabytes = Math.ceil(bytes / (1024 * 1024));
  const most = LARGEST_FILE / (1024 * 1024);
  return {
    code: 'file-too-large',
    message: `${file} has ${megabytes} MB, and a topology has ${most} MB at the most.`,
    where: file,
    values: { file, megabytes, most },
  };
}

function fingerprint(bytes: Uint8Array): Fingerprint {
  return createHash('sha256').update(bytes).digest('hex');
}
