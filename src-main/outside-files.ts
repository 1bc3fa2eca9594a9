import type { DialogResult } from '../shared/ipc';

export interface OutsideFilesParts<Opened> {
  open(file: string): Promise<DialogResult<Opened>>;
  /** Hands to the window what was opened, or why it was not. */
  show(opened: DialogResult<Opened>): void;
  onError(file: string, error: unknown): void;
}

/**
 * Files that are named from outside the window: on the command line, by a second start, by the system or in the list of
 * recent files. Until the window listens, the newest of them waits.
 */
export class OutsideFiles<Opened> {
  private waiting: string | undefined;
  private readonly unseen: DialogResult<Opened>[] = [];
  private parts: OutsideFilesParts<Opened> | undefined;

  /** The file that waits, which then waits no longer. */
  take(): string | undefined {
    const file = this.waiting;
    this.waiting = undefined;
    return file;
  }

  open(file: string): void {
    if (!this.parts) {
      this.waiting = file;
      return;
    }
    const { open, show, onError } = this.parts;
    open(file).then(
      (opened) => {
        if (!opened.ok || opened.value !== 'canceled') show(opened);
      },
      (error: unknown) => onError(file, error),
    );
  }

  /** Keeps what happened before there was a window that could show it. */
  tellLater(opened: DialogResult<Opened>): void {
    this.unseen.push(opened);
  }

  /** The window listens now, for the first time or again. */
  listening(parts: OutsideFilesParts<Opened>): void {
    this.parts = parts;
    for (const opened of this.unseen.splice(0)) parts.show(opened);
    const file = this.take();
    if (file !== undefined) this.open(file);
  }
}
