import { expect, test } from '../fixtures/test';
import { FLOOD, socketAt, topologyOf } from '../fixtures/topologies';

const PACED = topologyOf(
  'Paced',
  [
    socketAt(0, 'source', 'PUSH', { behavior: { type: 'generate', every: '20ms', frames: ['{"n": {{seq}}}'] } }),
    socketAt(1, 'sink', 'PULL', { behavior: { type: 'sink' } }),
  ],
  ['source > sink'],
);

const HELLO = topologyOf(
  'Hello',
  [
    socketAt(0, 'client', 'REQ', { behavior: { type: 'request', every: '100ms', frames: ['Hello'] } }),
    socketAt(1, 'server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  ['client > server'],
);

test('charts what is selected at the rate at which it passes, and holds still when told to', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('flood.zmq.json', FLOOD));
  const { page } = app;
  await page.getByTestId('bottom-charts').click();
  await expect(page.getByTestId('chart-curve')).toHaveText(['All links']);
  await app.run();
  const rate = page.getByTestId('value-messages').first();
  const value = async () => Number(await rate.getAttribute('data-value'));
  await expect.poll(value).toBeGreaterThan(1000);

  await app.canvas.select('source');
  await expect(page.getByTestId('chart-curve')).toHaveText(['source sends']);
  await expect.poll(value).toBeGreaterThan(1000);
  // What waits is charted where it waits: to be sent here, to be received there.
  await expect(page.getByTestId('value-waiting')).toHaveCount(1);
  await expect(page.getByTestId('chart-unread')).toHaveCount(0);
  await app.canvas.select('sink');
  await expect(page.getByTestId('value-unread')).toHaveCount(1);
  await expect(page.getByTestId('value-lost')).toHaveAttribute('data-value', '0');
  await page.screenshot({ path: 'test-results/screens/charts-queues.png' });
  await app.canvas.select('source');
  await expect(page.getByTestId('chart-curve')).toHaveText(['source sends']);
  const hold = page.getByTestId('chart-hold');
  // On a busy machine there are steps in which nothing passed: it is held at another one.
  await expect(async () => {
    await hold.click();
    await expect(hold).toHaveAttribute('aria-pressed', 'true');
    const held = await value();
    if (held === 0) await hold.click();
    expect(held).toBeGreaterThan(0);
  }).toPass();
  await app.stop();
  // All of the series together is what was counted, and the rate of one step is of the same order as that of the whole.
  const { groups, end } = await page.evaluate(() =>
    window.api.request('series:read', { from: 0, to: 1e9, groups: [{ flows: 'all', sockets: [0] }] }),
  );
  const sent = [...(groups[0]?.sent ?? [])].reduce((one, other) => one + other, 0);
  expect(sent).toBe((await app.traffic.socket('source')).sent);
  expect(await value()).toBeGreaterThan(sent / end / 20);
  expect(await value()).toBeLessThan((sent / end) * 20);
  await page.getByTestId('chart-curve').click();
  await expect(page.getByTestId('value-messages')).toHaveCount(0);
});

test('charts the time from requests to replies', async ({ start, saved }) => {
  const app = await start(await saved('hello.zmq.json', HELLO));
  const { page } = app;
  await page.getByTestId('bottom-charts').click();
  await app.run();
  const latency = page.getByTestId('chart-latency');
  await expect.poll(async () => Number(await latency.getAttribute('data-replies'))).toBeGreaterThan(5);
  await expect(latency).toContainText(/p50 [\d.]+ (µs|ms|s)/);
});

test('charts a number in the payloads', async ({ start, saved }) => {
  const app = await start(await saved('paced.zmq.json', PACED));
  const { page } = app;
  await page.getByTestId('bottom-charts').click();
  await app.run();
  await page.getByTestId('chart-path').fill('n');
  const card = page.getByTestId('chart-number');
  await expect.poll(async () => Number(await card.getAttribute('data-numbers'))).toBeGreaterThan(10);
  await expect(card).toContainText('0 without a number');
  // Told from a message: its cable is selected, and the number of all its messages is charted.
  await page.getByTestId('chart-path').fill('');
  await page.getByTestId('bottom-messages').click();
  await app.messages.rows.first().click();
  await app.messages.frame(0).getByTestId('tree-row').filter({ hasText: 'n:' }).click();
  await page.getByTestId('chart-this').click();
  await expect(page.getByTestId('chart-path')).toHaveValue('n');
  await expect(page.getByTestId('chart-curve')).toHaveText(['source → sink']);
  await expect.poll(async () => Number(await card.getAttribute('data-numbers'))).toBeGreaterThan(10);
  await page.screenshot({ path: 'test-results/screens/chart-this.png' });
  await page.getByTestId('chart-path').fill('m');
  await expect(card).toContainText('No captured message has a number there.');
});

