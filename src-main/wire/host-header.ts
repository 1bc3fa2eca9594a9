import type { Pipe } from './pipe';
import type { Outlet, Stage } from './stage';
import { LONGEST_HEAD } from './ws-upgrade';

/**
 * Lets the HTTP request of a WebSocket name the server that it is meant for, and not the relay that the client has
 * connected to: "Host and path parts of the request MUST be as set" (RFC 45/ZWS 2.0, Handshake), and a web proxy goes by
 * them. The only bytes that a relay changes. It keeps a request that is not whole, `LONGEST_HEAD` bytes at the most; once
 * that has gone on, the stage takes itself out of the pipeline.
 */
export class HostHeader implements Stage {
  readonly holding = false;
  private kept: Buffer = Buffer.alloc(0);

  constructor(
    private readonly pipe: Pipe,
    private readonly host: string,
  ) {}

  write(chunk: Uint8Array, next: Outlet): void {
    this.kept = Buffer.concat([this.kept, chunk]);
    const { kept } = this;
    const begins = 'GET '.startsWith(kept.toString('latin1', 0, 4));
    const end = kept.indexOf('\r\n\r\n');
    if (begins && end < 0 && kept.length < LONGEST_HEAD) return;
    this.kept = Buffer.alloc(0);
    this.pipe.remove(this);
    if (end < 0) next.write(kept);
    else {
      const head = kept.toString('latin1', 0, end).replace(/^Host:.*?$/im, `Host: ${this.host}`);
      next.write(Buffer.concat([Buffer.from(head, 'latin1'), kept.subarray(end)]));
    }
  }
}
