import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import type { LibraryChoice } from '../shared/zmq/library';

/**
 * The addon to run zeromq on in place of its own; `undefined` for its own. The system's is where `npm run addon:system` puts
 * it: in the user's cache folder, by the version of zeromq, so that a packaged app finds it too.
 */
export function addonOf(choice: LibraryChoice, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (choice === 'bundled') return undefined;
  const { version } = createRequire(import.meta.url)('zeromq/package.json') as { version: string };
  const cache = env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(cache, 'zmq-patchbay', 'addon-system', `zeromq-${version}-${process.arch}`, 'zeromq.node');
}
