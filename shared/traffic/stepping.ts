import type { Step } from '../plan';

/** A step that was taken, and what became of it. */
export interface StepTaken {
  readonly step: Step;
  /** Seconds since the run began. */
  readonly t: number;
  /** What a link or an endpoint turned out to be. */
  readonly endpoint?: string | undefined;
  /** Why it failed. */
  readonly problem?: string | undefined;
}

/** A run that is gone through step by step, while it waits. Steps that call nothing are not counted. */
export interface Stepping {
  readonly done: number;
  readonly total: number;
  readonly next: Step;
  readonly last: StepTaken | undefined;
}
