import { expect, test } from '../fixtures/test';
import { FLOOD } from '../fixtures/topologies';
import type { Patchbay } from '../pages/patchbay';

const MEGABYTE = 1024 * 1024;

test('under a flood memory is bounded and the window answers; Stop works, and Quit ends with 0', async ({
  start,
  saved,
}) => {
  // A busy machine carries a tenth of what a free one does.
  test.setTimeout(180_000);
  const app = await start(await saved('flood.zmq.json', FLOOD));
  const { page } = app;
  await app.run();
  await reach(app, 200_000);
  const before = await memory(app);
  // The window does its work meanwhile: a menu, a dialog, a selection.
  for (let round = 0; round < 5; round += 1) {
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await reach(app, 600_000);
  await page.screenshot({ path: 'test-results/screens/flood.png' });
  const after = await memory(app);
  expect(after - before).toBeLessThan(150 * MEGABYTE);
  // Asked in this order, since the flood goes on in between.
  const { received } = await app.traffic.socket('sink');
  const { sent } = await app.traffic.socket('source');
  expect(sent).toBeGreaterThanOrEqual(received);

  await app.stop();
  await app.run();
  await reach(app, 50_000);
  expect(await app.quit()).toBe(0);
});

async function reach(app: Patchbay, messages: number): Promise<void> {
  await expect
    .poll(async () => (await app.traffic.socket('sink')).received, { timeout: 40_000 })
    .toBeGreaterThan(messages);
}

/** Bytes of all of the app's processes that no other process shares. */
function memory(app: Patchbay): Promise<number> {
  return app.electron.evaluate(({ app: main }) =>
    main.getAppMetrics().reduce((sum, { memory: { workingSetSize } }) => sum + workingSetSize * 1024, 0),
  );
}
