import type { Health } from '../../shared/traffic/health';

/** Milliseconds between two looks at a run, at the least and at the most. */
const LEAST_MS = 250;
const MOST_MS = 1000;
/** A look may take one part in so many of the time: of a large topology it takes milliseconds. */
const SHARE = 100;

/** Tells how a run fares, while it is on, when that has changed. */
export class HealthSender {
  private timer: NodeJS.Timeout | undefined;
  private last = '';

  constructor(
    private readonly make: () => Health,
    private readonly send: (health: Health) => void,
  ) {}

  start(): void {
    this.stop();
    this.lookAfter(LEAST_MS);
  }

  /** Tells the last of it. */
  stop(): void {
    clearTimeout(this.timer);
    this.look();
  }

  private lookAfter(ms: number): void {
    this.timer = setTimeout(() => {
      const began = performance.now();
      this.look();
      this.lookAfter(Math.min(MOST_MS, Math.max(LEAST_MS, (performance.now() - began) * SHARE)));
    }, ms);
  }

  private look(): void {
    const health = this.make();
    const text = JSON.stringify(health);
    if (text === this.last) return;
    this.last = text;
    this.send(health);
  }
}
