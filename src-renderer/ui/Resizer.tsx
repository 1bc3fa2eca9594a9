import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import classes from './Resizer.module.css';

interface ResizerProps {
  /** `x` changes a width, `y` a height. */
  readonly axis: 'x' | 'y';
  /** 1 where dragging right or down makes it larger, -1 where it makes it smaller. */
  readonly grows: 1 | -1;
  readonly size: number;
  readonly least: number;
  readonly most: number;
  readonly label: string;
  /** While dragging; pixels. */
  readonly onChange: (size: number) => void;
  /** When the drag is over. */
  readonly onCommit: (size: number) => void;
}

const KEY_STEP = 16;

/** The line between two panels: dragged, or moved with the arrow keys. */
export function Resizer({ axis, grows, size, least, most, label, onChange, onCommit }: ResizerProps) {
  const start = useRef<{ at: number; size: number } | undefined>(undefined);
  const clamped = (wanted: number) => Math.round(Math.min(Math.max(wanted, least), most));
  const sizeAt = (event: PointerEvent) => {
    const at = axis === 'x' ? event.clientX : event.clientY;
    return start.current ? clamped(start.current.size + (at - start.current.at) * grows) : size;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = axis === 'x' ? 'ArrowRight' : 'ArrowDown';
    const backward = axis === 'x' ? 'ArrowLeft' : 'ArrowUp';
    if (event.key !== forward && event.key !== backward) return;
    event.preventDefault();
    const next = clamped(size + (event.key === forward ? KEY_STEP : -KEY_STEP) * grows);
    onChange(next);
    onCommit(next);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      className={classes['resizer']}
      data-axis={axis}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: axis === 'x' ? event.clientX : event.clientY, size };
      }}
      onPointerMove={(event) => {
        if (start.current) onChange(sizeAt(event));
      }}
      onPointerUp={(event) => {
        if (!start.current) return;
        const last = sizeAt(event);
        start.current = undefined;
        onCommit(last);
      }}
    />
  );
}
