import { open, rename, rm } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ExportReport } from '../../shared/keep';
import { ok, fail, type Result } from '../../shared/result';
import { ByteSink } from './byte-sink';
import type { ExportFormat } from './export-format';
import type { ItemSource } from './export-items';
import { captureFileProblem } from './file-problem';

export interface ExportJob {
  /** The file; what is in it is replaced once the export is complete. */
  readonly path: string;
  readonly format: ExportFormat;
  readonly items: ItemSource;
  readonly signal: AbortSignal;
  onProgress(progress: number, done: number): void;
}

/** At most so many bytes are put together before they are handed to the file, and so long in one go, in milliseconds. */
const BATCH_BYTES = 256 * 1024;
const BATCH_MS = 5;

/**
 * Writes items to a file while everything else goes on: a few milliseconds at a time, one batch in memory. The file has its
 * name only when it is complete; an export that fails or is canceled leaves nothing behind. Error: the file cannot be
 * written (EACCES, ENOENT, ENOSPC …).
 */
export async function exportItems(job: ExportJob): Promise<Result<ExportReport | 'canceled'>> {
  const { path, signal } = job;
  const part = `${path}.part`;
  try {
    const counts = await writePart(job, part);
    if (signal.aborted) {
      await rm(part, { force: true });
      return ok('canceled');
    }
    await rename(part, path);
    return ok({ path, ...counts });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    return fail(captureFileProblem(error, path, 'written'));
  }
}

async function writePart(
  { format, items, signal, onProgress }: ExportJob,
  part: string,
): Promise<Omit<ExportReport, 'path'>> {
  const out = new ByteSink();
  const counts = { written: 0, lost: 0, partial: 0 };
  const file = await open(part, 'w');
  try {
    format.begin(out);
    for (let more = true; more && !signal.aborted;) {
      more = fill(out, format, items, counts);
      if (out.length > 0) await file.writeFile(out.content);
      else await breathe();
      out.clear();
      onProgress(items.progress, counts.written);
    }
    format.end(out);
    await file.writeFile(out.content);
  } finally {
    items.close();
    await file.close();
  }
  return { ...counts, lost: items.lost };
}

/** Puts together what fits into one batch; false after the last item. */
function fill(
  out: ByteSink,
  format: ExportFormat,
  items: ItemSource,
  counts: { written: number; partial: number },
): boolean {
  const until = performance.now() + BATCH_MS;
  while (out.length < BATCH_BYTES && performance.now() < until) {
    const item = items.next();
    if (item === 'end') return false;
    if (item === 'later') return true;
    if (!format.item(out, item, items.ring.connectionOf(item.row.seq))) continue;
    counts.written++;
    if (item.row.truncated) counts.partial++;
  }
  return true;
}
