import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SocketOptions } from '../../shared/zmq/options';
import { freePort } from './testing/free-port';
import { libraryFacts } from './library';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startCommand } from './testing/program';
import { zmq } from './zeromq';
import { command, greeting3, ready } from '../wire/testing/zmtp-bytes';

// Options whose effect only the network and the queues behind it show.

const PYTHON = process.env['PATCHBAY_PYTHON'] ?? '/usr/bin/python3';
const script = (file: string) => new URL(`testing/${file}`, import.meta.url).pathname;

async function running(...parts: Parameters<typeof topology>): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(topology(...parts));
  return engine;
}

describe('a publisher whose subscriber does not read', () => {
  const COUNT = 400;
  const behavior = {
    type: 'generate',
    rate: 'max',
    delay: '300ms',
    count: COUNT,
    frames: ['{{seq}}', { size: 65_536 }],
  } as const;

  /** What the subscriber gets once it reads, when the publisher has sent all, or is waiting. */
  async function outcome(noDrop: boolean) {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const options = { sendHighWaterMark: 5, ...(noDrop ? { noDrop } : {}) };
    const engine = await running([node('pub', 'PUB', { bind: [endpoint], options, behavior })]);
    const slow = new zmq.Subscriber({ receiveHighWaterMark: 5, linger: 0 });
    onTestFinished(() => slow.close());
    slow.connect(endpoint);
    slow.subscribe();
    const blocked = () => engine.engine.health().losses.blocked.some(({ socket }) => socket === 'pub');
    await eventually(() => (noDrop ? blocked() : engine.sent('pub') === COUNT));
    const sentBefore = engine.sent('pub');
    const seen: number[] = [];
    slow.receiveTimeout = 500;
    for (;;) {
      const message = await slow.receive().catch(() => undefined);
      if (!message) break;
      seen.push(Number(String(message[0])));
    }
    return { sentBefore, sent: engine.sent('pub'), seen };
  }

  it('waits for it with noDrop, and nothing is lost', async () => {
    const { sentBefore, sent, seen } = await outcome(true);
    expect(sentBefore).toBeLessThan(COUNT);
    expect(sent).toBe(COUNT);
    expect(seen).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
  });

  it('goes on without it, and drops what does not fit', async () => {
    const { sentBefore, seen } = await outcome(false);
    expect(sentBefore).toBe(COUNT);
    expect(seen.length).toBeLessThan(COUNT);
  });
});

describe.runIf(process.platform === 'linux')('a host that answers nothing', () => {
  it('is given up on after connectTimeout, and tried again', async () => {
    const { lines } = startCommand(PYTHON, [script('silent-listener.py')]);
    await eventually(() => lines.length === 1);
    const ended = async (options: SocketOptions) => {
      const push = node('push', 'PUSH', { connect: [`tcp://127.0.0.1:${lines[0]}`], options });
      const engine = await running([push]);
      return () => engine.engine.ask((run) => [...run.journal.records()].map(({ ending }) => ending?.how)) ?? [];
    };
    const patient = await ended({});
    const brisk = await ended({ connectTimeout: 100 });
    await eventually(() => expect(brisk().filter((how) => how === 'refused').length).toBeGreaterThan(0), 5000);
    expect(patient()).toEqual([undefined]);
  });
});

describe('an option that acts on the socket’s own connection holds at its endpoints, where no relay is then', () => {
  it('as tcpAcceptFilter, which takes callers of a range only', async () => {
    const pulled = async (tcpAcceptFilter: string) => {
      const endpoint = `tcp://127.0.0.1:${await freePort()}`;
      const engine = await running([node('pull', 'PULL', { bind: [endpoint], options: { tcpAcceptFilter } })]);
      const push = new zmq.Push({ linger: 0, reconnectInterval: 20 });
      onTestFinished(() => push.close());
      push.connect(endpoint);
      void push.send('hello').catch(() => undefined);
      return engine;
    };
    const far = await pulled('10.0.0.0/8');
    const near = await pulled('127.0.0.0/8');
    await eventually(() => expect(near.received('pull')).toBe(1));
    await eventually(() => expect(near.peers()).toHaveLength(1));
    expect(near.messagesOf(near.peers()[0]?.flow ?? -1)).toEqual([1, 0]);
    expect(far.received('pull')).toBe(0);
    expect(far.peers()).toEqual([]);
  });
});

it.runIf(libraryFacts().lackingOptions.includes('interface'))(
  'an interface is refused with what to do where the library was built without it, and would not even bind',
  async () => {
    const engine = await running([node('pull', 'PULL', { bind: ['tcp://127.0.0.1:*'], options: { interface: 'lo' } })]);
    expect(engine.socket('pull').state).toBe('failed');
    expect(engine.problems().join()).toContain('addon:system');
  },
);

