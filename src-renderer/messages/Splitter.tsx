import { useRef } from 'react';
import classes from './Splitter.module.css';

interface SplitterProps {
  readonly label: string;
  /** Width of the part on the right, in pixels, and its bounds. */
  readonly size: number;
  readonly least: number;
  readonly most: number;
  readonly onSize: (size: number) => void;
}

const STEP = 24;

/** The upright bar between two parts: dragged, or moved with the arrow keys. */
export function Splitter({ label, size, least, most, onSize }: SplitterProps) {
  const grip = useRef<{ x: number; size: number } | undefined>(undefined);
  const set = (wanted: number) => onSize(Math.min(Math.max(wanted, least), Math.max(least, most)));
  return (
    <div
      className={classes['splitter']}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(size)}
      aria-valuemin={least}
      aria-valuemax={Math.round(most)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, size };
      }}
      onPointerMove={(event) => {
        if (grip.current) set(grip.current.size + grip.current.x - event.clientX);
      }}
      onPointerUp={() => {
        grip.current = undefined;
      }}
      onLostPointerCapture={() => {
        grip.current = undefined;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        event.stopPropagation();
        set(size + (event.key === 'ArrowLeft' ? STEP : -STEP));
      }}
    />
  );
}
