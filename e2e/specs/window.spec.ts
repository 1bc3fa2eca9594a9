import { expect, test } from '../fixtures/test';

test('speaks English and 简体中文, switched while it runs, in the window and in the native menus', async ({
  app,
  start,
}) => {
  const { page } = app;
  await app.run();
  await page.getByTestId('language').click();
  await page.getByRole('menuitem', { name: '简体中文' }).click();
  await expect(page.getByTestId('status-state')).toHaveText('运行中');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(await app.menuLabel('file.save')).toBe('保存');
  await page.screenshot({ path: 'test-results/screens/chinese.png' });
  // The native menu works too, and what was chosen is there at the next start.
  await app.chooseMenuItem('view.dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.screenshot({ path: 'test-results/screens/chinese-dark.png' });
  expect(await app.quit()).toBe(0);

  const again = await start();
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(again.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await again.chooseMenuItem('view.english');
  await expect(again.page.getByTestId('status-state')).toHaveText('Stopped');
});

test('a window whose page crashes comes back with the document, and the run goes on', async ({ app }) => {
  const { canvas, page } = app;
  await canvas.add('PUB', 0.5, 0.8);
  await app.run();
  await expect.poll(async () => (await app.state()).document.unsaved).toBe(true);
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect
    .poll(() =>
      page
        .locator('html[data-app-state="ready"]')
        .count()
        .catch(() => 0),
    )
    .toBe(1);
  await app.ready();
  await expect(canvas.nodes).toHaveCount(3);
  await expect(app.unsavedMark).toBeVisible();
  expect((await app.status()).state).toBe('running');
  const before = (await app.traffic.socket('client')).sent;
  await expect.poll(async () => (await app.traffic.socket('client')).sent).toBeGreaterThan(before);
});

test('a hidden window costs little, and is up to date when it is seen again', async ({ app }) => {
  await app.run();
  const hide = (hidden: boolean) =>
    app.electron.evaluate(({ BrowserWindow }, yes) => {
      const [window] = BrowserWindow.getAllWindows();
      if (yes) window?.hide();
      else window?.show();
    }, hidden);
  await hide(true);
  await expect.poll(async () => (await app.traffic.socket('client')).received, { timeout: 15_000 }).toBeGreaterThan(1);
  await hide(false);
  const before = await app.traffic.batches();
  await expect.poll(() => app.traffic.batches()).toBeGreaterThan(before + 5);
});