/** What the system has set on the connections of this process at a port; `undefined` where it may not be looked at. */
function connectionsAt(port: string): Record<string, unknown>[] | undefined {
  const { status, stdout } = spawnSync(PYTHON, [script('connection-options.py'), String(process.pid), port], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe.runIf(process.platform === 'linux')('the system has at a socket’s connections', () => {
  it.for<[SocketOptions, object, object]>([
    // The bundled libzmq was built without SO_PRIORITY, and the option's help says so.
    [{ priority: 5, busyPoll: 50 }, { priority: 0 }, { priority: 0 }],
    [{ busyPoll: 50 }, { busyPoll: 50 }, { busyPoll: 50 }],
    [{ typeOfService: 16 }, { typeOfService: 16 }, { typeOfService: 16 }],
    [{ tcpMaxRetransmitTimeout: 5000 }, { tcpMaxRetransmitTimeout: 5000 }, { tcpMaxRetransmitTimeout: 5000 }],
    [{ tcpKeepalive: 1, tcpKeepaliveCount: 3 }, { tcpKeepaliveCount: 3 }, { tcpKeepaliveCount: 3 }],
  ])('%o', async ([options, connecting, accepted], { skip }) => {
    const port = String(await freePort());
    const endpoint = `tcp://127.0.0.1:${port}`;
    const behavior = { type: 'generate', every: '5ms', frames: ['x'] } as const;
    const engine = await running([
      node('push', 'PUSH', { connect: [endpoint], options, behavior }),
      node('pull', 'PULL', { bind: [endpoint], options }),
    ]);
    await eventually(() => engine.received('pull') > 1);
    const seen = connectionsAt(port);
    // The system may not let this account look.
    if (!seen) return skip();
    expect(seen.find(({ connects }) => connects === true)).toMatchObject(connecting);
    expect(seen.find(({ connects }) => connects === false)).toMatchObject(accepted);
  });
});

describe.runIf(process.platform === 'linux')('on a link to a program of the canvas', () => {
  const position = { x: 0, y: 0 };
  const push = node('push', 'PUSH', {
    options: { typeOfService: 16 },
    behavior: { type: 'generate', every: '5ms', frames: ['x'] },
  });

  it('an option of the connection holds where the app connects', async ({ skip }) => {
    const port = await freePort();
    const endpoint = `tcp://127.0.0.1:${port}`;
    const engine = await running(
      [push, { id: 'program', kind: 'external', socket: 'PULL', position, bind: [endpoint] }],
      [link('out', 'push', 'program')],
    );
    expect(engine.link('out')).toMatchObject({ observe: 'socket', state: 'waiting', endpoint });
    const pull = new zmq.Pull({ linger: 0 });
    onTestFinished(() => pull.close());
    await pull.bind(endpoint);
    await pull.receive();
    await eventually(() => expect(engine.link('out')).toMatchObject({ state: 'connected', counted: 'exact' }));
    await eventually(() => expect(engine.messages('out')[0]).toBeGreaterThan(1));
    expect(engine.problems()).toEqual([]);
    const seen = connectionsAt(String(port));
    if (!seen) return skip();
    expect(seen.filter(({ connects }) => connects === true)).toMatchObject([{ typeOfService: 16 }]);
  });

  it('and where the program does, which is let go when the link is', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const program = { id: 'program', kind: 'external', socket: 'PULL', position } as const;
    const filtered = (tcpAcceptFilter: string) => ({ ...push, options: { tcpAcceptFilter } });
    const links = [link('in', 'program', 'push', { endpoint })];
    const engine = await running([filtered('10.0.0.0/8'), program], links);
    const pull = new zmq.Pull({ linger: 0, reconnectInterval: 20 });
    onTestFinished(() => pull.close());
    pull.connect(endpoint);
    await eventually(() => expect(engine.link('in')).toMatchObject({ observe: 'socket', state: 'waiting' }));
    // The filter lets it in only when it names this machine.
    await engine.engine.update(topology([filtered('127.0.0.0/8'), program], links));
    await pull.receive();
    await eventually(() => expect(engine.link('in').state).toBe('connected'));
    await eventually(() => expect(engine.messages('in')[1]).toBeGreaterThan(1));
    await engine.engine.update(topology([filtered('127.0.0.0/8'), program]));
    const again = new zmq.Push({ linger: 0 });
    onTestFinished(() => again.close());
    await eventually(() => again.bind(endpoint));
  });
});

describe.runIf(process.platform === 'linux')('multicast by udp', () => {
  const sending = (endpoint: string, options: SocketOptions) =>
    node('radio', 'RADIO', {
      connect: [endpoint],
      options,
      behavior: { type: 'generate', every: '10ms', frames: ['news', '{{seq}}'] },
    });

  it('has as many hops before it as multicastHops says', async () => {
    const port = await freePort();
    const group = '239.192.7.1';
    const { lines } = startCommand(PYTHON, [script('hops-seen.py'), group, String(port)]);
    await eventually(() => lines[0] === 'joined');
    const hops = async (options: SocketOptions) => {
      const before = lines.length;
      const engine = await running([sending(`udp://127.0.0.1;${group}:${port}`, options)]);
      await eventually(() => lines.length > before + 2);
      await engine.stop();
      return lines.at(-1);
    };
    expect(await hops({})).toBe('hops 1');
    expect(await hops({ multicastHops: 7 })).toBe('hops 7');
  });
});

// libzmq ends the process where a stranger joins a group of more than 255 bytes, and no relay cuts it off here.
it('a RADIO with a connection of its own takes no group that is too long', async () => {
  const port = await freePort();
  const options = { typeOfService: 8 };
  const engine = await running([node('radio', 'RADIO', { bind: [`tcp://127.0.0.1:${port}`], options })]);
  const stranger = connect(port, '127.0.0.1');
  let heard = 0;
  stranger.on('data', ({ length }: Buffer) => (heard += length));
  stranger.write(Buffer.concat([greeting3(1), ready('DISH')]));
  await eventually(() => expect(heard).toBeGreaterThan(64));
  const closed = once(stranger, 'close');
  stranger.write(command('JOIN', Buffer.alloc(300, 'a')));
  await closed;
  expect(engine.problems()).toEqual([]);
});
