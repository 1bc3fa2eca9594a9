import { hex } from '../../shared/bytes';
import type { CapturedItem } from '../../shared/traffic/capture';
import type { ByteSink } from './byte-sink';
import type { ExportContext, ExportFormat } from './export-format';
import { printable } from './printable';

const COLUMNS = [
  'seq',
  'time_s',
  'time_utc',
  'link',
  'peer',
  'from',
  'to',
  'direction',
  'kind',
  'frames',
  'bytes',
  'complete',
  'label',
  'text',
  'hex',
] as const;
/** Characters of a frame in the column `text`; `hex` has all that was kept. */
const LONGEST_TEXT = 10_000;

/**
 * Captured items as a table, RFC 4180: a header line, CRLF, quotes where needed, UTF-8. `text` has the frames as printable
 * text with ` | ` between them, `hex` all kept bytes in hexadecimal with `|` between frames. What a spreadsheet would take
 * for a formula gets an apostrophe in front in every column but `hex`: the bytes come from the network.
 */
export class CsvFormat implements ExportFormat {
  constructor(private readonly context: ExportContext) {}

  begin(out: ByteSink): void {
    out.text(`${COLUMNS.join(',')}\r\n`);
  }

  item(out: ByteSink, { row, frames }: CapturedItem): boolean {
    const flow = this.context.flowOf(row.flow);
    const { connecting, binding } = flow;
    const [from, to] = row.direction === 'forward' ? [connecting, binding] : [binding, connecting];
    const texts = row.sealed ? [] : frames.map(({ bytes }) => printable(bytes, LONGEST_TEXT));
    const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
      seq: String(row.seq),
      time_s: row.t.toFixed(6),
      time_utc: new Date(this.context.startedAt + row.t * 1000).toISOString(),
      link: csvText(flow.link ?? ''),
      peer: csvText(flow.peer ?? ''),
      from: csvText(from.name),
      to: csvText(to.name),
      direction: row.direction,
      kind: row.kind,
      frames: String(row.frames),
      bytes: String(row.size),
      complete: row.truncated ? 'no' : 'yes',
      label: csvText(row.label ?? ''),
      text: csvText(texts.join(' | ')),
      hex: frames.map(({ bytes }) => hex(bytes)).join('|'),
    };
    out.text(`${COLUMNS.map((column) => cells[column]).join(',')}\r\n`);
    return true;
  }

  end(): void {}
}

/** A text as a cell: safe in a spreadsheet, and in quotes where RFC 4180 asks for them. */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
