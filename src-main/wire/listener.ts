import { lstat, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { fail, ok } from '../../shared/result';
import type { Problem, Result } from '../../shared/result';
import { endpointOf, resolveListen } from './endpoint';
import type { SocketAddress } from './endpoint';

export interface Listener {
  /** Hands out paused, half-open sockets by its `connection` event. Closing it removes an ipc file. */
  readonly server: Server;
  /** How a client connects: with the actual port. */
  readonly endpoint: string;
  /** Where it listens, with the actual port. */
  readonly address: SocketAddress;
}

/**
 * Listens on a ZeroMQ bind endpoint. An ipc file left by a program that is gone is replaced; one that somebody answers
 * on is in use. Errors: those of `resolveListen`, and EADDRINUSE, EADDRNOTAVAIL, EACCES, ENOENT.
 */
export async function listen(endpoint: string, ipv6 = false): Promise<Result<Listener>> {
  const resolved = await resolveListen(endpoint, ipv6);
  if (!resolved.ok) return resolved;
  const address = resolved.value;
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
  let failure = await tryListen(server, address);
  if (failure?.code === 'EADDRINUSE' && address.type === 'ipc' && (await removeStale(address.path))) {
    failure = await tryListen(server, address);
  }
  if (failure !== undefined) return fail(problemOf(failure, endpoint, address));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const actual = address.type === 'tcp' ? { ...address, port } : address;
  return ok({ server, endpoint: endpointOf(actual), address: actual });
}

function tryListen(server: Server, address: SocketAddress): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      resolve(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(undefined);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(
      address.type === 'tcp' ? { host: address.host, port: address.port, backlog: 511 } : { path: address.path },
    );
  });
}

/** Removes the socket file of a program that is gone; false when somebody answers or it is no socket. */
async function removeStale(path: string): Promise<boolean> {
  if (path.startsWith('\0')) return false;
  try {
    if (!(await lstat(path)).isSocket() || (await answers(path))) return false;
    await unlink(path);
    return true;
  } catch {
    return false;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ path });
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    // Any other failure, such as a missing permission, says nothing about who listens: leave the file alone.
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'));
  });
}

function problemOf(error: NodeJS.ErrnoException, endpoint: string, address: SocketAddress): Problem {
  const code = error.code ?? 'EIO';
  return { code, message: sentenceFor(code, endpoint, address, error.message), values: { endpoint } };
}

function sentenceFor(code: string, endpoint: string, address: SocketAddress, detail: string): string {
  const ipc = address.type === 'ipc';
  switch (code) {
    case 'EADDRINUSE':
      return ipc
        ? `${endpoint} is in use: another program listens there, or the path is a file of another kind. Stop that program or choose another path.`
        : `${endpoint} is in use: another program, or another socket of this topology, listens there. Stop it or choose another port.`;
    case 'EADDRNOTAVAIL':
      return `${endpoint} cannot be listened on: the address is not one of this machine's. Use * or an address that it has.`;
    case 'EACCES':
    case 'EPERM':
      return ipc
        ? `${endpoint} cannot be created: this account may not write there. Choose a path in a folder of its own.`
        : `${endpoint} cannot be listened on: this account may not use that port. Choose a port above 1023.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `${endpoint} cannot be created: its folder does not exist. Create the folder or choose another path.`;
    default:
      return `${endpoint} cannot be listened on: ${detail}.`;
  }
}
