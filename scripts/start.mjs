import path from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { openDisplay } from './lib/display.mjs';
import { electronFlags } from './lib/electron-flags.mjs';
import { setUpElectron } from './lib/electron-setup.mjs';
import { root } from './lib/root.mjs';
import { runInPlace } from './lib/run.mjs';
import { runScript } from './lib/say.mjs';

// npm start [-- FILE]: sets up what is missing, builds what changed and opens the app.
await runScript(async () => {
  const electron = await setUpElectron();
  await buildIfChanged();
  const display = await openDisplay();
  try {
    const flags = electronFlags({ virtualDisplay: display.virtual });
    return await runInPlace(electron.executablePath, [...flags, root, ...appArguments()], {
      env: { ...process.env, ...display.env },
    });
  } finally {
    await display.close();
  }
});

/** What the person asked for, with files named from where the person is: npm starts from the package's folder. */
function appArguments() {
  const here = process.env['INIT_CWD'] ?? process.cwd();
  return process.argv.slice(2).map((argument) => (argument.startsWith('-') ? argument : path.resolve(here, argument)));
}
