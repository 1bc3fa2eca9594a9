import { buildSystemAddon } from './lib/system-addon.mjs';
import { runScript, SaidFailure, say } from './lib/say.mjs';

// npm run addon:system: builds the zeromq addon a second time, against this system's own libzmq.
await runScript(async () => {
  const built = await buildSystemAddon({ again: process.argv.includes('--again') });
  if ('lacks' in built) throw new SaidFailure(built.lacks);
  say(`The addon for the system's libzmq is ready: ${built.facts}\n  ${built.file}`);
  say('Choose it in the app: menu Run, “Use the System’s ZeroMQ”.');
});
