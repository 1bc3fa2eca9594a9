import path from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { outFolder } from './lib/root.mjs';
import { runInPlace } from './lib/run.mjs';
import { runScript } from './lib/say.mjs';

// npm run --silent headless -- COMMAND FILE …: the engine without a window, under plain Node. Standard output is the
// engine's alone; what is said about set-up goes to standard error.
await runScript(async () => {
  await ensurePackages();
  await buildIfChanged();
  return await runInPlace(process.execPath, [path.join(outFolder, 'main', 'headless.js'), ...process.argv.slice(2)], {
    // Files are named from where the person is; npm would start from the package's folder.
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
  });
});
