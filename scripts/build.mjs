import { build } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/say.mjs';

await runScript(async () => {
  await ensurePackages();
  await build({ evenIfUnchanged: true });
});
