import type { Finding } from '../../../shared/traffic/findings';
import type { Health } from '../../../shared/traffic/health';
import type { Run } from '../run';
import { Doctor } from './doctor';
import { Gatherer } from './gather';

/** How a run fares, whenever it is asked. What was found before the stop still holds after it. */
export class Checkup {
  private readonly doctor = new Doctor();
  private readonly gatherer: Gatherer;
  private findings: readonly Finding[] = [];

  constructor(private readonly run: Run) {
    this.gatherer = new Gatherer(run);
  }

  look(): Health {
    const losses = this.run.ledger.report();
    if (!this.run.stopping) this.findings = this.doctor.examine(this.gatherer.gather(losses));
    return { losses, findings: this.findings };
  }
}
