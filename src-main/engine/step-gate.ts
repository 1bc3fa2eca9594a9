import type { Step } from '../../shared/plan';
import type { StepTaken, Stepping } from '../../shared/traffic/stepping';
import { stepCalls } from '../../shared/zmq/life-calls';

/** Holds a run between two steps until somebody says to go on. */
export class StepGate {
  /** What is next and what was last; undefined once nothing is waited for any more. */
  progress: Stepping | undefined;
  private open: 'shut' | 'free' | 'ended' = 'shut';
  private goOn: (() => void) | undefined;
  private last: StepTaken | undefined;

  constructor(private readonly changed: () => void) {}

  /**
   * Waits before a step. False where the run is stopped: no further step is to be taken.
   * @param done steps that were taken, of `total`, both without those that call nothing
   */
  async pass(step: Step, done: number, total: number): Promise<boolean> {
    if (this.open === 'shut' && stepCalls(step).length > 0) {
      this.progress = { done, total, next: step, last: this.last };
      this.changed();
      await new Promise<void>((resolve) => (this.goOn = resolve));
      this.progress = undefined;
      this.changed();
    }
    return this.open !== 'ended';
  }

  /** Tells what became of a step; one that calls nothing was not waited for either. */
  took(last: StepTaken): void {
    if (stepCalls(last.step).length > 0) this.last = last;
  }

  /** Lets the next step be taken, or all of them. */
  step(all: boolean): void {
    if (all && this.open === 'shut') this.open = 'free';
    this.goOn?.();
  }

  /** Ends the wait: the run is to be stopped. */
  end(): void {
    this.open = 'ended';
    this.goOn?.();
  }
}
