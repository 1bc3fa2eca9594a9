import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * What runs when Electron is started with an app's folder as its argument, as Electron's own default app does:
 * https://github.com/electron/electron/blob/main/default_app/main.ts
 */
const main = `
import { app } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  console.error('Name the folder of an app: electron [flags] FOLDER [arguments]');
  process.exit(2);
}
const appPath = path.resolve(folder);
const { name, productName, version, desktopName, main } = JSON.parse(await readFile(path.join(appPath, 'package.json'), 'utf8'));
process.defaultApp = true;
if (version) app.setVersion(version);
if (productName ?? name) app.name = productName ?? name;
if (desktopName) app.setDesktopName(desktopName);
app.setAppPath(appPath);
await import(pathToFileURL(path.resolve(appPath, main ?? 'index.js')).href);
`;

/**
 * Adds the default app to an Electron that came without one, so that \`electron .\` works.
 * @param {string} resources Electron's folder of that name
 */
export async function addDefaultApp(resources) {
  const { default: asar } = await import('@electron/asar');
  const folder = await mkdtemp(path.join(tmpdir(), 'default-app-'));
  try {
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'electron', type: 'module', main: 'main.js' }),
    );
    await writeFile(path.join(folder, 'main.js'), main);
    await asar.createPackage(folder, path.join(resources, 'default_app.asar'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
