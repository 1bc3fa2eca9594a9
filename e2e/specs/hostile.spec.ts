import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { expect, test } from '../fixtures/test';
import { answering, socketAt, topologyOf } from '../fixtures/topologies';

const PORT = 47021;

test('garbage on a public port does no harm to those who talk properly', async ({ start, saved }) => {
  const topology = topologyOf('Public', [
    ...answering(`tcp://127.0.0.1:${PORT}`).nodes,
    socketAt(1, 'client', 'REQ', {
      connect: [`tcp://127.0.0.1:${PORT}`],
      behavior: { type: 'request', every: '20ms', frames: ['Hello'] },
    }),
  ]);
  const app = await start(await saved('public.zmq.json', topology));
  await app.run();
  await expect.poll(async () => (await app.traffic.socket('client')).received).toBeGreaterThan(5);

  const greeting = Buffer.concat([
    Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 1]),
    Buffer.from('NULL'),
    Buffer.alloc(48),
  ]);
  const attacks = [
    Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    randomBytes(65_536),
    Buffer.alloc(1_000_000, 0xff),
    // A proper greeting, then a frame that says it is longer than the whole internet.
    Buffer.concat([greeting, Buffer.from([2, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), randomBytes(1000)]),
    Buffer.concat([greeting, randomBytes(65_536)]),
    greeting.subarray(0, 20),
  ];
  const sockets = await Promise.all(attacks.map((bytes) => send(bytes)));
  for (const socket of sockets) socket.destroy();

  const before = (await app.traffic.socket('client')).received;
  await expect.poll(async () => (await app.traffic.socket('client')).received).toBeGreaterThan(before + 20);
  const status = await app.status();
  expect(status).toMatchObject({ state: 'running', restarts: 0 });
  expect(status.sockets.map(({ state }) => state)).toEqual(['open', 'open']);
});

/** Connects and sends; done when the bytes are out or the other side has had enough. */
function send(bytes: Buffer): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(PORT, '127.0.0.1', () => socket.write(bytes, () => resolve(socket)));
    socket.on('error', () => resolve(socket));
    socket.on('close', () => resolve(socket));
    socket.resume();
  });
}

test('a file from a stranger runs nothing, and says what of the network it wants before it may', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('stranger.zmq.json', answering('tcp://0.0.0.0:47022')));
  const { page } = app;
  expect((await app.status()).state).toBe('stopped');
  await page.getByTestId('run').click();
  const consent = page.getByRole('dialog');
  await expect(consent).toContainText('tcp://0.0.0.0:47022');
  await page.screenshot({ path: 'test-results/screens/consent.png' });
  await page.keyboard.press('Escape');
  await expect(consent).toBeHidden();
  expect((await app.status()).state).toBe('stopped');

  await page.getByTestId('run').click();
  await page.getByTestId('consent-run').click();
  await app.hasStarted();
  await app.stop();
  // Agreed once, it is not asked again for this document.
  await app.run();
  expect((await app.status()).sockets[0]?.endpoints[0]).toMatchObject({ local: false, actual: 'tcp://0.0.0.0:47022' });
});

test('the page is shut in: no Node, no foreign scripts, no other pages, no permissions', async ({ app }) => {
  const { page } = app;
  const found = await page.evaluate(async () => {
    const refused = async (attempt: () => unknown) => {
      try {
        await attempt();
        return false;
      } catch {
        return true;
      }
    };
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    return {
      node: 'require' in window || 'process' in window || 'module' in window,
      api: Object.keys(window.api).sort(),
      inline: 'inlineRan' in window,
      network: await refused(() => fetch('https://example.org/')),
      local: await refused(() => fetch('file:///etc/passwd')),
      outside: await fetch('app://patchbay/..%2f..%2fpackage.json').then(({ status }) => status),
      popup: window.open('https://example.org/') === null,
      notifications: await Notification.requestPermission(),
      unknown: await refused(() => window.api.request('shell:run' as 'app:state', undefined)),
      malformed: await refused(() => window.api.request('capture:rows', { view: 0, from: 0, count: 1e9 })),
    };
  });
  expect(found).toEqual({
    node: false,
    api: ['on', 'pathOf', 'report', 'request'],
    inline: false,
    network: true,
    local: true,
    outside: 404,
    popup: true,
    notifications: 'denied',
    unknown: true,
    malformed: true,
  });
  // The locators of Playwright wait for a navigation that was refused, so the page is asked directly.
  for (const address of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,hello']) {
    await page.evaluate((to) => {
      location.href = to;
    }, address);
  }
  const { address, name } = await page.evaluate(() => ({
    address: location.href,
    name: document.querySelector('[data-testid="file-name"]')?.textContent,
  }));
  expect(address).toBe('app://patchbay/index.html');
  // What was refused is said in the console, as it should be; the last refusal comes last.
  await expect.poll(() => app.errors.join('\n')).toContain('data:text/html');
  app.errors.splice(0);
  expect(name).toContain('Hello');
});
