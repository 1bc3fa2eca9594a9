import { existsSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import type { Problem } from '../../shared/result';
import { RawListener, RawPeer } from './testing/raw-peer';
import { relayProblem, startRelay, temporaryFolder, until } from './testing/relay-fixture';

describe('opening', () => {
  it('says which port it got', async () => {
    const { relay } = await startRelay({ dial: () => undefined });
    expect(relay.endpoint).toMatch(/^tcp:\/\/127\.0\.0\.1:[1-9]\d+$/);
  });

  it.each(['tcp://*:*', 'tcp://localhost:0'])('%s is reached by loopback', async (listen) => {
    const { relay } = await startRelay({ listen, dial: () => undefined });
    expect(relay.endpoint).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    const peer = await RawPeer.connect(relay.endpoint);
    await until(() => peer.ended);
  });

  it('an address in use is a sentence that says what to do', async () => {
    const { relay } = await startRelay({ dial: () => undefined });
    const problem = await relayProblem(relay.endpoint);
    expect(problem.code).toBe('EADDRINUSE');
    expect(problem.message).toContain(relay.endpoint);
    expect(problem.message).toMatch(/Stop .* or choose another port\.$/);
  });

  it('an address of another machine is EADDRNOTAVAIL', async () => {
    expect((await relayProblem('tcp://203.0.113.9:5555')).code).toBe('EADDRNOTAVAIL');
  });

  it('a folder that does not exist is ENOENT or EACCES, in words', async () => {
    const problem = await relayProblem(`ipc://${temporaryFolder()}/missing/feed`);
    expect(problem.message).toMatch(/folder does not exist|may not write/);
  });
});

describe('ipc files', () => {
  it('is gone after close', async () => {
    const path = join(temporaryFolder(), 'feed');
    const { relay } = await startRelay({ listen: `ipc://${path}`, dial: () => undefined });
    expect(existsSync(path)).toBe(true);
    await relay.close();
    expect(existsSync(path)).toBe(false);
  });

  it('one left by a program that was killed is replaced', async () => {
    const path = join(temporaryFolder(), 'feed');
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', script], { timeout: 10_000 });
    expect(existsSync(path)).toBe(true);
    const { relay } = await startRelay({ listen: `ipc://${path}`, dial: () => undefined });
    expect(relay.endpoint).toBe(`ipc://${path}`);
  });

  it('one that somebody answers on is left alone', async () => {
    const path = join(temporaryFolder(), 'feed');
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await until(() => server.listening);
    expect((await relayProblem(`ipc://${path}`)).code).toBe('EADDRINUSE');
    expect(existsSync(path)).toBe(true);
  });

  it('a file that is no socket is left alone', async () => {
    const path = join(temporaryFolder(), 'notes.txt');
    writeFileSync(path, 'precious');
    expect((await relayProblem(`ipc://${path}`)).code).toBe('EADDRINUSE');
    expect(existsSync(path)).toBe(true);
  });
});

describe('while the bound side is away', () => {
  it('callers are turned away, come back by themselves, and go through once it is there', async () => {
    let target: string | undefined;
    const refused: Problem[] = [];
    const nothing = (): void => undefined;
    const log: string[] = [];
    const { relay } = await startRelay({
      dial: () => target,
      on: {
        opened: nothing,
        ready: () => log.push('ready'),
        closed: nothing,
        fault: nothing,
        refused: (problem) => refused.push(problem),
      },
    });
    const push = new zmq.Push({ linger: 0, reconnectInterval: 10 });
    const pull = new zmq.Pull({ linger: 0 });
    onTestFinished(() => [push, pull].forEach((socket) => socket.close()));
    push.connect(relay.endpoint);
    await push.send('patient');
    const gone = await RawListener.open();
    target = gone.endpoint;
    await gone.close();
    await until(() => refused.length > 1);
    expect(refused[0]).toMatchObject({ code: 'ECONNREFUSED', values: { endpoint: target } });
    expect(refused[0]?.message).toMatch(/^Nothing listens at tcp:/);
    await pull.bind('tcp://127.0.0.1:*');
    target = pull.lastEndpoint ?? undefined;
    expect(String((await pull.receive())[0])).toBe('patient');
  });

  it('an endpoint that cannot be dialled is said, not thrown', async () => {
    const refused: string[] = [];
    const nothing = (): void => undefined;
    const { relay } = await startRelay({
      dial: () => 'tcp://nowhere',
      on: {
        opened: nothing,
        ready: nothing,
        closed: nothing,
        fault: nothing,
        refused: ({ code }) => refused.push(code),
      },
    });
    const peer = await RawPeer.connect(relay.endpoint);
    await until(() => peer.ended);
    expect(refused).toEqual(['EINVAL']);
  });
});

describe('closing', () => {
  it('ends every connection, frees the port at once, and may be asked twice', async () => {
    const server = await RawListener.open();
    const { relay, log, connections } = await startRelay({ dial: () => server.endpoint });
    const peers = await Promise.all([1, 2, 3].map(() => RawPeer.connect(relay.endpoint)));
    await until(() => server.peers.length === 3);
    await Promise.all([relay.close(), relay.close()]);
    expect(log.filter((line) => line === 'closed')).toHaveLength(3);
    expect(connections.every(({ state }) => state === 'closed')).toBe(true);
    expect([...relay.connections]).toEqual([]);
    await until(() => peers.every(({ ended }) => ended) && server.peers.every(({ ended }) => ended));
    const again = await startRelay({ listen: relay.endpoint, dial: () => undefined });
    expect(again.relay.endpoint).toBe(relay.endpoint);
  });

  it('in the middle of a flood leaves nothing behind', async () => {
    const pull = new zmq.Pull({ linger: 0 });
    const push = new zmq.Push({ linger: 0, sendTimeout: 50 });
    await pull.bind('tcp://127.0.0.1:*');
    const { relay, connections, log } = await startRelay({ dial: () => pull.lastEndpoint ?? undefined });
    push.connect(relay.endpoint);
    let flooding = true;
    const sending = (async () => {
      while (flooding) await push.send(Buffer.alloc(20_000)).catch(() => undefined);
    })();
    await until(() => (connections[0]?.forward.messages ?? 0) > 100);
    await relay.close();
    expect(log).toEqual(['opened', 'ready', 'closed']);
    flooding = false;
    await sending;
    push.close();
    pull.close();
  });
});
