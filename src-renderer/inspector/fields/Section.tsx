import type { ReactNode } from 'react';
import classes from './Fields.module.css';

interface SectionProps {
  readonly title: string;
  /** At the right of the title. */
  readonly action?: ReactNode;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** A part of the inspector under a heading. */
export function Section({ title, action, testId, children }: SectionProps) {
  return (
    <section className={classes['section']} data-testid={testId} aria-label={title}>
      <div className={classes['heading']}>
        <h3>{title}</h3>
        {action}
      </div>
      <div className={classes['stack']}>{children}</div>
    </section>
  );
}

/** Names and what they are, in two columns; those of which nothing is known are left out. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode, mono?: boolean])[];
}) {
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  return (
    <dl className={classes['facts']}>
      {known.map(([name, value, mono]) => (
        <Fact key={name} name={name} value={value} mono={mono ?? false} />
      ))}
    </dl>
  );
}

function Fact({ name, value, mono }: { readonly name: string; readonly value: ReactNode; readonly mono: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd data-mono={mono || undefined}>{value}</dd>
    </>
  );
}
