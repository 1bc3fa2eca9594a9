import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,src-main,src-renderer,scripts}/**/*.test.ts'],
    environment: 'node',
    // Real sockets: a file's process must end with its last socket, whatever another file does.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // A test that passes only at the second try is a failing test.
    retry: 0,
  },
});
