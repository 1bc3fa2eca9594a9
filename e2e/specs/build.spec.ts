import { expect, test } from '../fixtures/test';

test('builds a request and a reply by hand, runs them, and opens a message down to its frames', async ({ app }) => {
  const { canvas, messages, page, traffic } = app;
  await page.getByTestId('command-file.new').click();
  await expect(canvas.nodes).toHaveCount(0);

  await canvas.add('REQ', 0.2, 0.3);
  await canvas.add('REP', 0.7, 0.3);
  await expect(canvas.nodes).toHaveCount(2);
  await canvas.wire('req1', 'right', 'rep1', 'left');
  await expect(canvas.links).toHaveCount(1);
  await expect(app.unsavedMark).toBeVisible();

  await app.run();
  await expect.poll(async () => (await traffic.socket('req1')).received).toBeGreaterThan(0);
  await messages.open('Hello');
  await expect(messages.opened).toContainText('req1');
  // On the wire: the delimiter that REQ adds, empty and with more to follow, and then the body.
  await expect(messages.frame(0)).toHaveAttribute('data-role', 'delimiter');
  await expect(messages.frame(0)).toHaveAttribute('data-size', '0');
  await expect(messages.frame(0)).toHaveAttribute('data-more', 'true');
  await expect(messages.frame(1)).toHaveAttribute('data-role', 'body');
  await expect(messages.frame(1)).toHaveAttribute('data-more', 'false');
  await expect(messages.frame(1)).toContainText('Hello');
  await expect(messages.frame(1)).toContainText('48656c6c6f');
  // The program gave no delimiter and gets none: the sockets add and remove it.
  await expect(messages.lane('gave', 'delimiter')).toHaveCount(0);
  await expect(messages.lane('wire', 'delimiter')).toHaveAttribute('data-mark', 'added');
  await expect(messages.lane('got', 'body')).toHaveCount(1);
  await app.page.screenshot({ path: 'test-results/screens/opened-message.png' });
});

test('refuses a cable between sockets that cannot talk, and says which could', async ({ app }) => {
  const { canvas, page } = app;
  await page.getByTestId('command-file.new').click();
  await canvas.add('REQ', 0.2, 0.3);
  await canvas.add('SUB', 0.7, 0.3);
  await canvas.wire('req1', 'right', 'sub1', 'left', true);
  const hint = page.getByRole('status').filter({ hasText: 'REP' });
  await expect(hint).toContainText('REQ');
  await expect(hint).toContainText('SUB');
  await expect(hint).toContainText('ROUTER');
  await page.screenshot({ path: 'test-results/screens/refused.png' });
  await canvas.letGo();
  await expect(app.notifications).toContainText('SUB');
  await expect(canvas.links).toHaveCount(0);
});

test('adds nodes by keyboard, renames, duplicates, deletes, and undoes all of it', async ({ app }) => {
  const { canvas, page } = app;
  await page.keyboard.press('Control+n');
  await expect(canvas.nodes).toHaveCount(0);
  await page.getByTestId('palette-item-PUB').focus();
  await page.keyboard.press('Enter');
  await expect(canvas.nodes).toHaveCount(1);
  await canvas.select('pub1');
  await page.keyboard.press('F2');
  await page.keyboard.type('weather');
  await page.keyboard.press('Enter');
  await expect(canvas.node('pub1')).toContainText('weather');
  await page.keyboard.press('Control+d');
  await expect(canvas.nodes).toHaveCount(2);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(canvas.nodes).toHaveCount(0);
  for (const count of [2, 1]) {
    await page.keyboard.press('Control+z');
    await expect(canvas.nodes).toHaveCount(count);
  }
  await page.keyboard.press('Control+z');
  await expect(canvas.node('pub1')).not.toContainText('weather');
  await page.keyboard.press('Control+z');
  await expect(canvas.nodes).toHaveCount(0);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+Shift+z');
  await expect(canvas.nodes).toHaveCount(2);
});
