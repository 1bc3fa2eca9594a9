import { packagedApp } from '../fixtures/electron-program';
import { expect, test } from '../fixtures/test';
import { Patchbay } from '../pages/patchbay';

test('the packaged app runs Hello', async ({ at }) => {
  const app = await Patchbay.launch({ program: packagedApp(), userData: at('user') });
  await expect(app.name).toContainText('Hello');
  expect(await app.electron.evaluate(({ app: main }) => main.isPackaged)).toBe(true);
  await app.run();
  await expect.poll(async () => (await app.traffic.socket('client')).received, { timeout: 15_000 }).toBeGreaterThan(0);
  expect(await app.quit()).toBe(0);
});
