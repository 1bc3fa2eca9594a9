import type { CapturedItem, CapturedFrame } from '../../shared/traffic/capture';

/** Where a flow belongs, as the lines name it: one of the two is null. */
export interface FlowName {
  readonly link: string | null;
  readonly peer: string | null;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Controls other than tab and line ends, formats, and what is unassigned. */
const UNPRINTABLE = /[^\P{C}\t\r\n]/u;

/**
 * One captured item as a line of a `--capture` file, without the line end. A frame has `text` only where all its bytes are
 * printable UTF-8; one that was kept in part has its real `size` and `truncated`. `omittedFrames` counts the frames of
 * which nothing was kept; `sealed` marks a CURVE box.
 */
export function jsonlLine({ row, frames }: CapturedItem, { link, peer }: FlowName): string {
  const omitted = row.frames - frames.length;
  return JSON.stringify({
    seq: row.seq,
    t: Math.round(row.t * 1e6) / 1e6,
    link,
    peer,
    direction: row.direction,
    kind: row.kind,
    frames: frames.map(frameOf),
    ...(omitted > 0 ? { omittedFrames: omitted } : {}),
    ...(row.sealed ? { sealed: true } : {}),
  });
}

function frameOf(frame: CapturedFrame): Record<string, unknown> {
  const { bytes, more, size, truncated } = frame;
  const text = textOf(bytes);
  return {
    hex: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex'),
    ...(text === undefined ? {} : { text }),
    more,
    ...(truncated ? { size, truncated } : {}),
  };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = strictUtf8.decode(bytes);
    return UNPRINTABLE.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
