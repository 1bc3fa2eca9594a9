import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

test('a slow joiner is explained, and the button of the fix lets nothing be missed', async ({ start, saved }) => {
  const topology = topologyOf(
    'Too early',
    [
      socketAt(0, 'pub', 'PUB', { behavior: { type: 'generate', burst: 20, frames: ['news {{seq}}'] } }),
      socketAt(1, 'sub', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
    ],
    ['sub > pub'],
  );
  const app = await start(await saved('early.zmq.json', topology));
  const { page } = app;
  await app.run();
  await expect(page.getByTestId('lost-pub')).toBeVisible();
  const missed = Number(await page.getByTestId('lost-pub').getAttribute('data-count'));
  expect(missed).toBeGreaterThan(0);
  await expect(page.getByTestId('doctor-badge')).toHaveText('1');
  // They are in the charts, at the time at which they were lost.
  await page.getByTestId('bottom-charts').click();
  await expect(page.getByTestId('chart-lost')).toBeVisible();
  const charted = () =>
    page.evaluate(async () => {
      const groups = [{ flows: 'all', sockets: 'all' }] as const;
      const answer = await window.api.request('series:read', { from: 0, to: 1e9, groups });
      return [...(answer.groups[0]?.lost ?? [])].reduce((one, other) => one + other, 0);
    });
  await expect.poll(charted).toBe(missed);
  await page.getByTestId('bottom-doctor').click();
  const finding = page.locator('[data-testid="finding"][data-rule="slowJoiner"]');
  await expect(finding).toContainText('before the subscription of sub came');
  await page.screenshot({ path: 'test-results/screens/slow-joiner.png' });
  await finding.getByTestId('fix-startLater').click();
  // The publisher begins anew, a second later, and the subscription is there.
  await expect.poll(() => app.traffic.socket('sub')).toEqual({ sent: 0, received: 40 - missed });
  expect(await app.traffic.socket('pub')).toEqual({ sent: 40, received: 0 });

  await page.getByTestId('bottom-losses').click();
  const row = page.locator('[data-testid="loss-row"][data-cause="noSubscriber"]');
  await expect(row).toHaveAttribute('data-count', String(missed));
  await row
    .getByRole('button', { name: /^Open the lost message/ })
    .first()
    .click();
  await expect(page.getByTestId('loss-note')).toContainText('No subscriber');
  await expect(page.getByTestId('frame-view')).toContainText('news');
  await page.getByTestId('command-edit.undo').click();
  await expect.poll(async () => (await app.state()).document.topology.nodes[0]).not.toHaveProperty('behavior.delay');
});

test('what a slow program in Python misses at the high-water mark is counted to the last message', async ({
  start,
  saved,
  program,
}) => {
  test.setTimeout(120_000);
  const behavior = { type: 'generate', burst: 400, delay: '3s', frames: [{ size: 256 * 1024 }] } as const;
  const publisher = socketAt(0, 'pub', 'PUB', {
    bind: ['tcp://127.0.0.1:45583'],
    options: { sendHighWaterMark: 10 },
    behavior,
  });
  const slow = program('losses/slow_subscriber.py');
  await expect.poll(() => slow.count('subscribed')).toBe(1);
  const app = await start(await saved('slow.zmq.json', topologyOf('Slow', [publisher])));
  const { page } = app;
  await app.run();
  await page.getByTestId('bottom-losses').click();
  expect(await slow.exitCode()).toBe(0);
  const received = Number(/received in all (\d+)/.exec(slow.output)?.[1]);
  expect(await app.traffic.socket('pub')).toEqual({ sent: 400, received: 0 });
  const row = page.locator('[data-testid="loss-row"][data-cause="highWater"]');
  await expect(row).toHaveAttribute('data-count', String(400 - received));
  await expect(row).toContainText('exact');
  expect(400 - received).toBeGreaterThan(0);
  await expect(page.getByTestId('loss-row')).toHaveCount(1);
  await page.getByTestId('bottom-doctor').click();
  await expect(page.locator('[data-testid="finding"][data-rule="fullQueue"]')).toContainText(String(400 - received));
  await page.screenshot({ path: 'test-results/screens/high-water-mark.png' });
});

test('what is lost where no wire can be read is worked out, and says so', async ({ start, saved }) => {
  const topology = topologyOf(
    'Within the process',
    [
      socketAt(0, 'pub', 'PUB', {
        options: { sendHighWaterMark: 5 },
        behavior: { type: 'generate', burst: 100, delay: '500ms', frames: ['news {{seq}}'] },
      }),
      socketAt(1, 'sub', 'SUB', {
        options: { receiveHighWaterMark: 5 },
        behavior: { type: 'subscribe', topics: ['news'], delay: '20ms' },
      }),
    ],
    ['sub > pub'],
  );
  const links = topology.links.map((link) => ({ ...link, transport: 'inproc' as const }));
  const app = await start(await saved('within.zmq.json', { ...topology, links }));
  const { page } = app;
  await app.run();
  await page.getByTestId('bottom-losses').click();
  const row = page.locator('[data-testid="loss-row"][data-cause="highWater"]');
  await expect(row).toContainText('inferred');
  await expect
    .poll(async () => Number(await row.getAttribute('data-count')) + (await app.traffic.socket('sub')).received)
    .toBe(100);
  await expect(page.getByTestId('uncounted')).toHaveCount(0);
  await page.screenshot({ path: 'test-results/screens/losses-inproc.png' });
});
