import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Makes one module that plain Node runs of a TypeScript source of the project.
 * @param {string} root folder of the project
 * @param {URL} source
 * @returns {Promise<string>} the module's file
 */
export async function bundle(root, source) {
  const entry = fileURLToPath(source);
  const name = path.basename(entry, '.ts');
  const outDir = path.join(root, 'out', 'bench');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } },
    },
  });
  return path.join(outDir, `${name}.mjs`);
}
