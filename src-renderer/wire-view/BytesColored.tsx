import { hex } from '../../shared/bytes';
import { offsetText } from '../../shared/traffic/hex-layout';
import type { BytePart } from '../../shared/wire/parts';
import classes from './StepDetail.module.css';

const PER_LINE = 8;

interface BytesColoredProps {
  readonly bytes: Uint8Array;
  readonly parts: readonly BytePart[];
  readonly hues: number;
  /** Number of the part that is pointed at. */
  readonly pointed: number | undefined;
  readonly onPoint: (part: number | undefined) => void;
}

/** Bytes in hexadecimal and as text, each in the colour of its part. A step has two thousand at the most. */
export function BytesColored({ bytes, parts, hues, pointed, onPoint }: BytesColoredProps) {
  const partOf = partNumbers(bytes, parts);
  const digits = hex(bytes, ' ').split(' ');
  const lines = Array.from({ length: Math.ceil(bytes.length / PER_LINE) }, (_, line) => line);
  return (
    <div
      className={classes['bytes']}
      data-selectable
      onPointerMove={({ target }) => {
        const at = target instanceof HTMLElement ? target.dataset['part'] : undefined;
        onPoint(at === undefined ? undefined : Number(at));
      }}
      onPointerLeave={() => onPoint(undefined)}
      data-testid="step-bytes"
    >
      {lines.map((line) => (
        <div key={line} className={classes['bytesLine']}>
          <span className={classes['offset']}>{offsetText(line, PER_LINE, bytes.length)}</span>
          <span>
            {cells(line, bytes).map((at) => (
              <span
                key={at}
                className={classes['byte']}
                data-part={partOf[at]}
                data-hue={(partOf[at] ?? 0) % hues}
                data-broken={parts[partOf[at] ?? -1]?.name === 'broken' || undefined}
                data-pointed={partOf[at] === pointed || undefined}
              >
                {digits[at]}
              </span>
            ))}
          </span>
          <span className={classes['characters']}>
            {cells(line, bytes).map((at) => (
              <span key={at} data-part={partOf[at]} data-pointed={partOf[at] === pointed || undefined}>
                {characterOf(bytes[at] ?? 0)}
              </span>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function cells(line: number, bytes: Uint8Array): number[] {
  const from = line * PER_LINE;
  return Array.from({ length: Math.min(PER_LINE, bytes.length - from) }, (_, place) => from + place);
}

function partNumbers(bytes: Uint8Array, parts: readonly BytePart[]): number[] {
  const numbers = Array.from({ length: bytes.length }, () => -1);
  parts.forEach(({ from, to }, index) => numbers.fill(index, from, Math.min(to, bytes.length)));
  return numbers;
}

function characterOf(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? '\u00a0' : '·';
}
