/** Makes one change after the other. */
export class InTurn {
  /** The end of the change that is being made. */
  private busy: Promise<unknown> = Promise.resolve();

  take<Value>(change: () => Promise<Value>): Promise<Value> {
    const turn = this.busy.then(change);
    this.busy = turn.catch(() => undefined);
    return turn;
  }
}
