import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';
import { Inspector } from '../pages/inspector';
import { Keys } from '../pages/keys';

test('a link is secured at a click, and a wrong key is said on it', async ({ app }) => {
  const inspector = new Inspector(app.page);
  await app.canvas.link('l1').click();
  await inspector.field('link-mechanism').getByText('CURVE').click();
  const lock = app.page.getByTestId('lock-l1');
  await expect(lock).toHaveAttribute('data-closed', 'false');
  await app.run();
  await expect(lock).toHaveAttribute('data-closed', 'true');
  await expect.poll(async () => (await app.traffic.socket('client')).received).toBeGreaterThan(1);
  await app.canvas.select('server');
  await expect(inspector.field('zap-log')).toContainText('client');
  // A key that is renamed is so at the sockets that use it as well, which then are opened anew.
  const keys = new Keys(app.page);
  await keys.open();
  expect(await keys.removalWarning('client')).toContain('client will miss it');
  await keys.rename('client', 'alice');
  await keys.close();
  await expect
    .poll(async () => (await app.state()).document.topology.nodes[0])
    .toMatchObject({
      security: { key: 'alice', server: 'server' },
    });
  await expect(inspector.field('zap-log')).toContainText('alice');
  await expect(lock).toHaveAttribute('data-closed', 'true');
  // The client now expects the key that is its own.
  await app.canvas.select('client');
  await inspector.field('server-key').selectOption('alice');
  await inspector.field('link-item-l1').click();
  await expect(inspector.panel).toContainText('expects the server key “alice”');
  await expect(lock).toHaveAttribute('data-closed', 'false');
});

test("pyzmq's CURVE client is let in with the right key, and kept out when it is not listed", async ({
  start,
  saved,
  program,
}) => {
  const server = socketAt(0, 'server', 'REP', {
    bind: ['tcp://127.0.0.1:47051'],
    behavior: { type: 'reply', frames: ['World'] },
    security: { type: 'curve-server', key: 'mine' },
  });
  const app = await start(await saved('curve.zmq.json', topologyOf('Secured', [server])));
  const inspector = new Inspector(app.page);
  const keys = new Keys(app.page);
  await app.canvas.select('server');
  await keys.open();
  await keys.generate('mine');
  const publicKey = await keys.publicKey('mine');
  await keys.close();
  await app.run();
  // What is copied to plug in a program has the key of the server in it, and no secret.
  await expect(app.page.getByTestId('snippet')).toContainText(`zmq.CURVE_SERVERKEY, b"${publicKey}"`);
  const friend = program('secure/curve_client.py', ['tcp://127.0.0.1:47051', publicKey]);
  expect(await friend.exitCode()).toBe(0);
  expect(friend.count('reply World')).toBe(5);
  expect((await app.status()).peers[0]).toMatchObject({ mechanism: 'CURVE', way: 'inbound' });
  // Nobody is on the list: from here on nobody is let in.
  await inspector.field('only-listed').locator('..').click();
  await expect.poll(async () => (await app.status()).sockets[0]?.state).toBe('open');
  const stranger = program('secure/curve_client.py', ['tcp://127.0.0.1:47051', publicKey]);
  expect(await stranger.exitCode()).toBe(0);
  expect(stranger.output).toBe('no reply\n');
  await expect(inspector.field('zap-log')).toContainText('is not listed');
  await expect(inspector.field('zap-log')).toContainText('127.0.0.1');
  // It is on the canvas, with the cause on its cable, and the doctor offers to let it in.
  await expect(app.page.locator('[data-testid^="refused-"]')).toContainText('Turned away');
  await app.page.screenshot({ path: 'test-results/screens/turned-away.png' });
  await app.page.getByTestId('bottom-doctor').click();
  const finding = app.page.locator('[data-testid="finding"][data-rule="mechanism"]');
  await expect(finding).toContainText('server does not let in');
  await app.page.screenshot({ path: 'test-results/screens/turned-away-doctor.png' });
  await finding.getByTestId('fix-allow').click();
  await expect
    .poll(async () => (await app.state()).document.topology.nodes[0])
    .toMatchObject({
      security: { allow: [expect.stringMatching(/^.{40}$/)] },
    });
  await app.canvas.select('server');
  const field = inspector.field('deny-addresses');
  await field.fill('10.0.0');
  await field.press('Enter');
  await expect(inspector.panel).toContainText('is no IP address');
  await field.fill('10.0.0.0/8');
  await field.press('Enter');
  await expect
    .poll(async () => (await app.state()).document.topology.nodes[0])
    .toMatchObject({
      addresses: { deny: ['10.0.0.0/8'] },
    });
});

test("the app's REQ talks with pyzmq's CURVE server by its imported key", async ({ start, saved, program }) => {
  const server = program('secure/curve_server.py', ['tcp://127.0.0.1:47052']);
  await expect.poll(() => server.count('key ')).toBe(1);
  const theirs = /key (\S+)/.exec(server.output)?.[1] ?? '';
  const client = socketAt(0, 'client', 'REQ', {
    connect: ['tcp://127.0.0.1:47052'],
    behavior: { type: 'request', every: '10ms', count: 10, frames: ['Hello'] },
    security: { type: 'curve-client', key: 'mine', server: 'theirs' },
  });
  const app = await start(await saved('client.zmq.json', topologyOf('Asking', [client])));
  const keys = new Keys(app.page);
  // Without its keys the socket says what is missing.
  await app.run();
  await expect.poll(async () => (await app.status()).sockets[0]?.problems[0]?.code).toBe('key-missing');
  // As soon as both are there it is opened, without another run.
  await app.canvas.select('client');
  await keys.open();
  await keys.generate('mine');
  await keys.import('theirs', theirs);
  await keys.close();
  await expect.poll(() => app.traffic.socket('client')).toEqual({ sent: 10, received: 10 });
});
