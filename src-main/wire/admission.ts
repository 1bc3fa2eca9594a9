import type { Pipe } from './pipe';
import type { Outlet, Stage } from './stage';

/**
 * Holds the first message of a connection until it is admitted. A ROUTER gives a peer without an identity a routing id
 * that is nowhere on the wire, at the moment it takes the connection in; when only one unknown connection at a time may
 * pass its first message, the id under which that message arrives is known to be that connection's. Greeting, handshake
 * and commands pass. Once admitted, the stage takes itself out of the pipeline.
 */
export class Admission implements Stage {
  holding = false;

  /** @param admit asked when the first message has come; undefined lets it pass at once */
  constructor(
    private readonly pipe: Pipe,
    private readonly admit: () => Promise<void> | undefined,
  ) {
    pipe.reader.holding = true;
  }

  write(chunk: Uint8Array, next: Outlet): void {
    const taken = next.write(chunk);
    if (taken === chunk.length) return;
    const admitted = this.admit();
    if (admitted === undefined) {
      this.pass(chunk.subarray(taken), next);
      return;
    }
    this.holding = true;
    const rest = new Uint8Array(chunk.subarray(taken));
    const pass = (): void => this.pass(rest, next);
    // Who is asked may fail; the message must not be lost by it.
    admitted.then(pass, pass);
  }

  private pass(rest: Uint8Array, next: Outlet): void {
    this.pipe.reader.holding = false;
    this.holding = false;
    next.write(rest);
    this.pipe.remove(this);
  }
}
