import { expect, test } from '../fixtures/test';
import { answering, socketAt, topologyOf } from '../fixtures/topologies';

test("the tutorial's client asks the app's REP, and is seen as a peer until it leaves", async ({
  start,
  saved,
  program,
}) => {
  const app = await start(await saved('rep.zmq.json', answering('tcp://127.0.0.1:5555')));
  await app.run();
  const client = program('hello/client.py');
  expect(await client.exitCode()).toBe(0);
  expect(client.count('Received reply')).toBe(10);
  expect(client.output).toContain("Received reply 9 [ b'World' ]");
  await expect.poll(() => app.traffic.socket('server')).toEqual({ sent: 10, received: 10 });
  await expect.poll(() => app.traffic.peersOf('server')).toEqual({ forward: 10, backward: 10 });
  const [peer] = (await app.status()).peers;
  expect(peer).toMatchObject({
    socketType: 'REQ',
    mechanism: 'NULL',
    way: 'inbound',
    endpoint: 'tcp://127.0.0.1:5555',
  });
  await expect.poll(async () => (await app.status()).peers.filter(({ connected }) => connected)).toEqual([]);
  await expect(app.canvas.peers).toHaveCount(0);
});

test('a program that stays is drawn beside the socket that it talks with', async ({ app, program }) => {
  await app.openExample('broker');
  await app.run();
  const client = program('broker/client.py');
  const server = program('broker/server.py');
  await expect.poll(() => client.count("b'OK'"), { timeout: 15_000 }).toBeGreaterThan(0);
  // The queue deals to four workers now, so the program has its share of what the app's own clients ask.
  await expect.poll(() => server.count('HELLO'), { timeout: 15_000 }).toBeGreaterThan(2);
  await expect(app.canvas.peers).toHaveCount(2);
  for (const peer of await app.canvas.peers.all()) await expect(peer).toBeInViewport({ ratio: 0.99 });
  const { peers } = await app.status();
  const seen = peers.map(({ socket, socketType }) => `${socket} ${socketType}`).sort();
  expect(seen).toEqual(['broker.backend REP', 'broker.frontend REQ']);
  await app.page.screenshot({ path: 'test-results/screens/python-peers.png' });
  await client.stop();
  await expect(app.canvas.peers).toHaveCount(1);
  await app.stop();
  await expect(app.canvas.peers).toHaveCount(0);
});

test("the tutorial's server answers the app's REQ through the tutorial's broker", async ({ start, saved, program }) => {
  program('broker/broker.py');
  const server = program('broker/server.py');
  const behavior = { type: 'request', every: '50ms', count: 10, frames: ['Hello {{seq}}'] } as const;
  const client = socketAt(0, 'client', 'REQ', { connect: ['tcp://127.0.0.1:5560'], behavior });
  // Two nodes that meet at an endpoint given by hand know each other.
  const endpoint = 'tcp://127.0.0.1:5599';
  const asker = { ...socketAt(0, 'asker', 'REQ', { connect: [endpoint], behavior }), position: { x: 0, y: 260 } };
  const reply = { type: 'reply', echo: true } as const;
  const answerer = {
    ...socketAt(1, 'answerer', 'REP', { bind: [endpoint], behavior: reply }),
    position: { x: 380, y: 260 },
  };
  const app = await start(await saved('req.zmq.json', topologyOf('Asking', [client, asker, answerer])));
  await app.run();
  await expect.poll(() => app.traffic.socket('client'), { timeout: 15_000 }).toEqual({ sent: 10, received: 10 });
  expect(server.count('Hello')).toBe(10);
  await expect.poll(() => app.traffic.peersOf('client')).toEqual({ forward: 10, backward: 10 });
  const { peers } = await app.status();
  const met = peers.find(({ meets }) => meets === 'answerer');
  await app.page.getByTestId(`cable-${met?.id}`).click();
  await expect(app.page.getByRole('heading', { name: 'asker → answerer' })).toBeVisible();
  expect(peers.filter(({ meets }) => meets === undefined)).toMatchObject([
    { node: 'client', socketType: 'ROUTER', way: 'outbound', endpoint: 'tcp://127.0.0.1:5560', connected: true },
  ]);
  await expect(app.canvas.peers).toHaveCount(1);
});
