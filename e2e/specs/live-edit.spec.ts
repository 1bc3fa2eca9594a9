import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const FRAMES = ['{{seq}}'];
const topology = topologyOf(
  'Live',
  [
    socketAt(0, 'source', 'PUSH', { behavior: { type: 'generate', every: '20ms', frames: FRAMES } }),
    socketAt(1, 'sink', 'PULL', { behavior: { type: 'sink' } }),
    {
      ...socketAt(0, 'asker', 'REQ', { behavior: { type: 'request', every: '20ms', frames: FRAMES } }),
      position: { x: 0, y: 200 },
    },
    { ...socketAt(1, 'answerer', 'REP', { behavior: { type: 'reply', echo: true } }), position: { x: 380, y: 200 } },
  ],
  ['source > sink', 'asker > answerer'],
);

test('undoing a delete while it runs brings the socket back, and traffic resumes', async ({ start, saved }) => {
  const app = await start(await saved('live.zmq.json', topology));
  const { canvas, page, traffic } = app;
  await app.run();
  await expect.poll(async () => (await traffic.socket('sink')).received).toBeGreaterThan(5);

  await canvas.select('sink');
  await page.keyboard.press('Delete');
  await expect(canvas.node('sink')).toHaveCount(0);
  await expect.poll(async () => (await app.status()).sockets.map(({ key }) => key)).not.toContain('sink');
  // The rest went on without a break.
  const before = (await traffic.socket('asker')).received;
  await expect.poll(async () => (await traffic.socket('asker')).received).toBeGreaterThan(before + 5);

  await page.keyboard.press('Control+z');
  await expect(canvas.node('sink')).toHaveCount(1);
  await expect(canvas.link('l1')).toHaveAttribute('data-state', 'connected');
  const back = (await traffic.socket('sink')).received;
  await expect.poll(async () => (await traffic.socket('sink')).received).toBeGreaterThan(back + 5);
  expect((await app.status()).state).toBe('running');
});

test('a node that is added and wired while it runs joins in', async ({ start, saved }) => {
  const app = await start(await saved('live.zmq.json', topology));
  const { canvas, traffic } = app;
  await app.run();
  await canvas.add('PULL', 0.75, 0.15);
  await canvas.wire('source', 'right', 'pull1', 'left');
  await expect.poll(async () => (await traffic.socket('pull1')).received).toBeGreaterThan(5);
  const sink = (await traffic.socket('sink')).received;
  await expect.poll(async () => (await traffic.socket('sink')).received).toBeGreaterThan(sink + 2);
});
