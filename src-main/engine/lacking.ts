import type { WantedSocket } from '../../shared/plan';
import type { Problem } from '../../shared/result';
import { lacksOption, lacksSocket, lacksTransport } from '../../shared/zmq/library';
import { isOptionName } from '../../shared/zmq/options';
import type { Transport } from '../../shared/zmq/transports';
import { lacking } from './errors';
import { libraryFacts } from './library';

/** What of a socket the loaded library does not have: its type, or one of its options. */
export function lackingOf({ key, type, options }: WantedSocket): Problem | undefined {
  const library = libraryFacts();
  const remedy = lacksSocket(library, type);
  if (remedy !== undefined) return lacking(key, type, remedy);
  for (const name of Object.keys(options).filter(isOptionName)) {
    const refused = lacksOption(library, name);
    if (refused !== undefined) return lacking(key, name, refused);
  }
  return undefined;
}

/**
 * The same of a transport. Asked before libzmq is: where only the kernel lacks it, a connect is tried for ever without a word,
 * and a bind says EAGAIN.
 */
export function lackingTransport(where: string, transport: Transport): Problem | undefined {
  const remedy = lacksTransport(libraryFacts(), transport);
  return remedy && lacking(where, transport, remedy);
}
