import { buildSystemAddon } from './lib/system-addon.mjs';
import { runScript, say } from './lib/say.mjs';

// npm run addon:system: builds the zeromq addon a second time, against this system's own libzmq.
await runScript(async () => {
  const { file, facts } = await buildSystemAddon({ again: process.argv.includes('--again') });
  say(`The addon for the system's libzmq is ready: ${facts}\n  ${file}`);
  say('Choose it in the app: menu Run, “Use the System’s ZeroMQ”.');
});
