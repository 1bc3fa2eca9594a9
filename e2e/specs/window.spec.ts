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
  await app.canvas.add('PUB', 0.5, 0.8);
  await app.run();
  await expect.poll(async () => (await app.state()).document.unsaved).toBe(true);
  /** Asks the new page through thread 1: Playwright gives up a page that crashed for good. */
  const ask = <Value>(expression: string): Promise<Value | undefined> =>
    app.electron.evaluate(
      ({ BrowserWindow }, text) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text) as Promise<Value>,
      expression,
    );
  const process = () =>
    app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // A script that is sent to a page in between is never answered.
      return !contents || contents.isCrashed() || contents.isLoading() ? 0 : contents.getOSProcessId();
    });
  const crashed = await process();
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(async () => ![0, crashed].includes(await process())).toBe(true);
  await expect.poll(() => ask('document.documentElement.dataset.appState')).toBe('ready');
  expect(await ask("document.querySelectorAll('.react-flow__node').length")).toBe(3);
  expect(await ask('document.querySelector(\'[data-testid="unsaved"]\') !== null')).toBe(true);
  expect(await ask('document.querySelector(\'[data-testid="status-state"]\').dataset.state')).toBe('running');
  // Batches come again: the counts on the nodes go on.
  const captured = () => ask<string>('document.querySelector(\'[data-testid="status-captured"]\').textContent');
  const before = await captured();
  await expect.poll(captured).not.toBe(before);
});

test('an engine that fails is said, nothing is lost, and it runs again at a click', async ({ app }) => {
  await app.canvas.add('PUB', 0.5, 0.8);
  await app.run();
  await expect.poll(async () => (await app.messages.rows.count()) > 0).toBe(true);
  // A request that thread 1 never makes: what the engine does with it is what it does with any fault of its own.
  const told = await app.electron.evaluate(() => {
    const handles = (
      process as unknown as { _getActiveHandles(): { constructor: { name: string } }[] }
    )._getActiveHandles();
    const ports = handles.filter((handle) => handle.constructor.name === 'MessagePort') as unknown as MessagePort[];
    for (const port of ports) port.postMessage({ type: 'request', id: -1, name: 'send', value: undefined });
    return ports.length;
  });
  expect(told).toBeGreaterThan(0);
  const notice = app.page.getByTestId('crash');
  await expect(notice).toContainText('The engine stopped by itself');
  await expect(app.page.getByTestId('status-state')).toHaveText('Stopped');
  await expect(app.canvas.nodes).toHaveCount(3);
  await notice.getByRole('button', { name: 'Run again' }).click();
  await expect(notice).toBeHidden();
  await expect(app.page.getByTestId('status-state')).toHaveText('Running');
  await expect.poll(async () => (await app.messages.rows.count()) > 0).toBe(true);
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