test('a part of the timeline is a condition of the list, and Escape takes it away', async ({ start, saved }) => {
  const app = await start(await saved('paced.zmq.json', PACED));
  const { page, messages } = app;
  await app.run();
  const timeline = page.getByTestId('timeline');
  const counts = page.getByTestId('message-counts');
  const shown = async () => Number(await counts.getAttribute('data-shown'));
  await expect.poll(shown).toBeGreaterThan(60);
  await app.stop();
  const all = await shown();
  await expect.poll(async () => Number(await timeline.getAttribute('data-end'))).toBeGreaterThan(1);
  const box = await timeline.boundingBox();
  if (!box) throw new Error('there is no timeline');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const field = page.getByTestId('message-filter');
  await expect(field).toHaveValue(/^t:[\d.]+\.\.[\d.]+$/);
  const [from = 0, to = 0] = (await field.inputValue()).slice(2).split('..').map(Number);
  await expect.poll(shown).toBeLessThan(all);
  await expect(counts).toHaveAttribute('data-complete', 'true');
  expect(await shown()).toBeGreaterThan(0);
  await expect(messages.rows.first()).toBeVisible();
  const listed = await page.evaluate(
    async ([view]) =>
      window.api
        .request('capture:filter', { view: view ?? 0, filter: {} })
        .then(() => window.api.request('capture:rows', { view: view ?? 0, from: 0, count: 1000 })),
    [987_654],
  );
  const captured = listed.rows.filter(({ kind }) => kind === 'message');
  expect(await shown()).toBe(captured.filter(({ t }) => t >= from && t <= to).length);
  await timeline.focus();
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  // What passed last may have been counted just after the stop.
  await expect.poll(shown).toBe(captured.length);
});

test('goes through the start of Hello call by call', async ({ start, saved }) => {
  const app = await start(await saved('hello.zmq.json', HELLO));
  const { page } = app;
  const bar = page.getByTestId('step-bar');
  const next = page.getByTestId('step-next');
  await page.keyboard.press('F10');
  await expect(next).toContainText('const client = new zmq.Request()');
  expect((await app.status()).sockets).toEqual([]);
  await page.keyboard.press('F10');
  await expect(bar).toHaveAttribute('data-done', '1');
  await expect(page.getByTestId('step-last')).toContainText('new zmq.Request()');
  await expect(next).toContainText('new zmq.Reply()');
  expect((await app.status()).sockets.map(({ key, state }) => [key, state])).toEqual([['client', 'open']]);
  await page.getByTestId('step-go').click();
  await expect(next).toContainText('client.connect(');
  await bar.getByText('Python').click();
  await expect(next).toContainText('server.bind(');
  await page.getByTestId('step-go').click();
  await expect(bar).toHaveAttribute('data-done', '3');
  const [link] = (await app.status()).links;
  await expect(page.getByTestId('step-last')).toContainText(`client.connect("${link?.endpoint ?? 'nowhere'}")`);
  expect((await app.status()).state).toBe('starting');
  await page.getByTestId('step-continue').click();
  await expect(bar).toBeHidden();
  await app.hasStarted();
  await expect(app.messages.rows.filter({ hasText: 'World' }).first()).toBeVisible();

  await app.canvas.select('client');
  await page.getByTestId('life-calls').locator('summary').click();
  const code = page.getByTestId('life-code');
  await expect(code).toContainText('client = context.socket(zmq.REQ)');
  await expect(code).toContainText('client.send_multipart([b"Hello"])');
  await expect(code).toContainText('client.recv_multipart()');
  await app.stop();
  await expect(code).toContainText('client.close()');
});
