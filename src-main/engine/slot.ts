import type { Problem, Result } from '../../shared/result';

/** Something that is opened, tried again for as long as it cannot be, and closed at any moment. */
export class Slot<Value extends { close(): Promise<void> }> {
  value: Value | undefined;
  problem: Problem | undefined;
  closed = false;
  private opening: Promise<Result<Value>> | undefined;

  /** True when it is open, now or already. */
  async open(make: () => Promise<Result<Value>>): Promise<boolean> {
    if (this.value) return true;
    if (this.closed) return false;
    const first = this.opening === undefined;
    this.opening ??= make();
    const made = await this.opening;
    if (!first) return made.ok;
    this.opening = undefined;
    if (!made.ok) this.problem = made.error;
    else if (this.closed) await made.value.close();
    else {
      this.value = made.value;
      this.problem = undefined;
    }
    return made.ok;
  }

  async close(): Promise<void> {
    this.closed = true;
    const { value } = this;
    this.value = undefined;
    await this.opening;
    await value?.close();
  }
}
