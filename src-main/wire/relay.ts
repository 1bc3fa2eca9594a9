import type { Socket } from 'node:net';
import type { Direction, FlowId } from '../../shared/traffic/flow';
import { ok } from '../../shared/result';
import type { Problem, Result } from '../../shared/result';
import type { Journal } from './journal';
import { Absence } from './absence';
import { parseDial, type SocketAddress } from './endpoint';
import { remoteOf } from './byte-source';
import { listen } from './listener';
import { openFiles } from './open-files';
import type { OwnSocket } from './own-socket';
import { tooManyOpen } from './refusal';
import { RelayConnection } from './relay-connection';
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
  /**
   * A program connected, but the bound side could not be reached: it was turned away and comes back by itself, libzmq
   * ten times a second. Codes are those of connect(2), EINVAL and others of the endpoint that `dial` gave, and EMFILE where
   * the system lets this process open few more files.
   */
  refused?(problem: Problem): void;
}

export interface RelayOptions {
  /** Where to listen, as ZeroMQ writes it: `tcp://127.0.0.1:*`, `tcp://*:5555`, `tcp://eth0:5555`, `ws://*:8080/zmq`, `ipc:///tmp/x`, `ipc://@name`. */
  readonly listen: string;
  /** True where `*` stands for the addresses of IPv6 too. */
  readonly ipv6?: boolean;
  /** Asks on silent tcp connections whether the other side is still there, after so many milliseconds; 0 is the system's default. */
  readonly keepAliveMs?: number | undefined;
  /** Milliseconds after which a host that answers nothing is given up on; 0 or none leaves it to the relay. */
  readonly dialTimeoutMs?: number | undefined;
  /** Stops listening while nobody is where it dials, so that callers are refused as they would be there. */
  readonly leavesWithTarget?: boolean;
  /** Where the binding socket is now, asked at each accept with the caller's address; undefined while there is none: the caller is then turned away and comes back. */
  readonly dial: (remote: string) => string | undefined;
  /** Number of the flow a new connection belongs to. `remote` is the caller's address, '' for ipc. */
  readonly flowOf: (remote: string) => FlowId;
  /** Where items go; without it they are counted only. */
  readonly sink?: ItemSink;
  readonly on: RelayEvents;
  /** Keeps a record of each connection, for its ladder. */
  readonly journal?: Journal;
  /**
   * The app's own socket that is dialled, or that connects, asked at each connection. Whoever sends what would harm it is cut
   * off, and so is a program outside whose bytes cannot be read. libzmq would take them for messages of a ZMTP 1.0 peer, and
   * when that peer is gone a REP loses its next reply to another one (libzmq 4.3.5: `router_t::rollback` leaves `_more_out`
   * set where the peer's pipe has ended); and nothing could be kept from the socket any more.
   */
  readonly own?: (end: 'dialled' | 'caller') => OwnSocket | undefined;
  /**
   * How long the side that is dialled may say nothing, in milliseconds, where the app's own socket at the other one sends it
   * heartbeats; asked at each connection.
   */
  readonly silenceMs?: () => number | undefined;
  /** What is dialled is a program outside, and a WebSocket's request is to name that one and not the relay. */
  readonly namesTarget?: boolean;
  /**
   * Asked once per connection, before its first forward message goes on (greeting, handshake and commands have passed).
   * A promise holds the message back until it resolves; undefined lets it pass at once.
   */
  readonly admit?: (connection: WireConnection) => Promise<void> | undefined;
}

export interface Relay {
  /** The actual endpoint as a client would connect: `tcp://127.0.0.1:40123`. */
  readonly endpoint: string;
  /** Where it listens, with the actual port. */
  readonly address: SocketAddress;
  readonly connections: Iterable<WireConnection>;
  /**
   * Lets nobody in any more, and passes on nothing more of handshakes that the app's own sockets decide about; done when they
   * ask no more. Call it before such a socket lets go of the relay or is closed: what it is told then while it goes makes it
   * ask again, with nobody to ask (libzmq 4.3.5: `zap_client_t::send_zap_request` asserts that there is).
   */
  quiet(): Promise<void>;
  /** Ends the connections that are chosen. */
  hangUp(which: (connection: WireConnection) => boolean): void;
  /** Stops listening, ends every connection, removes an ipc file. */
  close(): Promise<void>;
}

/**
 * Opens a relay: it listens for the sockets that connect and dials the one that is bound, once for each of them, so that
 * every conversation passes through with all its bytes and can be read on the way. Expected failures: EADDRINUSE,
 * EADDRNOTAVAIL, EACCES, EINVAL, ENAMETOOLONG, ENODEV, ENOENT, EPROTONOSUPPORT.
 */
export async function openRelay(options: RelayOptions): Promise<Result<Relay>> {
  const listening = await listen(options.listen, options.ipv6);
  if (!listening.ok) return listening;
  const { server, endpoint, address: place } = listening.value;
  const connections = new Set<RelayConnection>();
  const absence = options.leavesWithTarget === true ? new Absence(server) : undefined;
  let closing: Promise<void> | undefined;
  let quiet = false;

  server.on('connection', (accepted: Socket) => {
    // Who calls has one already; the other half and the socket behind it need one each.
    if (!openFiles.take(2)) {
      accepted.destroy();
      options.on.refused?.(tooManyOpen(endpoint));
      return;
    }
    const target = options.dial(remoteOf(accepted));
    const address = target === undefined ? undefined : parseDial(target);
    if (closing !== undefined || quiet || target === undefined || address === undefined || !address.ok) {
      // Nobody to talk to: ZeroMQ comes back by itself.
      accepted.destroy();
      if (address?.ok === false) options.on.refused?.(address.error);
      return;
    }
    const gone = (): void => void connections.delete(connection);
    const dialTarget = { listening: endpoint, endpoint: target, address: address.value };
    // The app's own socket has other addresses when it is there again: those are asked for at the next call.
    const own = options.own?.('dialled') !== undefined;
    const nobodyThere = (): void => void (own || absence?.begin(dialTarget.address));
    const connection = new RelayConnection(accepted, dialTarget, options, { gone, nobodyThere });
    connections.add(connection);
    connection.start();
  });
  // The process is out of file descriptors, say: the caller is not accepted and comes back, the relay goes on.
  server.on('error', () => undefined);

  const close = async (): Promise<void> => {
    absence?.end();
    const listenerGone = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all([listenerGone, ...[...connections].map((connection) => connection.close())]);
  };
  return ok({
    endpoint,
    address: place,
    connections,
    quiet: async () => {
      quiet = true;
      await Promise.all([...connections].map((connection) => connection.quiet()));
    },
    hangUp: (which) => {
      for (const connection of connections) if (which(connection)) void connection.close();
    },
    close: () => (closing ??= close()),
  });
}
