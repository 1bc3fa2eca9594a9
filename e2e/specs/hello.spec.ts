import { expect, test } from '../fixtures/test';

test('opens on Hello, and its messages flow', async ({ app }) => {
  await expect(app.name).toContainText('Hello');
  expect(await app.title()).toBe('Hello — ZeroMQ Patchbay');
  await expect(app.unsavedMark).toBeHidden();
  await app.run();
  await expect(app.canvas.link('l1')).toHaveAttribute('data-state', 'connected');
  await expect.poll(async () => (await app.traffic.socket('client')).received, { timeout: 15_000 }).toBeGreaterThan(1);
  const { forward, backward } = await app.traffic.link('l1');
  expect(forward).toBeGreaterThanOrEqual(backward);
  expect(backward).toBeGreaterThan(1);
  await expect(app.messages.rows.filter({ hasText: 'World' }).first()).toBeVisible();
  await app.stop();
});
