import { expect, test } from '../fixtures/test';
import { FLOOD, socketAt, topologyOf } from '../fixtures/topologies';

const TALK = topologyOf(
  'Talk',
  [
    socketAt(0, 'asker', 'REQ', { behavior: { type: 'request', every: '50ms', frames: ['{"question": {{seq}}}'] } }),
    socketAt(1, 'answerer', 'REP', { behavior: { type: 'reply', frames: [{ hex: '00 ff 41' }] } }),
    {
      ...socketAt(0, 'station', 'PUB', { behavior: { type: 'generate', every: '50ms', frames: ['weather', 'sunny'] } }),
      position: { x: 0, y: 200 },
    },
    {
      ...socketAt(1, 'reader', 'SUB', { behavior: { type: 'subscribe', topics: ['wea'] } }),
      position: { x: 380, y: 200 },
    },
  ],
  ['asker > answerer', 'reader > station'],
);

test('finds messages by their text, by what is selected and by their kind', async ({ start, saved }) => {
  const app = await start(await saved('talk.zmq.json', TALK));
  const { messages, page } = app;
  await expect(page.getByTestId('messages-empty')).toContainText('Press Run');
  await app.run();
  await messages.filter('SUNNY');
  await expect(messages.rows.first()).toContainText('sunny');
  await expect(messages.rows.filter({ hasText: 'question' })).toHaveCount(0);
  await messages.filter('never said');
  await expect(page.getByTestId('messages-empty')).toContainText('No message fits');
  await page.getByTestId('clear-filter').click();
  await expect(messages.rows.filter({ hasText: 'question' }).first()).toBeVisible();

  await app.canvas.select('reader');
  await page.getByTestId('message-source').getByText('Selected').click();
  await expect(messages.rows.filter({ hasText: 'sunny' }).first()).toBeVisible();
  await expect(messages.rows.filter({ hasText: 'question' })).toHaveCount(0);

  await page.getByTestId('kind-message').click();
  await expect(messages.rows.filter({ hasText: 'SUBSCRIBE wea' })).toHaveCount(1);
  await messages.open('READY SUB');
  await expect(messages.opened.getByTestId('command')).toContainText('Socket-Type');
});

test('opens JSON laid out, bytes in hexadecimal, and a topic with the subscription that brought it', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('talk.zmq.json', TALK));
  const { messages, page } = app;
  await app.run();
  await expect(messages.rows.filter({ hasText: 'sunny' }).first()).toBeVisible();
  // Rows that move on would be other ones by the time they are clicked.
  await page.getByTestId('follow').click();
  await messages.filter('question');
  await expect(messages.rows.first()).toContainText('question');
  await messages.rows.first().click();
  await expect(messages.frame(0)).toHaveAttribute('data-role', 'delimiter');
  await expect(messages.frame(0)).toContainText('empty (0 bytes)');
  await expect(messages.frame(1).getByTestId('tree-row').nth(1)).toContainText(/^question:\d+/);
  await expect(messages.lane('wire', 'delimiter')).toHaveAttribute('data-mark', 'added');
  await expect(messages.lane('got', 'delimiter')).toHaveAttribute('data-mark', 'removed');

  await messages.filter('A');
  await expect(messages.rows.first()).toContainText('··A');
  await messages.rows.first().click();
  await expect(messages.frame(1).getByTestId('hex')).toContainText('00ff41');
  await messages.filter('weather');
  await expect(messages.rows.first()).toContainText('sunny');
  await messages.rows.first().click();
  await expect(messages.frame(0)).toHaveAttribute('data-role', 'topic');
  await expect(messages.frame(0)).toContainText('“wea”');
  await expect(messages.opened.getByTestId('envelope')).toContainText('Neither socket');
});

test('keys go through the list; what is opened stays in sight while messages come in', async ({ start, saved }) => {
  const app = await start(await saved('flood.zmq.json', FLOOD));
  const { messages, page } = app;
  await app.run();
  const counts = page.getByTestId('message-counts');
  await expect.poll(async () => Number(await counts.getAttribute('data-shown'))).toBeGreaterThan(5000);
  await page.getByTestId('message-list').locator('[role="rowgroup"]').focus();
  await page.keyboard.press('Home');
  await expect(messages.rows.first()).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('follow')).toHaveAttribute('aria-pressed', 'false');
  const first = await messages.rows.first().getAttribute('data-seq');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(messages.rows.nth(2)).toHaveAttribute('aria-selected', 'true');
  const before = Number(await counts.getAttribute('data-shown'));
  await expect.poll(async () => Number(await counts.getAttribute('data-shown'))).toBeGreaterThan(before + 5000);
  await expect(messages.rows.first()).toHaveAttribute('data-seq', first ?? '');
  await expect(page.getByTestId('follow')).toContainText('new');

  await page.getByTestId('follow').click();
  await expect
    .poll(async () => Number(await messages.rows.last().getAttribute('data-seq')))
    .toBeGreaterThan(before + 5000);
  await app.stop();
  const shown = Number(await counts.getAttribute('data-shown'));
  await page.getByTestId('capture-clear').click();
  await expect(counts).toHaveAttribute('data-shown', '0');
  expect(shown).toBeGreaterThan(before + 5000);
});
