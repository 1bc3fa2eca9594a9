import { expect, test } from '../fixtures/test';
import type { Patchbay } from '../pages/patchbay';

test.describe('the gallery runs, and its counts add up', () => {
  test('Weather: each subscriber gets its topics and no others', async ({ app }) => {
    const { traffic } = app;
    await app.openExample('weather');
    await app.run();
    await expect.poll(async () => (await traffic.socket('both')).received, { timeout: 15_000 }).toBeGreaterThan(5);
    // Counted after the stop, when nothing is on its way any more.
    await stopAndSettle(app);
    const [station, north, south, both] = await Promise.all(
      ['station', 'north', 'south', 'both'].map((key) => traffic.socket(key)),
    );
    expect(both?.received).toBe((north?.received ?? 0) + (south?.received ?? 0));
    expect(Math.abs((north?.received ?? 0) - (south?.received ?? 0))).toBeLessThanOrEqual(1);
    expect(both?.received).toBeLessThanOrEqual(station?.sent ?? 0);
  });

  test('Pipeline: every task reaches one worker, and the sink gets what they made of it', async ({ app }) => {
    const { traffic } = app;
    await app.openExample('pipeline');
    await app.run();
    await expect.poll(async () => (await traffic.socket('sink')).received, { timeout: 20_000 }).toBeGreaterThan(20);
    const workers = await Promise.all(['worker1', 'worker2', 'worker3'].map((key) => traffic.socket(`${key}.backend`)));
    for (const worker of workers) expect(worker.sent).toBeGreaterThan(0);
    const { sent } = await traffic.socket('ventilator');
    const { received } = await traffic.socket('sink');
    expect(received).toBeLessThanOrEqual(sent);
    // Each link into the sink carried what its worker sent.
    await expect
      .poll(async () => {
        const links = await Promise.all(['out1', 'out2', 'out3'].map((id) => traffic.link(id)));
        const sink = await traffic.socket('sink');
        return Math.abs(links.reduce((sum, { forward }) => sum + forward, 0) - sink.received);
      })
      .toBeLessThanOrEqual(3);
  });

  test('Pair: answers come back over inproc, where there is no wire', async ({ app }) => {
    const { traffic } = app;
    await app.openExample('pair');
    await app.run();
    await expect.poll(async () => (await traffic.socket('left')).received).toBeGreaterThan(1);
    const { links } = await app.status();
    expect(links).toMatchObject([{ id: 'l1', observe: 'socket', transport: 'inproc', state: 'connected' }]);
    await expect.poll(async () => (await traffic.link('l1')).backward).toBeGreaterThan(1);
  });

  test('Broker: every client has its replies, and the workers their fair shares', async ({ app }) => {
    const { traffic } = app;
    await app.openExample('broker');
    await app.run();
    const clients = ['client1', 'client2', 'client3'];
    const workers = ['worker1', 'worker2', 'worker3'];
    for (const key of clients) {
      await expect.poll(async () => (await traffic.socket(key)).received, { timeout: 20_000 }).toBeGreaterThan(3);
    }
    // A REQ has at most one request open, so what it sent and what it got differ by one at the most.
    for (const key of clients) {
      const { sent, received } = await traffic.socket(key);
      expect(sent - received).toBeGreaterThanOrEqual(0);
      expect(sent - received).toBeLessThanOrEqual(1);
    }
    const shares = (await Promise.all(workers.map((key) => traffic.socket(key)))).map(({ sent }) => sent);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(2);
    await app.messages.filter('from client 1');
    await expect(app.messages.rows.filter({ hasText: 'client 2' })).toHaveCount(0);
    await app.messages.open('client 1');
    await expect(app.messages.opened).toContainText('client 1');
    await app.page.screenshot({ path: 'test-results/screens/broker.png' });
  });
});

/** Stops, and waits until the last batch of the run was drawn. */
async function stopAndSettle(app: Patchbay): Promise<void> {
  await app.stop();
  let before = -1;
  await expect
    .poll(async () => {
      const now = await app.traffic.batches();
      const settled = now === before;
      before = now;
      return settled;
    })
    .toBe(true);
}
