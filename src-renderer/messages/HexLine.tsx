import { memo } from 'react';
import { hex } from '../../shared/bytes';
import { offsetText, textCells } from '../../shared/traffic/hex-layout';
import classes from './HexView.module.css';

interface HexLineProps {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly perLine: number;
  /** Length of the whole frame, which the offsets' width follows. */
  readonly size: number;
  /** Places on this line that are marked, and that are pointed at; -1 where none are. */
  readonly markedFrom: number;
  readonly markedTo: number;
  readonly hoverFrom: number;
  readonly hoverTo: number;
  /** Places that a search found, one bit each. */
  readonly found: number;
}

/** A line of bytes: its offset, each byte in hexadecimal, and the same bytes as text. */
export const HexLine = memo(function HexLine({ bytes, line, perLine, size, ...places }: HexLineProps) {
  const from = line * perLine;
  const to = Math.min(bytes.length, from + perLine);
  const texts = textCells(bytes, from, to);
  const state = (place: number) =>
    place >= places.markedFrom && place <= places.markedTo
      ? 'marked'
      : place >= places.hoverFrom && place <= places.hoverTo
        ? 'hover'
        : places.found & (1 << place)
          ? 'found'
          : undefined;
  const digits = hex(bytes.subarray(from, to), ' ').split(' ');
  return (
    <div className={classes['line']}>
      <span className={classes['offset']}>{offsetText(line, perLine, size)}</span>
      <span className={classes['hex']}>
        {Array.from({ length: perLine }, (_, place) => (
          <span
            key={place}
            className={classes['byte']}
            data-byte={from + place < to ? from + place : undefined}
            data-state={from + place < to ? state(place) : undefined}
            data-middle={place === 8 || undefined}
            data-zero={bytes[from + place] === 0 || undefined}
          >
            {from + place < to ? digits[place] : '  '}
          </span>
        ))}
      </span>
      <span className={classes['chars']}>
        {texts.map((text, place) => (
          <span
            key={place}
            className={classes['char']}
            data-byte={from + place}
            data-state={state(place)}
            data-dot={text === '·' || undefined}
          >
            {text === ' ' ? '\u00a0' : text}
          </span>
        ))}
      </span>
    </div>
  );
});
