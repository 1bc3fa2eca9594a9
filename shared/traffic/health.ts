import { NO_LOSSES, type LossReport } from './losses';

/** How a run fares: what did not arrive. Sent whole when it changed, four times a second at most. */
export interface Health {
  readonly losses: LossReport;
}

export const HEALTHY: Health = { losses: NO_LOSSES };
