import { hex, printableText } from '../../shared/bytes';
import type { FrameTemplate } from '../../shared/topology/topology';
import type { ItemDetail } from '../../shared/traffic/detail';
import { explainItem } from '../../shared/traffic/explain-item';

/** What the sender's program gave its socket; `undefined` where not all of it was kept, or it is sealed. */
export function givenFrames(detail: ItemDetail): readonly FrameTemplate[] | undefined {
  const { row } = detail.item;
  if (row.kind !== 'message' || row.sealed || row.truncated) return undefined;
  return explainItem(detail)
    .filter((frame) => frame.given)
    .map(({ bytes }) => templateOf(bytes));
}

/** A frame as a field shows it; what would be taken for a placeholder is written in hexadecimal. */
function templateOf(bytes: Uint8Array): FrameTemplate {
  const text = printableText(bytes);
  if (text !== undefined && !text.includes('{{')) return text;
  return { hex: hex(bytes) };
}
