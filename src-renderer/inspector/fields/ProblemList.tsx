import { IconAlertTriangle } from '@tabler/icons-react';
import type { Problem } from '../../../shared/result';
import { problemText } from '../../i18n/problem-text';
import classes from './Fields.module.css';

/** Problems in full sentences, the newest first. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const texts = [...new Set(problems.map(problemText))].reverse();
  return texts.map((text) => (
    <p key={text} className={classes['problem']} role="alert" data-testid="problem">
      <IconAlertTriangle size={14} aria-hidden />
      <span>{text}</span>
    </p>
  ));
}
