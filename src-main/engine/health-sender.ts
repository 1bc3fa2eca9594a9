import type { Health } from '../../shared/traffic/health';

/** Milliseconds between two looks at a run. */
const LOOK_MS = 250;

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
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Tells the last of it. */
  stop(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    const health = this.make();
    const text = JSON.stringify(health);
    if (text === this.last) return;
    this.last = text;
    this.send(health);
  }
}
