import path from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { playwright, systemLibraryForTests, withTestDisplay } from './lib/e2e.mjs';
import { setUpElectron } from './lib/electron-setup.mjs';
import { packageApp } from './lib/package.mjs';
import { root } from './lib/root.mjs';
import { runInPlace } from './lib/run.mjs';
import { runScript } from './lib/say.mjs';

// npm run e2e [-- ARGUMENTS OF PLAYWRIGHT]: the end-to-end tests alone, on what was built.
await runScript(async () => {
  const electron = await setUpElectron();
  await buildIfChanged();
  const packaged = await packageApp({ electron, forTests: true });
  const library = await systemLibraryForTests();
  const cli = path.join(root, 'node_modules', ...playwright.program.split('/'));
  return await withTestDisplay({ electron, packaged, library }, (env) =>
    runInPlace(process.execPath, [cli, ...playwright.args, ...process.argv.slice(2)], { env }),
  );
});
