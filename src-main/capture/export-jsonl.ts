import type { CapturedItem } from '../../shared/traffic/capture';
import type { ByteSink } from './byte-sink';
import type { ExportContext, ExportFormat } from './export-format';
import { jsonlLine } from './jsonl-line';

/** Captured items as lines of JSON, in the form of a `--capture` file. */
export class JsonlFormat implements ExportFormat {
  constructor(private readonly context: ExportContext) {}

  begin(): void {}

  item(out: ByteSink, item: CapturedItem): boolean {
    out.text(`${jsonlLine(item, this.context.flowOf(item.row.flow))}\n`);
    return true;
  }

  end(): void {}
}
