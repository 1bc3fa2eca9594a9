import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const STUCK = topologyOf(
  'Stuck',
  [socketAt(0, 'asker', 'REQ', {}), socketAt(1, 'silent', 'REP', {})],
  ['asker > silent'],
);

test('shows whose turn it is, explains EFSM, and lets a stuck REQ send again', async ({ start, saved }) => {
  const app = await start(await saved('stuck.zmq.json', STUCK));
  const { canvas, page } = app;
  await app.run();
  const lamp = canvas.node('asker').getByTestId('turn-asker');
  await expect(lamp).toHaveText('may send');
  await canvas.select('asker');
  await page.getByTestId('send').click();
  await expect(lamp).toHaveText('waits for reply');
  await expect(canvas.node('silent').getByTestId('turn-silent')).toHaveText('must reply');
  await page.getByTestId('send').click();
  await expect(page.getByTestId('send-problem')).toContainText('A REQ waits for the reply');
  await expect(page.getByTestId('turn')).toContainText('0 answered, 1 waiting');
  await page.getByTestId('relax').click();
  // It was opened anew with the two options, and may send as often as it likes.
  await expect(lamp).toHaveText('may send');
  await page.getByTestId('send').click();
  await expect(lamp).toHaveText('may ask again');
  await page.getByTestId('send').click();
  await expect(page.getByTestId('send-problem')).toHaveCount(0);
});

const SHARED = topologyOf(
  'Shared',
  [
    socketAt(0, 'source', 'PUSH', { behavior: { type: 'generate', every: '20ms', frames: ['{{seq}}'] } }),
    { id: 'mill', kind: 'device', device: 'streamer', position: { x: 380, y: 0 } },
    ...[1, 2].map((n) => ({
      ...socketAt(2, `worker${n}`, 'PULL', { behavior: { type: 'sink' } }),
      position: { x: 760, y: n * 150 },
    })),
  ],
  ['source > mill.frontend', 'worker1 > mill.backend', 'worker2 > mill.backend'],
);

test('shows what a device polls, and that its messages go out in turn', async ({ start, saved }) => {
  const app = await start(await saved('shared.zmq.json', SHARED));
  const { canvas, page } = app;
  await app.run();
  await canvas.select('mill');
  const poll = page.getByTestId('poll');
  await expect(poll).toContainText('frontend');
  await expect(poll).toContainText('POLLIN');
  await expect(poll.getByLabel('readable: 1 taken').first()).toBeVisible();
  await expect(page.getByTestId('share-deals-l2')).toContainText(/50 %|49 %|51 %/);
  await expect(page.getByTestId('share-deals').locator('[data-fact="even"]')).toBeVisible();
});
