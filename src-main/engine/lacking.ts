import type { WantedSocket } from '../../shared/plan';
import type { Problem } from '../../shared/result';
import { lacksOption, lacksSocket } from '../../shared/zmq/library';
import { isOptionName } from '../../shared/zmq/options';
import { lacking } from './errors';
import { libraryFacts } from './library';

/** What of a socket the loaded library does not have: its type, or one of its options. */
export function lackingOf({ key, type, options }: WantedSocket): Problem | undefined {
  const library = libraryFacts();
  const remedy = lacksSocket(library, type);
  if (remedy !== undefined) return lacking(key, `the socket type ${type}`, remedy);
  for (const name of Object.keys(options).filter(isOptionName)) {
    const refused = lacksOption(library, name);
    if (refused !== undefined) return lacking(key, `the option ${name}`, refused);
  }
  return undefined;
}
