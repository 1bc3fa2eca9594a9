import { connect } from 'node:net';
import { expect, test } from '../fixtures/test';
import { answering, socketAt, topologyOf } from '../fixtures/topologies';
import { Wire } from '../pages/wire';

test('a handshake is a ladder whose bytes are explained, and its messages can be opened from it', async ({
  start,
  saved,
}) => {
  const topology = {
    ...topologyOf('Ladder', [
      socketAt(0, 'client', 'REQ', {
        behavior: { type: 'request', every: '10ms', count: 30, frames: ['Hello'] },
      }),
      socketAt(1, 'server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
    ]),
    links: [{ id: 'l1', from: 'client', to: 'server' }],
  };
  const app = await start(await saved('ladder.zmq.json', topology));
  const wire = new Wire(app.page);
  await wire.show();
  await expect(app.page.getByTestId('wire-empty')).toContainText('Nothing is on the wire');
  await app.run();
  await expect(wire.connections('ready')).toHaveCount(1);
  await expect(wire.steps({ type: 'greeting' })).toHaveCount(2);
  await wire.steps({ type: 'greeting' }).first().click();
  await expect(wire.part('signature')).toContainText('ff 00');
  await expect(wire.part('mechanism')).toContainText('NULL');
  await expect(wire.part('mechanism')).toContainText('RFC 37/ZMTP 3.1, Authentication and Confidentiality');
  await wire.steps({ name: 'READY' }).filter({ hasText: 'REQ' }).click();
  await expect(wire.part('propertyName').first()).toContainText('Socket-Type');
  await expect(wire.part('value').first()).toContainText('REQ');
  await expect(wire.messages).toContainText('30 messages, 150 B');
  await wire.messages.click();
  const message = app.page.locator('[data-testid^=wire-message-]').first();
  await expect(message).toContainText('Hello');
  await message.click();
  await expect(app.page.getByTestId('messages')).toBeVisible();
  await expect(app.page.getByTestId('frame-view')).toContainText('Hello');
});

test('who calls with something that is no ZMTP is listed as failed, with the rule that is broken', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('garbage.zmq.json', answering('tcp://127.0.0.1:47033')));
  await app.run();
  const wire = new Wire(app.page);
  await wire.show();
  const caller = connect(47033, '127.0.0.1', () => caller.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'));
  caller.on('error', () => undefined);
  await wire.connections('failed').click();
  await expect(wire.closing).toContainText('what came is no ZMTP');
  await wire.steps({ type: 'fault' }).click();
  await expect(app.page.getByTestId('step-fault')).toContainText(
    'This breaks RFC 37/ZMTP 3.1, Backwards Interoperability.',
  );
  await expect(wire.part('broken')).toContainText('GE');
  caller.destroy();
});

test('a program outside comes in over a WebSocket, and its ladder begins with the HTTP upgrade', async ({
  start,
  saved,
  nodeProgram,
}) => {
  const endpoint = 'ws://127.0.0.1:47034/zmq';
  const app = await start(await saved('web.zmq.json', answering(endpoint)));
  await app.run();
  const page = nodeProgram('Request', 'connect', endpoint, JSON.stringify({ count: 3, frames: ['Hello'] }));
  await expect.poll(() => page.output).toContain('done');
  await expect(app.canvas.peers).toHaveCount(1);
  await expect.poll(() => app.traffic.peersOf('server')).toEqual({ forward: 3, backward: 3 });
  await expect(app.messages.row('World')).toBeVisible();
  const wire = new Wire(app.page);
  await wire.show();
  const upgrades = wire.steps({ type: 'upgrade' });
  await expect(upgrades).toHaveText([
    /HTTP upgrade.*\/zmq · ZWS2\.0\/NULL,ZWS2\.0/,
    /HTTP answer.*101 · ZWS2\.0\/NULL/,
  ]);
  await upgrades.first().click();
  await expect(wire.part('requestLine')).toContainText('GET /zmq HTTP/1.1');
  await expect(wire.part('subProtocol')).toContainText('RFC 45/ZWS 2.0, Handshake');
  await wire.steps({ name: 'READY' }).filter({ hasText: 'REQ' }).click();
  await expect(wire.part('maskingKey')).toContainText('RFC 6455/WebSocket, Client-to-Server Masking');
  await expect(wire.part('zwsFlags')).toContainText('COMMAND');
  await expect(wire.messages).toContainText('3 messages');
  const caller = connect(47034, '127.0.0.1', () => caller.write('GET / HTTP/1.1\r\nUser-Agent: curl\r\n\r\n'));
  caller.on('error', () => undefined);
  await wire.connections('failed').click();
  await wire.steps({ type: 'fault' }).click();
  await expect(app.page.getByTestId('step-fault')).toContainText('it has no header Upgrade: websocket.');
  caller.destroy();
});

