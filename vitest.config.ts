import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // A test that passes only at the second try is a failing test.
    retry: 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['{shared,src-renderer}/**/*.test.ts'],
          // No sockets and no state that outlives a test: a process for each file would cost more than its tests.
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'sockets',
          include: ['{src-main,scripts}/**/*.test.ts'],
          // Real sockets: a file's process must end with its last socket, whatever another file does.
          pool: 'forks',
        },
      },
    ],
  },
});
