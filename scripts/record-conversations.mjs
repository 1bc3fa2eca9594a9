import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as zmq from 'zeromq';

// node scripts/record-conversations.mjs: records what libzmq, pyzmq and hand-made speakers of older versions say to each
// other, over tcp and WebSockets, through a plain proxy, into src-main/wire/testing/conversations.json. CURVE keys are new each time.

const INTO = new URL('../src-main/wire/testing/conversations.json', import.meta.url);
const PYTHON = process.env['PATCHBAY_PYTHON'] ?? '/usr/bin/python3';
const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @typedef {{ name: string, how: string, chunks: string[] }} Conversation */
/** @type {Conversation[]} */
const conversations = [];

/**
 * Records one connection to `target` while `talk` goes on. A chunk is `>` or `<` and its bytes in hexadecimal digits.
 * @param {string} name
 * @param {string} how
 * @param {number} target
 * @param {(port: number) => Promise<void>} talk
 */
async function record(name, how, target, talk) {
  /** @type {string[]} */
  const chunks = [];
  let first = true;
  const proxy = createServer((caller) => {
    const bound = connect(target, '127.0.0.1');
    const recording = first;
    first = false;
    for (const [from, to, mark] of /** @type {const} */ ([
      [caller, bound, '>'],
      [bound, caller, '<'],
    ])) {
      from.on('data', (bytes) => {
        if (recording) chunks.push(mark + bytes.toString('hex'));
        to.write(bytes);
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = proxy.address();
  await talk(typeof address === 'object' && address ? address.port : 0);
  await pause(100);
  proxy.close();
  conversations.push({ name, how, chunks });
}

/**
 * @param {zmq.Socket} socket
 * @param {'tcp' | 'ws'} transport
 */
async function bound(socket, transport = 'tcp') {
  await socket.bind(`${transport}://127.0.0.1:*`);
  return Number(/:(\d+)\/?$/.exec(socket.lastEndpoint ?? '')?.[1]);
}

/** PLAIN asks an authenticator (RFC 27/ZAP); this one lets everybody in. */
const authenticator = new zmq.Reply({ linger: 0 });
await authenticator.bind('inproc://zeromq.zap.01');
void (async () => {
  for await (const [version = '', sequence = ''] of authenticator) {
    await authenticator.send([version, sequence, '200', 'OK', '', '']);
  }
})();

const long = Buffer.alloc(300, 'long ');
const js = `libzmq ${zmq.version} through zeromq.js`;

for (const transport of /** @type {const} */ (['tcp', 'ws'])) {
  const over = transport === 'ws' ? ' over ws' : '';
  {
    const server = new zmq.Reply({ linger: 0 });
    await record(`REQ to REP${over}, NULL`, js, await bound(server, transport), async (port) => {
      const client = new zmq.Request({ linger: 0 });
      client.connect(`${transport}://127.0.0.1:${port}`);
      for (const question of ['Hello', [long, 'more', ''], '']) {
        await client.send(question);
        await server.send(await server.receive());
        await client.receive();
      }
      client.close();
    });
    server.close();
  }
  {
    const server = new zmq.XPublisher({ linger: 0 });
    await record(
      `SUB to XPUB${over}, NULL, subscriptions and heartbeats`,
      js,
      await bound(server, transport),
      async (port) => {
        const client = new zmq.Subscriber({ linger: 0, heartbeatInterval: 40, heartbeatTimeToLive: 3000 });
        client.connect(`${transport}://127.0.0.1:${port}`);
        client.subscribe('weather', '');
        await server.receive();
        await server.receive();
        await server.send(['weather', 'fine']);
        await client.receive();
        client.unsubscribe('');
        await server.receive();
        await pause(100);
        client.close();
      },
    );
    server.close();
  }
  {
    const server = new zmq.Router({ linger: 0, plainServer: true });
    await record(`DEALER to ROUTER${over}, PLAIN`, js, await bound(server, transport), async (port) => {
      const client = new zmq.Dealer({ linger: 0, plainUsername: 'ann', plainPassword: 'secret', routingId: 'ann-1' });
      client.connect(`${transport}://127.0.0.1:${port}`);
      await client.send(['', 'work']);
      await server.send(await server.receive());
      await client.receive();
      client.close();
    });
    server.close();
  }
  {
    const keys = zmq.curveKeyPair();
    const own = zmq.curveKeyPair();
    const server = new zmq.Pull({ linger: 0, curveServer: true, curveSecretKey: keys.secretKey });
    await record(`PUSH to PULL${over}, CURVE`, js, await bound(server, transport), async (port) => {
      const client = new zmq.Push({
        linger: 0,
        curveServerKey: keys.publicKey,
        curvePublicKey: own.publicKey,
        curveSecretKey: own.secretKey,
      });
      client.connect(`${transport}://127.0.0.1:${port}`);
      await client.send('sealed');
      await client.send([long, 'two frames']);
      await server.receive();
      await server.receive();
      client.close();
    });
    server.close();
  }
}
{
  const server = new zmq.Pull({ linger: 0 });
  await record('REQ to PULL: types that cannot talk', js, await bound(server), async (port) => {
    const client = new zmq.Request({ linger: 0, reconnectInterval: 5000 });
    client.connect(`tcp://127.0.0.1:${port}`);
    await pause(200);
    client.close();
  });
  server.close();
}

const upgrade = [
  'GET / HTTP/1.1',
  'Host: example.org',
  'Origin: http://example.org',
  'Upgrade: websocket',
  'Connection: keep-alive, Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: ZWS2.0',
];
const speakers = /** @type {const} */ ([
  [
    'ZMTP 3.0 SUB',
    new zmq.XPublisher({ linger: 0 }),
    [
      'ff00000000000000017f0300',
      `4e554c4c${'00'.repeat(48)}`,
      '041905524541' + '44590b536f636b65742d5479706500000003535542',
      '00020161',
      '00020061',
    ],
  ],
  [
    'ZMTP 2.0 PUSH',
    new zmq.Pull({ linger: 0 }),
    ['ff00000000000000017f0108', '00026d65', '0005', '68656c6c6f', '0101610001', '62'],
  ],
  ['ZMTP 1.0 PUSH', new zmq.Pull({ linger: 0 }), ['0100', '06', '0068656c6c6f', '020161', '020062']],
  [
    'PUSH of a web page over ws, no mechanism',
    new zmq.Pull({ linger: 0 }),
    [
      Buffer.from([...upgrade, '', ''].join('\r\n')).toString('hex'),
      '828500000000' + '0070616765',
      '8a8000000000',
      '828601020304' + '016a66686d6d',
      '828200000000' + '0161' + '828200000000' + '0062',
      '888200000000' + '03e8',
    ],
  ],
]);
for (const [name, server, said] of speakers) {
  const how = `a speaker made by hand after its RFC, to libzmq ${zmq.version} through zeromq.js`;
  await record(name, how, await bound(server, name.includes(' over ws') ? 'ws' : 'tcp'), async (port) => {
    const client = connect(port, '127.0.0.1');
    for (const part of said) {
      client.write(Buffer.from(part, 'hex'));
      await pause(60);
    }
    client.destroy();
  });
  server.close();
}

for (const kind of ['NULL', 'PLAIN', 'CURVE']) {
  const { line, child } = await python(kind);
  const how = `pyzmq ${line.split(' ').slice(1).join(' ')}`;
  await record(`DEALER to ROUTER of pyzmq, ${kind}`, how, Number(line.split(' ')[0]), async (port) => {
    child.stdin.write(`${port}\n`);
    await new Promise((resolve) => child.once('exit', resolve));
  });
}

authenticator.close();
await writeFile(INTO, `${JSON.stringify(conversations, undefined, 2)}\n`);
console.log(`${conversations.length} conversations in ${fileURLToPath(INTO)}`);

/** @param {string} kind */
async function python(kind) {
  const program = `
import sys, threading, zmq
context = zmq.Context()
zap = context.socket(zmq.REP)
zap.linger = 0
zap.bind("inproc://zeromq.zap.01")
def admit():
    while True:
        version, sequence, *_ = zap.recv_multipart()
        zap.send_multipart([version, sequence, b"200", b"OK", b"", b""])
threading.Thread(target=admit, daemon=True).start()
router, dealer = context.socket(zmq.ROUTER), context.socket(zmq.DEALER)
router.linger = dealer.linger = 0
kind = ${JSON.stringify(kind)}
if kind == "PLAIN":
    router.plain_server = True
    dealer.plain_username, dealer.plain_password = b"bob", b"hidden"
if kind == "CURVE":
    public, secret = zmq.curve_keypair()
    router.curve_server = True
    router.curve_publickey, router.curve_secretkey = public, secret
    dealer.curve_publickey, dealer.curve_secretkey = zmq.curve_keypair()
    dealer.curve_serverkey = public
dealer.routing_id = b"bob-1"
port = router.bind_to_random_port("tcp://127.0.0.1")
print(str(port) + " " + zmq.__version__ + " on libzmq " + zmq.zmq_version(), flush=True)
dealer.connect("tcp://127.0.0.1:" + sys.stdin.readline().strip())
for frames in ([b"", b"Hello"], [b"x" * 300, b""], [b"last"]):
    dealer.send_multipart(frames)
    router.send_multipart(router.recv_multipart())
    dealer.recv_multipart()
import os; os._exit(0)
`;
  const child = spawn(PYTHON, ['-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim())));
  return { line: String(line), child };
}
