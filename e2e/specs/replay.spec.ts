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

test('what the list shows is sent again, some of it edited first, also out of a recording', async ({
  start,
  saved,
  at,
}) => {
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

  // Of three that are chosen one is changed first, one is left out.
  await page.getByTestId('message-list').locator('[role="rowgroup"]').press('Home');
  await expect(messages.opened).toContainText('task 1');
  await messages.row('task 1').click();
  await messages.row('task 3').click({ modifiers: ['Shift'] });
  await page.getByTestId('chosen-again').click();
  const lines = page.getByTestId('replay-line');
  await expect(lines).toHaveCount(3);
  await lines.filter({ hasText: 'task 2' }).getByRole('button').click();
  await page.getByTestId('replay-editor').getByTestId('frame-field-0').fill('task two');
  await lines.filter({ hasText: 'task 3' }).getByTestId('replay-include').uncheck();
  await expect(page.getByTestId('replay-changed')).toHaveCount(1);
  await page.screenshot({ path: 'test-results/screens/replay-several.png' });
  await page.getByTestId('replay-send').click();
  await expect(app.notifications.filter({ hasText: '2 messages were sent again' })).toBeVisible();
  await expect.poll(async () => (await app.traffic.socket('sink')).received).toBe(12);

  await messages.open('task 5');
  await page.getByTestId('keep-menu').click();
  await page.getByTestId('replay-opened').click();
  const dialog = page.getByRole('dialog', { name: 'Send again' });
  await dialog.getByTestId('frame-field-0').fill('changed by hand');
  await page.screenshot({ path: 'test-results/screens/replay.png' });
  await page.getByTestId('replay-send').click();
  await expect.poll(async () => (await app.traffic.socket('sink')).received).toBe(13);
  // The list holds where a message was opened, so what came then is looked for.
  await messages.filter('changed');
  await expect(messages.rows.filter({ hasText: 'changed by hand' })).toHaveCount(1);

  // A recording is closed for it, and its topology is run.
  await app.answerDialogs({ saveTo: at('work.zmqcap') });
  await app.chooseMenuItem('file.saveCapture');
  await expect(app.notifications.filter({ hasText: 'saved in work.zmqcap' })).toBeVisible();
  await app.answerDialogs({ open: at('work.zmqcap') });
  await app.chooseMenuItem('file.openCapture');
  await expect(page.getByTestId('recording-facts')).toContainText('work');
  await messages.row('changed by hand').click();
  await page.getByTestId('keep-menu').click();
  await page.getByTestId('replay-opened').click();
  await page.screenshot({ path: 'test-results/screens/replay-recording.png' });
  await page.getByTestId('replay-send').click();
  await expect(app.notifications.filter({ hasText: 'One message was sent again' })).toBeVisible();
  await expect(page.getByTestId('recording')).toHaveCount(0);
  await expect.poll(async () => (await app.traffic.socket('sink')).received).toBe(6);
  await expect(messages.rows.filter({ hasText: 'changed by hand' })).toHaveCount(1);
});
