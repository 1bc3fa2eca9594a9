import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { until } from './relay-fixture';

/** A plain tcp peer that says exactly the bytes it is told to, and keeps what it hears. */
export class RawPeer {
  heard = Buffer.alloc(0);
  ended = false;

  constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.heard = Buffer.concat([this.heard, chunk]);
    });
    socket.on('end', () => {
      this.ended = true;
    });
    socket.on('error', () => {
      this.ended = true;
    });
    socket.on('close', () => {
      this.ended = true;
    });
    onTestFinished(() => void socket.destroy());
  }

  static async connect(endpoint: string): Promise<RawPeer> {
    const { hostname, port } = new URL(endpoint);
    const peer = new RawPeer(connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true }));
    await until(() => !peer.socket.connecting);
    return peer;
  }

  say(...bytes: readonly Uint8Array[]): this {
    for (const part of bytes) this.socket.write(part);
    return this;
  }

  hears(count: number): Promise<void> {
    return until(() => this.heard.length >= count);
  }
}

/** A plain tcp listener that hands out the peers that come. */
export class RawListener {
  readonly peers: RawPeer[] = [];

  readonly endpoint: string;

  private constructor(private readonly server: Server) {
    this.endpoint = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => this.peers.push(new RawPeer(socket)));
    onTestFinished(() => void server.close());
  }

  /** @param port any free one unless it is given */
  static async open(port = 0): Promise<RawListener> {
    const server = createServer({ noDelay: true, allowHalfOpen: true });
    server.listen(port, '127.0.0.1');
    await until(() => server.listening);
    return new RawListener(server);
  }

  async close(): Promise<void> {
    this.server.close();
    await until(() => !this.server.listening);
  }

  async first(): Promise<RawPeer> {
    await until(() => this.peers.length > 0);
    const peer = this.peers[0];
    if (peer === undefined) throw new Error('no peer');
    return peer;
  }
}
