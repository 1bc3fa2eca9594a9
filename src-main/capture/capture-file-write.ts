import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Topology } from '../../shared/topology/topology';
import type { SaveReport } from '../../shared/keep';
import { fail, ok, type Result } from '../../shared/result';
import { ITEM_FIXED, ITEM_HEADER, packSection, SIGNATURE, VERSION, type SectionName } from './capture-file';
import type { CaptureHead, CaptureRun } from './capture-file-schema';
import { hopSection } from './capture-file-hops';
import { captureFileProblem } from './file-problem';
import { FrameCursor } from './record';
import type { CaptureRing } from './ring';

export interface SaveJob {
  readonly path: string;
  readonly head: CaptureHead;
  readonly topology: Topology;
  readonly run: CaptureRun;
  /** Sections beside these, in their order. */
  readonly beside?: Iterable<readonly [name: 'mark' | 'fare' | 'wire', value: unknown]>;
  readonly ring: CaptureRing;
  readonly signal: AbortSignal;
  onProgress(progress: number, done: number): void;
}

/** Items, and bytes of their records, in one section; a longer record is in one of its own. */
const SECTION_ITEMS = 8192;
const SECTION_BYTES = 1024 * 1024;

/**
 * Saves what a ring holds now as a capture file, while the capture goes on: one section at a time is copied, deflated on
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
  { head, topology, run, beside = [], ring, signal, onProgress }: SaveJob,
  part: string,
): Promise<Omit<SaveReport, 'path'>> {
  const file = await open(part, 'w');
  try {
    await file.writeFile(preamble());
    for (const [name, value] of [['HEAD', head], ['TOPO', topology], ['RUN.', run], ...beside] as const)
      await json(file, name, value);
    const { epoch, firstSeq: begin, nextSeq: end } = ring;
    let seq = begin;
    let lost = 0;
    let written = 0;
    while (seq < end && !signal.aborted) {
      // Emptied by hand meanwhile: the rest is gone.
      const first = ring.epoch === epoch ? Math.min(Math.max(seq, ring.firstSeq), end) : end;
      lost += first - seq;
      if (first === end) break;
      const { count, bytes } = itemSection(ring, first, end);
      const hops = hopSection(ring, first, count);
      await file.writeFile(await packSection('ITEM', bytes));
      if (hops) await file.writeFile(await packSection('hops', hops));
      written += count;
      seq = first + count;
      onProgress((seq - begin) / (end - begin), written);
    }
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

/** As many items from `first` on as one section takes, in the layout of an `ITEM`. */
function itemSection(
  ring: CaptureRing,
  first: number,
  end: number,
): { readonly count: number; readonly bytes: Buffer } {
  const cursor = new FrameCursor(ring.bytes);
  const lengths: number[] = [];
  let total = 0;
  for (let seq = first; seq < end && lengths.length < SECTION_ITEMS; seq++) {
    const from = ring.offsetOf(seq);
    cursor.start(from);
    while (cursor.next());
    const length = cursor.to - from;
    if (lengths.length > 0 && total + length > SECTION_BYTES) break;
    lengths.push(length);
    total += length;
  }
  const count = lengths.length;
  const bytes = Buffer.alloc(ITEM_HEADER + count * ITEM_FIXED + total);
  bytes.writeUInt32LE(count, 0);
  bytes.writeUInt32LE(total, 4);
  bytes.writeDoubleLE(first, 8);
  const flows = ITEM_HEADER + count * 8;
  const connections = flows + count * 4;
  const sizes = connections + count * 4;
  const metas = sizes + count * 4;
  let at = metas + count;
  lengths.forEach((length, index) => {
    const seq = first + index;
    bytes.writeDoubleLE(ring.timeOf(seq), ITEM_HEADER + index * 8);
    bytes.writeUInt32LE(ring.flowOf(seq), flows + index * 4);
    bytes.writeUInt32LE(ring.connectionOf(seq), connections + index * 4);
    bytes.writeUInt32LE(length, sizes + index * 4);
    bytes[metas + index] = ring.metaOf(seq);
    const from = ring.offsetOf(seq);
    bytes.set(ring.bytes.subarray(from, from + length), at);
    at += length;
  });
  return { count, bytes };
}
