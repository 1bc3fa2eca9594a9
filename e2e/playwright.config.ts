import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results/e2e',
  // The tests share the machine's screen, its two cores and the gallery's well-known ports.
  workers: 1,
  // A test that passes only at the second try is a failing test.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // Ends by itself, with its report, before `npm test` would end it.
  globalTimeout: 14 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
});
