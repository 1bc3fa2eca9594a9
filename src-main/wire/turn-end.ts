/**
 * What is to be done when the event loop has read from every socket that has something. One immediate for all, because each
 * costs more than what is done in it.
 */
export class TurnEnd {
  private waiting: (() => void)[] = [];
  private running: (() => void)[] = [];

  /** Calls `done` once at the end of this turn; it must not throw. At most one from each who waits. */
  add(done: () => void): void {
    if (this.waiting.push(done) === 1) setImmediate(this.run);
  }

  private readonly run = (): void => {
    const { waiting } = this;
    this.waiting = this.running;
    this.running = waiting;
    for (let index = 0; index < waiting.length; index++) waiting[index]!();
    waiting.length = 0;
  };
}
