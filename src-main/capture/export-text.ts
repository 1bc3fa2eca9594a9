import { setImmediate as breathe } from 'node:timers/promises';
import { MOST_COPIED, type CopyReport } from '../../shared/keep';
import { ByteSink } from './byte-sink';
import type { ExportFormat } from './export-format';
import type { ItemSource } from './export-items';

/** Milliseconds in one go. */
const BATCH_MS = 5;

/** Items as text, up to MOST_COPIED bytes: what comes after is left, and said so. */
export async function copiedItems(items: ItemSource, format: ExportFormat, signal: AbortSignal): Promise<CopyReport> {
  const out = new ByteSink();
  let written = 0;
  let end = 0;
  format.begin(out);
  try {
    for (let until = 0; !signal.aborted;) {
      const item = items.next();
      if (item === 'end') break;
      if (item !== 'later') {
        if (!format.item(out, item, items.ring.connectionOf(item.row.seq))) continue;
        if (out.length > MOST_COPIED) return { text: textOf(out, end), written, lost: items.lost, cut: true };
        written++;
        end = out.length;
      }
      if (performance.now() < until) continue;
      await breathe();
      until = performance.now() + BATCH_MS;
    }
  } finally {
    items.close();
  }
  return { text: textOf(out, end), written, lost: items.lost, cut: signal.aborted };
}

function textOf(out: ByteSink, end: number): string {
  return out.content.subarray(0, end).toString('utf8');
}
