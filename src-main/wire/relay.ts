import type { Direction, FlowId } from '../../shared/traffic/flow';
import type { Result } from '../../shared/result';
import type { ItemSink, WireConnection } from './tap';

/** What a relay tells of its connections. Called from the event loop; must not throw. */
export interface RelayEvents {
  /** A program connected; the other half is being dialled. */
  opened(connection: WireConnection): void;
  /** Both sides have finished the handshake. */
  ready(connection: WireConnection): void;
  /** Both halves are gone; its counters no longer change. */
  closed(connection: WireConnection): void;
  /** One direction can no longer be read as ZMTP; `connection.fault` says why. */
  fault(connection: WireConnection): void;
  /**
   * A command after the handshake, or a subscription in its ZMTP 3.0 message form: `SUBSCRIBE`, `CANCEL`, `PING`,
   * `PONG`, `ERROR` … `body` is what follows the name and is a copy.
   */
  command?(connection: WireConnection, direction: Direction, name: string, body: Uint8Array): void;
}

export interface RelayOptions {
  /** Where to listen, as ZeroMQ writes it: `tcp://127.0.0.1:*`, `tcp://*:5555`, `tcp://eth0:5555`, `ipc:///tmp/x`, `ipc://@name`. */
  readonly listen: string;
  /** Where the binding socket is now, asked at each accept; undefined while there is none: the caller is then turned away and comes back. */
  readonly dial: () => string | undefined;
  /** Number of the flow a new connection belongs to. `remote` is the caller's address, '' for ipc. */
  readonly flowOf: (remote: string) => FlowId;
  /** Where items go; without it they are counted only. */
  readonly sink?: ItemSink;
  readonly on: RelayEvents;
  /**
   * Asked once per connection, before its first forward message goes on (greeting, handshake and commands have passed).
   * A promise holds the message back until it resolves; undefined lets it pass at once.
   */
  readonly admit?: (connection: WireConnection) => Promise<void> | undefined;
}

export interface Relay {
  /** The actual endpoint as a client would connect: `tcp://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly connections: Iterable<WireConnection>;
  /** Stops listening, ends every connection, removes an ipc file. */
  close(): Promise<void>;
}

/** Opens a relay. Expected failures: EADDRINUSE, EADDRNOTAVAIL, EACCES, EINVAL, ENAMETOOLONG, ENODEV. */
export async function openRelay(_options: RelayOptions): Promise<Result<Relay>> {
  throw new Error('the relay is not written yet');
}
