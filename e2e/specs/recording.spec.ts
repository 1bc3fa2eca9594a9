import { readFile, truncate } from 'node:fs/promises';
import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const TALK = topologyOf(
  'Talk',
  [
    socketAt(0, 'client', 'REQ', {
      behavior: { type: 'request', every: '50ms', count: 20, frames: ['Hello {{seq}}'] },
    }),
    socketAt(1, 'server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  ['client > server'],
);

test('a capture is saved, and opened again over another document, scrubbed, and closed', async ({
  start,
  saved,
  at,
}) => {
  const first = await start(await saved('talk.zmq.json', TALK));
  await first.run();
  await expect.poll(async () => (await first.traffic.link('l1')).backward).toBe(20);
  // What was bookmarked is saved with it.
  await first.messages.open('Hello 20');
  await first.page.keyboard.press('Control+b');
  await first.page.getByTestId('mark-note').fill('the last');
  await first.answerDialogs({ saveTo: at('talk') });
  await first.chooseMenuItem('file.saveCapture');
  await expect(first.notifications.filter({ hasText: 'saved in talk.zmqcap' })).toBeVisible();
  expect(await first.quit()).toBe(0);

  const app = await start();
  const { page, messages, canvas } = app;
  await canvas.add('PUB', 0.5, 0.8);
  await expect(canvas.nodes).toHaveCount(3);
  await app.dragFile(at('talk.zmqcap'), 'dragEnter');
  await expect(page.getByTestId('file-drop')).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/file-drop.png' });
  await app.dragFile(at('talk.zmqcap'), 'drop');
  await expect(page.getByTestId('file-drop')).toBeHidden();
  await expect(page.getByTestId('recording-facts')).toContainText('talk');
  await expect(canvas.nodes).toHaveCount(2);
  await expect(page.getByTestId('run')).toBeDisabled();
  // All that was captured is in the list, and opens down to its frames.
  await messages.filter('Hello');
  await expect(page.getByTestId('message-counts')).toHaveAttribute('data-shown', '20');
  await messages.filter('Hello 10');
  await messages.open('Hello 10');
  await expect(messages.opened).toContainText('client');
  // The canvas is at the moment of the opened message.
  await expect.poll(async () => (await app.traffic.link('l1')).forward).toBe(10);
  await page.getByTestId('recording-slider').getByRole('slider').press('End');
  await expect.poll(() => app.traffic.link('l1')).toEqual({ forward: 20, backward: 20 });
  await page.getByTestId('recording-slider').getByRole('slider').press('Home');
  await expect.poll(() => app.traffic.link('l1')).toEqual({ forward: 0, backward: 0 });
  await page.getByTestId('recording-play').click();
  await expect.poll(() => app.traffic.link('l1')).toEqual({ forward: 20, backward: 20 });
  await expect(page.getByTestId('recording-play')).toHaveAttribute('data-playing', 'false');
  await page.screenshot({ path: 'test-results/screens/recording.png' });
  // Nothing of a recording is changed.
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(canvas.nodes).toHaveCount(2);

  // So are its connections, and what was bookmarked.
  await page.getByTestId('bookmarks').click();
  await expect(page.getByTestId('bookmark')).toContainText('the last');
  await page.keyboard.press('Escape');
  await page.getByTestId('bottom-wire').click();
  await expect(page.getByTestId('ladder')).toContainText('READY');
  await page.getByTestId('bottom-messages').click();

  await page.getByTestId('recording-close').click();
  await expect(page.getByTestId('recording')).toBeHidden();
  await expect(canvas.nodes).toHaveCount(3);
  await expect(app.unsavedMark).toBeVisible();
  expect((await app.state()).document.topology.nodes).toHaveLength(3);
  expect((await app.state()).settings.recent).toEqual([at('talk.zmqcap'), at('talk.zmq.json')]);
});

test('a capture named on the command line is shown; a damaged one says where it is damaged', async ({
  start,
  saved,
  at,
}) => {
  const app = await start(await saved('talk.zmq.json', TALK));
  await app.run();
  await expect.poll(async () => (await app.traffic.link('l1')).backward).toBe(20);
  await app.answerDialogs({ saveTo: at('talk.zmqcap') });
  await app.chooseMenuItem('file.saveCapture');
  await expect(app.notifications.filter({ hasText: 'saved in talk.zmqcap' })).toBeVisible();
  expect(await app.quit()).toBe(0);

  const second = await start(at('talk.zmqcap'));
  await expect(second.page.getByTestId('recording-facts')).toContainText('talk');
  await expect(second.name).toContainText('Talk');
  expect(await second.quit()).toBe(0);

  await truncate(at('talk.zmqcap'), (await readFile(at('talk.zmqcap'))).length - 10);
  const third = await start(at('talk.zmqcap'));
  await expect(third.page.getByTestId('recording-facts')).toContainText('cut off');
  expect(await third.quit()).toBe(0);

  await truncate(at('talk.zmqcap'), 40);
  const fourth = await start(at('talk.zmqcap'));
  await expect(fourth.page.getByRole('dialog')).toContainText('was cut off');
  await expect(fourth.page.getByTestId('recording')).toBeHidden();
});

test('a capture larger than the memory is kept on the disk, saved whole, and opened a part at a time', async ({
  start,
  saved,
  at,
}) => {
  const count = 4000;
  // 60 kB each, of which the memory holds about a thousand.
  const frames = ['number {{seq}}', { size: 60_000 }, '{"n":{{seq}}}'];
  const low = { x: 0, y: 220 };
  const large = topologyOf(
    'Large',
    [
      socketAt(0, 'push', 'PUSH', { behavior: { type: 'generate', rate: 1500, delay: '1s', count, frames } }),
      socketAt(1, 'pull', 'PULL', { behavior: { type: 'sink' } }),
      socketAt(0, 'client', 'REQ', { position: low, behavior: { type: 'request', count: 1, frames: ['How much?'] } }),
      socketAt(1, 'server', 'REP', { position: { ...low, x: 380 }, behavior: { type: 'manual' } }),
    ],
    ['push > pull', 'client > server'],
  );
  const app = await start(await saved('large.zmq.json', large));
  const { page, messages } = app;
  await app.run();
  await expect.poll(async () => (await app.traffic.link('l1')).forward, { timeout: 20_000 }).toBe(count);
  await expect(page.getByTestId('status-spilled')).toContainText('on disk');
  await expect(page.getByTestId('status-dropped')).toHaveText('');
  // A chart of the numbers in them reaches what is on the disk.
  const everyNumber = async () => {
    await page.getByTestId('bottom-charts').click();
    await page.getByTestId('chart-path').fill('n');
    await expect(page.getByTestId('chart-number')).toHaveAttribute('data-numbers', String(count), { timeout: 20_000 });
    await expect(page.getByTestId('number-search')).toBeHidden();
    await page.getByTestId('bottom-messages').click();
  };
  await everyNumber();
  // The list, and what is opened of it, reach what is on the disk as well: first what is in memory, then the rest in front.
  await messages.filter(`"number 1" or "number ${count - 1}"`);
  await expect(page.getByTestId('message-counts')).toHaveAttribute('data-complete', 'true');
  await expect(messages.rows.first()).toContainText('number 1');
  await messages.open('number 1');
  await expect(messages.opened).toContainText('number 1');
  await messages.filter('');
  await expect(page.getByTestId('message-counts')).toHaveAttribute('data-shown', /^40/);
  // A reply that comes when its request is on the disk is known of there, and in sight.
  await messages.filter('"How much"');
  await expect(messages.rows.first()).toContainText('…');
  await app.canvas.select('server');
  await page.getByTestId('composer').getByTestId('frame-field-0').fill('Too much.');
  await page.getByTestId('send').click();
  await expect(messages.rows.first()).not.toContainText('…');
  // Its journey goes on from there into memory.
  await messages.open('How much?');
  await page.getByTestId('detail-journey').click();
  await expect(page.getByTestId('journey-summary')).toContainText('2 hops');
  await messages.filter('answered:no');
  await expect(page.getByTestId('message-counts')).toHaveAttribute('data-shown', '0');
  await app.stop();
  await app.answerDialogs({ saveTo: at('large.zmqcap'), open: at('large.zmqcap') });
  await app.chooseMenuItem('file.saveCapture');
  await expect(app.notifications.filter({ hasText: 'saved in large.zmqcap' })).toBeVisible({ timeout: 20_000 });

  await app.chooseMenuItem('file.openCapture');
  await expect(page.getByTestId('recording-part')).toBeVisible();
  await expect(page.getByTestId('recording-facts')).toContainText('in memory');
  await everyNumber();
  await messages.filter('latency>0');
  await expect(messages.rows.first()).toContainText('How much');
  await messages.filter('"number 1"');
  await expect(messages.rows.first()).toContainText('number 1');
  // The list is of all parts; opening what is in another loads that, and the counts there begin with what was before.
  await messages.filter(`"number ${count}"`);
  await messages.open(`number ${count}`);
  await expect.poll(async () => (await app.traffic.link('l1')).forward).toBe(count);
  await expect(messages.opened).toContainText(`number ${count}`);
  await page.screenshot({ path: 'test-results/screens/recording-part.png' });
  const slider = page.getByTestId('recording-slider').getByRole('slider');
  await slider.press('Home');
  await expect.poll(async () => (await app.traffic.link('l1')).forward).toBe(0);
  await messages.filter('"number 1"');
  await expect(messages.rows.first()).toContainText('number 1');
});
