import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Topology } from '../../shared/topology/topology';
import type { SaveReport } from '../../shared/keep';
import { fail, ok, type Result } from '../../shared/result';
import { packSection, SIGNATURE, VERSION, type SectionName } from './capture-file';
import { savedSpans, type SectionSpan } from './capture-file-part';
import type { CaptureHead, CaptureRun } from './capture-file-schema';
import { savedSums, sumsOf, type SectionSums } from './capture-file-sums';
import { captureFileProblem } from './file-problem';
import type { KeptItems } from './kept-items';

export interface SaveJob {
  readonly path: string;
  readonly head: CaptureHead;
  readonly topology: Topology;
  readonly run: CaptureRun;
  /** Sections beside these, in their order. */
  readonly beside?: Iterable<readonly [name: 'mark' | 'fare' | 'curv' | 'wire', value: unknown]>;
  readonly items: KeptItems;
  readonly signal: AbortSignal;
  onProgress(progress: number, done: number): void;
}

/**
 * Saves what is kept of a capture now as a file, while the capture goes on: one section at a time is copied, deflated on
 * another thread and written. The file has its name only when it is complete. Error: it cannot be written.
 */
export async function saveCapture(job: SaveJob): Promise<Result<SaveReport | 'canceled'>> {
  const part = `${job.path}.part`;
  try {
    const totals = await writePart(job, part);
    if (job.signal.aborted) {
      await rm(part, { force: true });
      return ok('canceled');
    }
    await rename(part, job.path);
    return ok({ path: job.path, ...totals });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    return fail(captureFileProblem(error, job.path, 'written'));
  }
}

async function writePart(
  { head, topology, run, beside = [], items, signal, onProgress }: SaveJob,
  part: string,
): Promise<Omit<SaveReport, 'path'>> {
  const file = await open(part, 'w');
  try {
    await file.writeFile(preamble());
    for (const [name, value] of [['HEAD', head], ['TOPO', topology], ['RUN.', run], ...beside] as const)
      await json(file, name, value);
    const { begin, end } = items;
    let seq = begin;
    let lost = 0;
    let written = 0;
    const spans: SectionSpan[] = [];
    const sums: SectionSums[] = [];
    while (seq < end && !signal.aborted) {
      const section = await items.from(seq);
      lost += (section?.first ?? end) - seq;
      if (!section) break;
      await file.writeFile(await packSection('ITEM', section.items));
      if (section.hops) await file.writeFile(await packSection('hops', section.hops));
      if (section.pairs) await file.writeFile(await packSection('pair', section.pairs));
      sums.push(sumsOf(section.items));
      written += section.count;
      spans.push(section);
      seq = section.first + section.count;
      onProgress(Math.min(1, (seq - begin) / (end - begin)), written);
    }
    await json(file, 'indx', savedSpans(spans));
    for (const piece of savedSums(sums)) await json(file, 'sums', piece);
    await json(file, 'END.', { items: written, lost });
    await file.sync();
    return { written, lost };
  } finally {
    await file.close();
  }
}

function preamble(): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt32LE(VERSION);
  return Buffer.concat([SIGNATURE, version]);
}

async function json(file: FileHandle, name: SectionName, value: unknown): Promise<void> {
  await file.writeFile(await packSection(name, Buffer.from(JSON.stringify(value))));
}
