import { readFileSync } from 'node:fs';
import type { LibraryFacts } from '../../shared/zmq/library';
import type { Transport } from '../../shared/zmq/transports';
import { contextFacts } from './context';
import { lackingOptions } from './lacking-options';
import { addonProblem, onAskedAddon, zmq } from './zeromq';

let known: LibraryFacts | undefined;

/** What the loaded library can do on this machine; found out once, by asking it and the kernel. */
export function libraryFacts(): LibraryFacts {
  known ??= {
    choice: onAskedAddon ? 'system' : 'bundled',
    version: zmq.version,
    transports: [...transports()],
    drafts: zmq.capability.draft === true,
    lackingOptions: lackingOptions(),
    curve: zmq.capability.curve === true,
    gssapi: zmq.capability.gssapi === true,
    context: contextFacts(),
    ...(addonProblem === undefined ? {} : { problem: problemText(addonProblem) }),
  };
  return known;
}

function* transports(): Generator<Transport> {
  const { capability } = zmq;
  yield 'tcp';
  if (capability.ipc === true) yield 'ipc';
  yield 'inproc';
  // libzmq says nothing of its WebSockets: whether it binds one tells.
  if (binds('ws://127.0.0.1:*')) yield 'ws';
  if (capability.draft === true) yield 'udp';
  // A library with tipc needs the kernel's module too.
  if (capability.tipc === true && kernelHasTipc()) yield 'tipc';
  if (capability.pgm === true) {
    yield 'pgm';
    yield 'epgm';
  }
}

function binds(endpoint: string): boolean {
  const socket = new zmq.Pair({ linger: 0 });
  try {
    socket.bindSync(endpoint);
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

function kernelHasTipc(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /^TIPC\b/m.test(readFileSync('/proc/net/protocols', 'utf8'));
  } catch {
    return false;
  }
}

function problemText(detail: string): string {
  return `The addon for the system's libzmq could not be loaded (${detail}), so the bundled library runs. Run “npm run addon:system” again.`;
}