test('a CURVE handshake of pyzmq is read as far as it can be, and a wrong key is explained', async ({
  start,
  saved,
  program,
}) => {
  const position = { x: 0, y: 0 };
  const topology = {
    ...topologyOf('Sealed', [
      { id: 'clients', kind: 'external' as const, socket: 'REQ' as const, position },
      {
        id: 'service',
        kind: 'external' as const,
        socket: 'REP' as const,
        position: { x: 400, y: 0 },
        bind: ['tcp://127.0.0.1:47031'],
      },
    ]),
    links: [{ id: 'tap', from: 'clients', to: 'service', endpoint: 'tcp://127.0.0.1:47032' }],
  };
  const app = await start(await saved('sealed.zmq.json', topology));
  await app.run();
  const python = program('secure/curve.py');
  await expect.poll(() => python.output).toContain('done');
  const wire = new Wire(app.page);
  await wire.show();
  await wire.connections('ready').first().click();
  for (const name of ['HELLO', 'WELCOME', 'INITIATE', 'READY']) {
    await expect(wire.steps({ name })).toHaveCount(1);
  }
  await wire.steps({ name: 'INITIATE' }).click();
  await expect(wire.part('curveInitiateBox')).toContainText('Only the server can open it');
  await expect(wire.messages).toContainText('10 sealed frames');
  await wire.connections('failed').first().click();
  await expect(wire.closing).toContainText('calls with a public key that is not the one of');
});

test('a publisher lists its peers, who is subscribed to what, and what happened to its connections', async ({
  start,
  saved,
}) => {
  const topology = {
    ...topologyOf('Topics', [
      socketAt(0, 'news', 'PUB', {
        behavior: { type: 'generate', every: '20ms', frames: ['weather.{{cycle oslo|paris}}', 'fine'] },
      }),
      socketAt(1, 'everything', 'SUB', {
        options: { heartbeatInterval: 100 },
        behavior: { type: 'subscribe', topics: ['weather'] },
      }),
      socketAt(2, 'city', 'SUB', { behavior: { type: 'subscribe', topics: ['weather.paris'] } }),
    ]),
    links: [
      { id: 'l1', from: 'everything', to: 'news' },
      { id: 'l2', from: 'city', to: 'news' },
    ],
  };
  const app = await start(await saved('topics.zmq.json', topology));
  await app.run();
  await app.canvas.node('news').click();
  const peers = app.page.getByTestId('peers');
  await expect(peers.locator('li')).toHaveCount(2);
  await expect(peers.locator('li').filter({ hasText: 'everything' })).toContainText(/Heartbeat.*answered in/s);
  const topics = app.page.getByTestId('subscriptions-news');
  await expect(topics.locator('ul ul')).toContainText('weather.paris');
  await expect(topics).toContainText(/weather everything|weathereverything/);
  await expect(topics.locator('ul ul')).toContainText('weather.oslo');
  await expect(app.page.getByTestId('peer-history')).toContainText('everything is connected');
  await peers.locator('li').filter({ hasText: 'everything' }).getByRole('button').click();
  await expect(new Wire(app.page).steps({ name: 'SUBSCRIBE' })).toContainText('weather');
});
