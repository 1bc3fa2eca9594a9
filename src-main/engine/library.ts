import { readFileSync } from 'node:fs';
import type { LibraryFacts } from '../../shared/zmq/library';
import type { Transport } from '../../shared/zmq/transports';
import { contextFacts } from './context';
import { lackingOptions } from './lacking-options';
import { addonProblem, onAskedAddon, zmq } from './zeromq';

let known: LibraryFacts | undefined;

/** What the loaded library can do on this machine; found out once, by asking it and the kernel. */
export function libraryFacts(): LibraryFacts {
  const { capability } = zmq;
  known ??= {
    choice: onAskedAddon ? 'system' : 'bundled',
    version: zmq.version,
    ...transportsBy({ capability, bindsWs: binds('ws://127.0.0.1:*'), kernelHasTipc: kernelHasTipc() }),
    drafts: capability.draft === true,
    lackingOptions: lackingOptions(),
    curve: capability.curve === true,
    gssapi: capability.gssapi === true,
    context: contextFacts(),
    ...(addonProblem === undefined ? {} : { problem: problemText(addonProblem) }),
  };
  return known;
}

/** What the library says of itself, and what was tried of what it says nothing about. */
export interface LibraryAnswers {
  readonly capability: Readonly<Record<string, boolean | undefined>>;
  /** libzmq says nothing of its WebSockets: whether it binds one tells. */
  readonly bindsWs: boolean;
  /** A library with tipc needs the kernel's module too. */
  readonly kernelHasTipc: boolean;
}

/** The transports that can be used, and those for which only the kernel is missing. */
export function transportsBy({ capability, bindsWs, kernelHasTipc }: LibraryAnswers): {
  readonly transports: readonly Transport[];
  readonly kernelLacks: readonly Transport[];
} {
  const { ipc, draft, tipc, pgm } = capability;
  const transports: readonly (readonly [Transport, boolean | undefined])[] = [
    ['tcp', true],
    ['ipc', ipc],
    ['inproc', true],
    ['ws', bindsWs],
    ['udp', draft],
    ['tipc', tipc === true && kernelHasTipc],
    ['pgm', pgm],
    ['epgm', pgm],
  ];
  return {
    transports: transports.flatMap(([transport, has]) => (has === true ? [transport] : [])),
    kernelLacks: tipc === true && !kernelHasTipc ? ['tipc'] : [],
  };
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
