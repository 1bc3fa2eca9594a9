import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const STATION = topologyOf(
  'Station',
  [
    socketAt(0, 'station', 'PUB', {
      behavior: {
        type: 'generate',
        every: '40ms',
        frames: ['{{cycle weather|news}}', '{"price": {{cycle 5|50}}, "text": "{{cycle sunny|Error 42}}"}'],
      },
    }),
    socketAt(1, 'reader', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
    {
      ...socketAt(0, 'client1', 'REQ', { behavior: { type: 'request', every: '60ms', frames: ['question'] } }),
      position: { x: 0, y: 200 },
    },
    {
      ...socketAt(1, 'server', 'REP', { behavior: { type: 'reply', frames: ['answer'] } }),
      position: { x: 380, y: 200 },
    },
  ],
  ['reader > station', 'client1 > server'],
);

test('a filter is completed as it is typed, says what is wrong, is kept by name and narrowed from a row', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('station.zmq.json', STATION));
  const { messages, page } = app;
  const field = page.getByTestId('message-filter');
  const candidates = page.getByTestId('filter-candidate');
  await app.run();
  await expect(messages.rows.filter({ hasText: 'question' }).first()).toBeVisible();

  // Field, value and the words between them, by the keyboard alone.
  await field.click();
  await page.keyboard.type('fro');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('from:');
  await expect(candidates.filter({ hasText: 'client1' })).toBeVisible();
  await page.keyboard.type('ser');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('from:server ');
  await expect(messages.rows.filter({ hasText: 'question' })).toHaveCount(0);
  await expect(messages.rows.filter({ hasText: 'answer' }).first()).toBeVisible();

  // What cannot be read is marked where it stands, and the list stays as it was.
  // At once: what is typed slowly is looked for on the way.
  await page.keyboard.insertText('size>big or x');
  await expect(page.getByTestId('filter-fault')).toContainText('“big” is no number of bytes');
  await expect(page.getByTestId('filter-fault-mark')).toHaveText('big');
  await expect(messages.rows.filter({ hasText: 'answer' }).first()).toBeVisible();

  // Keys of the JSON that was seen, and the values of those with few, are offered as well.
  await field.fill('');
  await page.keyboard.type('json.pr');
  await expect(candidates.filter({ hasText: 'json.price' })).toContainText('a number in recent messages');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('json.price>');
  await field.fill('json.text:');
  await candidates.filter({ hasText: '"Error 42"' }).click();
  await expect(field).toHaveValue('json.text:"Error 42" ');

  await field.fill('topic:news json.price>10 body~/err(or)? [0-9]+/i');
  await expect(messages.rows.filter({ hasText: 'answer' })).toHaveCount(0);
  await expect(messages.rows.first()).toContainText('news | {"price": 50');
  await page.keyboard.press('Escape');
  await page.getByTestId('saved-filters').click();
  await page.getByTestId('save-name').fill('Dear errors');
  await page.getByTestId('save-filter').click();
  await expect(page.getByTestId('saved-filter')).toContainText('Dear errors');
  await page.keyboard.press('Escape');

  await field.fill('latency>0ms');
  await expect(messages.rows.filter({ hasText: 'question' }).first()).toBeVisible();
  await expect(messages.rows.filter({ hasText: 'answer' }).first()).toBeVisible();
  await expect(messages.rows.filter({ hasText: 'news' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('follow').click();
  await messages.rows.filter({ hasText: 'answer' }).first().click({ button: 'right' });
  await page.getByTestId('filter-by').filter({ hasText: 'to:client1' }).click();
  await expect(field).toHaveValue('latency>0ms to:client1');
  await expect(messages.rows.filter({ hasText: 'question' })).toHaveCount(0);

  // The slowest first is of one moment, and says so.
  await page.getByTestId('order-latency').click();
  await expect(page.getByTestId('rank-note')).toContainText('By latency');
  await expect(page.getByTestId('follow')).toHaveAttribute('aria-pressed', 'false');
  await expect(messages.rows.first()).toContainText('answer');
  await page.getByTestId('rank-back').click();
  await expect(page.getByTestId('rank-note')).toHaveCount(0);
  await expect(page.getByTestId('follow')).toHaveAttribute('aria-pressed', 'true');

  await page.getByTestId('saved-filters').click();
  await page.getByTestId('saved-filter').getByText('Dear errors').click();
  await expect(field).toHaveValue('topic:news json.price>10 body~/err(or)? [0-9]+/i');
});

test('colours, columns, their widths and the order are remembered', async ({ start, saved }) => {
  const file = await saved('station.zmq.json', STATION);
  const app = await start(file);
  await app.run();
  await app.page.getByTestId('color-rules').click();
  await app.page.getByTestId('add-color').click();
  await app.page.getByTestId('color-query').fill('from:server');
  await app.page.getByTestId('color-choice').click();
  await app.page.getByTestId('color-blue').click();
  await app.page.keyboard.press('Escape');
  const answers = app.messages.rows.filter({ hasText: 'answer' });
  await expect(answers.first()).toHaveAttribute('data-color', 'blue');
  await expect(app.messages.rows.filter({ hasText: 'question' }).first()).not.toHaveAttribute('data-color');

  await app.page.getByTestId('columns').click();
  await app.page.getByTestId('column-seq').click();
  await app.page.getByTestId('column-frames').click();
  await app.page.getByTestId('time-clock').click();
  await app.page.keyboard.press('Escape');
  const head = app.page.getByTestId('list-head');
  await expect(head.locator('[data-column="seq"]')).toBeVisible();
  await expect(head.locator('[data-column="frames"]')).toHaveCount(0);
  await expect(answers.first().getByRole('gridcell').nth(1)).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/);
  await app.page.getByTestId('edge-size').focus();
  for (let step = 0; step < 4; step++) await app.page.keyboard.press('ArrowRight');
  const wide = (await head.locator('[data-column="size"]').boundingBox())?.width ?? 0;

  // The newest stay in sight at the top, and one that is scrolled away from is held.
  await app.page.getByTestId('order-time').click();
  const seqs = () => app.messages.rows.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-seq'))));
  await expect
    .poll(async () => (await seqs()).slice(0, 3).every((seq, at, all) => at === 0 || seq < (all[at - 1] ?? 0)))
    .toBe(true);
  const newest = (await seqs())[0] ?? 0;
  await expect.poll(async () => (await seqs())[0]).toBeGreaterThan(newest + 5);
  const scroller = app.page.getByTestId('message-list').locator('[role="rowgroup"]');
  await scroller.hover();
  await app.page.mouse.wheel(0, 300);
  await expect(app.page.getByTestId('follow')).toContainText('new');
  // Lines are in the order of the document when the list rests.
  await expect(scroller).not.toHaveAttribute('data-scrolling');
  const held = await seqs();
  const counts = app.page.getByTestId('message-counts');
  const before = Number(await counts.getAttribute('data-shown'));
  await expect.poll(async () => Number(await counts.getAttribute('data-shown'))).toBeGreaterThan(before + 10);
  expect((await seqs())[1]).toBe(held[1]);
  expect(await app.quit()).toBe(0);

  const again = await start(file);
  await again.run();
  const same = again.page.getByTestId('list-head');
  await expect(same.locator('[data-column="seq"]')).toBeVisible();
  await expect(same.locator('[data-column="frames"]')).toHaveCount(0);
  await expect(same.locator('[data-column="time"]')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await same.locator('[data-column="size"]').boundingBox())?.width).toBe(wide);
  await expect(again.messages.rows.filter({ hasText: 'answer' }).first()).toHaveAttribute('data-color', 'blue');
});
