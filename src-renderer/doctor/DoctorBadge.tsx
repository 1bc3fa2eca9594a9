import { useHealth } from '../stores/health';
import classes from './Doctor.module.css';

/** How many things the doctor found, behind the tab's title. */
export function DoctorBadge() {
  const count = useHealth(({ findings }) => findings.length);
  const grave = useHealth(({ findings }) => findings.some(({ severity }) => severity === 'problem'));
  if (count === 0) return undefined;
  return (
    <span className={classes['badge']} data-severity={grave ? 'problem' : 'hint'} data-testid="doctor-badge">
      {count}
    </span>
  );
}
