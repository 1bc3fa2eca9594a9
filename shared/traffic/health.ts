import type { Finding } from './findings';
import { NO_LOSSES, type LossReport } from './losses';

/** How a run fares: what did not arrive, and what keeps it from arriving. Sent whole when it changed, four times a second at most. */
export interface Health {
  readonly losses: LossReport;
  /** What the doctor found, the likeliest cause first. */
  readonly findings: readonly Finding[];
}

export const HEALTHY: Health = { losses: NO_LOSSES, findings: [] };
