import type { ContextFacts } from './context';
import type { OptionName } from './options';
import { socketFacts, type SocketType } from './socket-types';
import type { Transport } from './transports';

/** Which build of the zeromq addon the engine runs on: the package's own, or one made against the system's libzmq. */
export const LIBRARIES = ['bundled', 'system'] as const;
export type LibraryChoice = (typeof LIBRARIES)[number];

/** What the loaded library can do, as the engine found out when it began. */
export interface LibraryFacts {
  readonly choice: LibraryChoice;
  /** Version of libzmq, `4.3.5`; '' until the engine is ready. */
  readonly version: string;
  /** Transports it has and this machine's kernel lets it use. */
  readonly transports: readonly Transport[];
  /** Those that it has and that this machine's kernel does not let it use. */
  readonly kernelLacks: readonly Transport[];
  /** True where it has the draft socket types. */
  readonly drafts: boolean;
  /** Options of the draft API that it refuses. */
  readonly lackingOptions: readonly OptionName[];
  readonly curve: boolean;
  readonly gssapi: boolean;
  /** Unknown until the engine is ready. */
  readonly context?: ContextFacts;
  /** Why the chosen library is not the one that is loaded, as a sentence. */
  readonly problem?: string;
}

/** Taken as true until the engine has said better: nothing is greyed out without a reason. */
export const UNKNOWN_LIBRARY: LibraryFacts = {
  choice: 'bundled',
  version: '',
  transports: ['tcp', 'ipc', 'inproc', 'ws', 'udp'],
  kernelLacks: ['tipc'],
  drafts: true,
  lackingOptions: [],
  curve: true,
  gssapi: false,
};

/** What has to be done to get something that the loaded library lacks. */
export type Remedy = 'bundled-library' | 'system-library' | 'kernel-tipc' | 'none';

export function lacksSocket(library: LibraryFacts, type: SocketType): Remedy | undefined {
  if (!socketFacts(type).draft || library.drafts) return undefined;
  return library.choice === 'system' ? 'bundled-library' : 'none';
}

export function lacksOption(library: LibraryFacts, name: OptionName): Remedy | undefined {
  if (!library.lackingOptions.includes(name)) return undefined;
  if (library.choice === 'system') return name === 'interface' ? 'none' : 'bundled-library';
  return name === 'interface' ? 'system-library' : 'none';
}

export function lacksTransport(library: LibraryFacts, transport: Transport): Remedy | undefined {
  if (library.transports.includes(transport)) return undefined;
  switch (transport) {
    case 'pgm':
    case 'epgm':
      return library.choice === 'bundled' ? 'system-library' : 'none';
    case 'tipc':
      return library.kernelLacks.includes(transport) ? 'kernel-tipc' : 'none';
    case 'ws':
    case 'udp':
      return library.choice === 'system' ? 'bundled-library' : 'none';
    case 'tcp':
    case 'ipc':
    case 'inproc':
      return 'none';
  }
}

/** What to do about it, as the end of a sentence in English. */
export function remedyText(remedy: Remedy): string {
  switch (remedy) {
    case 'bundled-library':
      return 'choose the bundled library in the menu Run, which has it';
    case 'system-library':
      return "run “npm run addon:system” once, then choose the system's library in the menu Run";
    case 'kernel-tipc':
      return 'load its module with “sudo modprobe tipc”, then start the app again';
    case 'none':
      return 'this build of ZeroMQ does not have it; use tcp, ipc or inproc';
  }
}
