import { troublingLosses, useHealth } from '../stores/health';
import { briefCountText } from '../ui/numbers';
import classes from './Losses.module.css';

/** How many messages did not arrive, behind the tab's title. */
export function LossesBadge() {
  const lost = useHealth(troublingLosses);
  if (lost === 0) return undefined;
  return (
    <span className={classes['badge']} data-testid="losses-badge">
      {briefCountText(lost)}
    </span>
  );
}
