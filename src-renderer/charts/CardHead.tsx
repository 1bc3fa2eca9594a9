import { timeText } from '../ui/time-text';
import type { Bins } from '../../shared/traffic/bins';
import classes from './Charts.module.css';

interface CardHeadProps {
  readonly title: string;
  readonly hint: string;
  /** The part of the run that the values are of, while the pointer is at it. */
  readonly time: string | undefined;
  readonly values: readonly {
    readonly id: string;
    /** What it is the value of. */
    readonly name: string;
    readonly color: string;
    readonly text: string;
    readonly exact?: number;
  }[];
  readonly testId?: string;
}

/** The line above a chart: what it is of, and the values at the pointer, or the newest ones. */
export function CardHead({ title, hint, time, values, testId }: CardHeadProps) {
  return (
    <header className={classes['cardHead']}>
      <div>
        <h3 title={hint}>{title}</h3>
        {time !== undefined && <time>{time}</time>}
      </div>
      <ul className={classes['values']}>
        {values.map(({ id, name, color, text, exact }) => (
          <li key={id} title={name} data-testid={testId} data-value={exact}>
            <i style={{ background: color }} aria-hidden />
            {text}
          </li>
        ))}
      </ul>
    </header>
  );
}

/** From when to when a bin is. */
export function binText({ edges }: Bins, bin: number): string {
  const from = edges[bin] ?? 0;
  const to = edges[bin + 1] ?? from;
  return `${timeText(from, 1)}–${timeText(to, 1)}`;
}
