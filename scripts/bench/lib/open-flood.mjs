import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';
import { pushPull } from './engine-worker.mjs';

/**
 * The app with its window on a PUSH that floods a PULL with messages of so many bytes.
 * @param {string} root
 * @param {string} folder
 * @param {number} bytes
 */
export async function openFlood(root, folder, bytes) {
  const executablePath = process.env['PATCHBAY_ELECTRON'];
  if (executablePath === undefined) throw new Error('start it with `npm run bench -- window`, which finds Electron');
  /** @type {string[]} */
  const flags = JSON.parse(process.env['PATCHBAY_ELECTRON_FLAGS'] ?? '[]');
  const file = path.join(folder, 'flood.zmq.json');
  await writeFile(file, JSON.stringify(pushPull(bytes, 'wire')));
  /** @type {typeof import('./window-app')} */
  const { openApp: open } = await import(
    pathToFileURL(await bundle(root, new URL('./window-app.ts', import.meta.url))).href
  );
  return open({ executablePath, args: [...flags, root], file, userData: path.join(folder, 'user') });
}
