import { packageApp, packageInstallers } from './lib/package.mjs';
import { setUpElectron } from './lib/electron-setup.mjs';
import { runScript, say } from './lib/say.mjs';

// npm run package [-- --for-tests]: the app in a folder that runs by itself; npm run package:all: the installers.
await runScript(async () => {
  const electron = await setUpElectron();
  if (process.argv.includes('--all')) {
    await packageInstallers(electron);
    return;
  }
  const forTests = process.argv.includes('--for-tests');
  const program = await packageApp({ electron, forTests });
  say(`The packaged app: ${program}${forTests ? ' (it can be inspected: not for giving away)' : ''}`);
});
