import type { CapturedFrame, CapturedItem } from '../../shared/traffic/capture';

/** Where a flow belongs, as the lines name it: one of the two is null. */
export interface FlowName {
  readonly link: string | null;
  readonly peer: string | null;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Controls other than tab and line ends, formats, and what is unassigned. */
const UNPRINTABLE = /[^\P{C}\t\r\n]/u;

/**
 * One captured item as a line of a `--capture` file, without the line end. A frame has `text` only where all its bytes
 * are printable UTF-8; one that was kept in part has its real `size` and `truncated`. `omittedFrames` counts the frames
 * of which nothing was kept; `sealed` marks a CURVE box, and `lost` says of a loss why and how many. Put together by hand: half the time of JSON.stringify
 * over objects, where a busy run has 100,000 lines a second.
 */
export function jsonlLine({ row, frames }: CapturedItem, { link, peer }: FlowName): string {
  let list = '';
  for (const frame of frames) list += list === '' ? frameText(frame) : `,${frameText(frame)}`;
  const omitted = row.frames - frames.length;
  return (
    `{"seq":${row.seq},"t":${Math.round(row.t * 1e6) / 1e6},"link":${JSON.stringify(link)},"peer":${JSON.stringify(peer)}` +
    `,"direction":"${row.direction}","kind":"${row.kind}","frames":[${list}]` +
    `${omitted > 0 ? `,"omittedFrames":${omitted}` : ''}${row.sealed ? ',"sealed":true' : ''}${row.lost ? `,"lost":${JSON.stringify(row.lost)}` : ''}}`
  );
}

function frameText({ bytes, more, size, truncated }: CapturedFrame): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = isPlain(bytes) ? `"${buffer.toString('latin1')}"` : quotedText(bytes);
  return (
    `{"hex":"${buffer.toString('hex')}"${text === undefined ? '' : `,"text":${text}`},"more":${more}` +
    `${truncated ? `,"size":${size},"truncated":true` : ''}}`
  );
}

/** Printable ASCII that needs no escape in a JSON string. */
function isPlain(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c) return false;
  }
  return true;
}

function quotedText(bytes: Uint8Array): string | undefined {
  try {
    const text = strictUtf8.decode(bytes);
    return UNPRINTABLE.test(text) ? undefined : JSON.stringify(text);
  } catch {
    return undefined;
  }
}
