import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const WORK = topologyOf(
  'Work',
  [
    socketAt(0, 'source', 'PUSH', {
      behavior: { type: 'generate', every: '20ms', count: 5, frames: ['task {{seq}}'] },
    }),
    socketAt(1, 'sink', 'PULL', { behavior: { type: 'sink' } }),
  ],
  ['source > sink'],
);

test('what the list shows is sent again, and one message edited first', async ({ start, saved }) => {
  const app = await start(await saved('work.zmq.json', WORK));
  const { page, messages } = app;
  await app.run();
  await expect.poll(async () => (await app.traffic.socket('sink')).received).toBe(5);
  await page.getByTestId('keep-menu').click();
  await page.getByTestId('replay-list').click();
  await page.getByTestId('replay-speed').getByText('At once').click();
  await page.getByTestId('replay-send').click();
  await expect(app.notifications.filter({ hasText: '5 messages were sent again' })).toBeVisible();
  await expect.poll(async () => (await app.traffic.socket('sink')).received).toBe(10);

  await messages.open('task 5');
  await page.getByTestId('keep-menu').click();
  await page.getByTestId('replay-opened').click();
  const dialog = page.getByRole('dialog', { name: 'Send again' });
  await dialog.getByTestId('frame-field-0').fill('changed by hand');
  await page.screenshot({ path: 'test-results/screens/replay.png' });
  await page.getByTestId('replay-send').click();
  await expect.poll(async () => (await app.traffic.socket('sink')).received).toBe(11);
  // The list holds where a message was opened, so what came then is looked for.
  await messages.filter('changed');
  await expect(messages.rows.filter({ hasText: 'changed by hand' })).toHaveCount(1);
});
