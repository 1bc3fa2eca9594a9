import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';

/**
 * The oldest Electron that the app runs on is 33 (Chromium 130, Node 20.18), so that is what code is made for,
 * whichever Electron is installed.
 *
 * Everything is bundled but `zeromq`, which finds its native addon by its own place in node_modules. The gallery is
 * not built: main reads `topologies/*.zmq.json` below `app.getAppPath()`, which is this folder in development and the
 * asar archive in a packaged app.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      sourcemap: true,
      externalizeDeps: { include: ['zeromq'] },
      rolldownOptions: {
        input: {
          main: 'src-main/main.ts',
          worker: 'src-main/engine/worker.ts',
          headless: 'src-main/headless.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      sourcemap: true,
      // A sandboxed preload can load neither ES modules nor packages.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      sourcemap: true,
      modulePreload: false,
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
});
