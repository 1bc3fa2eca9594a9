/**
 * Tells loops to end. Unlike an AbortSignal it is asked in hot loops by reading one field, and waiting on it leaves nothing
 * behind.
 */
export class StopSignal {
  stopped = false;
  /** Everything is being closed: nothing needs to be put back in order first. */
  closing = false;
  private readonly listeners = new Set<() => void>();

  stop(closing = false): void {
    if (this.stopped) return;
    this.closing = closing;
    this.stopped = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** Calls `listener` once at the stop, unless it is removed before; at once where it is stopped already. */
  add(listener: () => void): void {
    if (this.stopped) listener();
    else this.listeners.add(listener);
  }

  remove(listener: () => void): void {
    this.listeners.delete(listener);
  }

  /** Resolves after `ms` milliseconds, or at the stop. */
  sleep(ms: number): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.remove(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.add(end);
    });
  }
}
