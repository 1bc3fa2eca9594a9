import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { SocketNode } from '../../../shared/topology/topology';
import { command, greeting3 } from '../../wire/testing/zmtp-bytes';
import { eventually, node, TestEngine, topology } from '../testing/harness';

let server: Server | undefined;
let busy: NodeJS.Timeout | undefined;
const open = new Set<Socket>();

afterEach(() => {
  clearInterval(busy);
  server?.close();
  for (const socket of open) socket.destroy();
});

/** A program that does what is given with whoever calls it. */
async function program(answer: (socket: Socket) => void): Promise<{ endpoint: string; calls: () => number }> {
  let calls = 0;
  server = createServer((socket) => {
    calls++;
    open.add(socket.on('error', () => undefined));
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { endpoint: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
}

/** Keeps the thread that answers from answering at once. */
function beBusy(): void {
  busy = setInterval(() => {
    const until = performance.now() + 8;
    while (performance.now() < until);
  }, 1);
}

const dealer = (fields: Partial<SocketNode>) => topology([node('dealer', 'DEALER', fields)]);
const PLAIN: Partial<SocketNode> = { security: { type: 'plain-server', allow: ['bob'] } };
const HELLO = command('HELLO', Buffer.from('\u0003bob\u0007soldier', 'latin1'));

// libzmq ends the process where it is told about a connection that was lost meanwhile and made anew.
it.each<[string, Buffer, Partial<SocketNode>]>([
  ['by PLAIN', Buffer.concat([greeting3(1, 'PLAIN'), HELLO]), PLAIN],
  ['by its address', greeting3(1), { addresses: { allow: ['127.0.0.0/8'] } }],
])('a program may hang up while it is asked who it is: %s', async (_, says, fields) => {
  const stranger = await program((socket) => socket.end(says));
  const engine = new TestEngine();
  engine.engine.setCredentials({ bob: { type: 'login', user: 'bob', password: 'soldier' } });
  await engine.run(dealer({ connect: [stranger.endpoint], options: { reconnectInterval: 1 }, ...fields }));
  beBusy();
  await eventually(() => expect(stranger.calls()).toBeGreaterThan(20));
});

it('or say nothing until it is given up', async () => {
  const stranger = await program((socket) => socket.write(Buffer.concat([greeting3(1, 'PLAIN'), HELLO])));
  const engine = new TestEngine();
  engine.engine.setCredentials({ bob: { type: 'login', user: 'bob', password: 'soldier' } });
  const options = { reconnectInterval: 1, handshakeInterval: 24 };
  await engine.run(dealer({ connect: [stranger.endpoint], options, ...PLAIN }));
  beBusy();
  await eventually(() => expect(stranger.calls()).toBeGreaterThan(20));
});

it('nobody is asked about without a relay', async () => {
  const stranger = await program((socket) => socket.end());
  const engine = new TestEngine();
  await engine.run(dealer({ connect: [stranger.endpoint], options: { typeOfService: 8 }, ...PLAIN }));
  expect(engine.problems().join()).toContain('decides whom it lets in');
});
