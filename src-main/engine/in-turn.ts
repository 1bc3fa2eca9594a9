/** Makes one change after the other. */
export class InTurn {
  /** The end of the change that is being made. */
  private busy: Promise<unknown> = Promise.resolve();

  private replacements = 0;

  /** Makes a change that ends what others before it began. `outdated` says whether another such one was asked for since. */
  takeOver<Value>(change: (outdated: () => boolean) => Promise<Value>): Promise<Value> {
    const number = ++this.replacements;
    return this.take(() => change(() => number !== this.replacements));
  }

  take<Value>(change: () => Promise<Value>): Promise<Value> {
    const turn = this.busy.then(change);
    this.busy = turn.catch(() => undefined);
    return turn;
  }
}
