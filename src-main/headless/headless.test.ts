import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { curveKeyPair, Request } from 'zeromq';
import { addonOf } from '../system-addon';
import { temporaryFolder } from '../testing/temporary-folder';
import type { Report } from './report';
import { headlessBundle, startProgram, type Ended, type Program } from './testing/headless-program';
import { replyTopology, topologyFiles } from './testing/topology-files';

/** Made by `npm run addon:system`. */
const systemAddon = addonOf('system') ?? '';
const bundled = headlessBundle();
const temporary = temporaryFolder();
const { fromGallery, saved } = topologyFiles(temporary);

const start = (...args: readonly string[]): Program => startProgram(bundled('headless.js'), args);

const JOINS = { type: 'join', groups: ['news'] };

/** What `unshare(1)` is told to run a shell's command in a network of its own, which has an interface beside the loopback one. */
function apart(command: string, ...args: readonly string[]): string[] {
  const up = 'ip link set lo up && ip link add v0 type veth peer name v1 && ip addr add 10.77.0.1/24 dev v0';
  const routed = 'ip link set v0 up && ip link set v1 up && ip route add 224.0.0.0/4 dev v0';
  return ['-rn', 'sh', '-c', `${up} && ${routed} && ${command}`, 'sh', ...args];
}

/** Messages as fast as the sockets take them. */
function flood(frames: readonly (string | { readonly size: number })[]) {
  const position = { x: 0, y: 0 };
  const generate = { type: 'generate', rate: 'max', frames };
  const nodes = [
    { id: 'push', kind: 'socket', socket: 'PUSH', position, behavior: generate },
    { id: 'pull', kind: 'socket', socket: 'PULL', position, behavior: { type: 'sink' } },
  ];
  return { format: 'zmq-patchbay/1', name: 'Flood', nodes, links: [{ id: 'l1', from: 'push', to: 'pull' }] };
}

interface Line {
  readonly seq: number;
  readonly t: number;
  readonly link: string | null;
  readonly peer: string | null;
  readonly direction: string;
  readonly kind: string;
  readonly frames: readonly { readonly hex: string; readonly text?: string; readonly more: boolean }[];
}

async function linesOf(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // The last line may be still on its way.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

/** Runs a topology until its capture file holds so many messages, then asks it to end. */
async function runUntil(
  messages: number,
  file: string,
): Promise<{ report: Report; lines: readonly Line[]; ended: Ended }> {
  const capture = temporary('out.jsonl');
  const program = start('run', file, '--json', '--capture', capture);
  const count = async () => (await linesOf(capture)).filter(({ kind }) => kind === 'message').length;
  await vi.waitUntil(async () => (await count()) >= messages, { timeout: 15_000, interval: 50 });
  program.kill('SIGINT');
  const ended = await program.ended;
  expect(ended).toMatchObject({ code: 0, signal: null });
  return { report: JSON.parse(ended.stdout) as Report, lines: await linesOf(capture), ended };
}

/** Messages that the lines say went over a link. */
function seen(lines: readonly Line[], link: string, direction: string): number {
  return lines.filter((line) => line.kind === 'message' && line.link === link && line.direction === direction).length;
}

describe('run', () => {
  it.each([
    ['hello', 4],
    ['weather', 8],
    ['pipeline', 16],
    ['pair', 4],
    ['broker', 24],
  ])('runs %s of the gallery: report, sockets and capture file agree', async (name, messages) => {
    const file = await fromGallery(name);
    const { report, lines } = await runUntil(messages, file);
    const topology = JSON.parse(await readFile(file, 'utf8')) as {
      name: string;
      nodes: { id: string }[];
      links: { id: string }[];
    };
    expect(report).toMatchObject({
      topology: topology.name,
      peers: [],
      capture: { messages: lines.length, dropped: 0 },
    });
    expect(report.libzmq).toMatch(/^4\.\d+\.\d+$/);
    expect(report.durationMs).toBeGreaterThan(0);
    expect(Object.keys(report.nodes)).toEqual(topology.nodes.map(({ id }) => id));
    expect(Object.keys(report.links)).toEqual(topology.links.map(({ id }) => id));
    for (const { errors } of Object.values(report.nodes)) expect(errors).toEqual([]);
    for (const [id, link] of Object.entries(report.links)) {
      expect(link).toMatchObject({ state: 'connected', observe: name === 'pair' ? 'socket' : 'wire' });
      expect(link.endpoint).toMatch(name === 'pair' ? /^inproc:\/\// : /^tcp:\/\/127\.0\.0\.1:\d+$/);
      expect([link.forward.messages, link.backward.messages]).toEqual([
        seen(lines, id, 'forward'),
        seen(lines, id, 'backward'),
      ]);
    }
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
  });

  it('counts Hello to the message and the byte', async () => {
    const { report, lines } = await runUntil(4, await fromGallery('hello'));
    const { client, server } = report.nodes;
    const { forward, backward } = report.links['l1'] ?? {};
    expect(client?.sent).toBe(forward?.messages);
    expect(server?.sent).toBe(backward?.messages);
    expect(forward?.bytes).toBe(5 * (forward?.messages ?? 0));
    expect(lines.find(({ kind }) => kind === 'message')).toMatchObject({
      link: 'l1',
      peer: null,
      direction: 'forward',
      frames: [
        { hex: '', text: '', more: true },
        { hex: '48656c6c6f', text: 'Hello', more: false },
      ],
    });
  });

  it('gives every client of the broker as many replies as it was sent', async () => {
    const { nodes, links } = (await runUntil(24, await fromGallery('broker'))).report;
    for (const [client, link] of Object.entries({ client1: 'c1', client2: 'c2', client3: 'c3' })) {
      expect(nodes[client]?.sent).toBe(links[link]?.forward.messages);
      expect(nodes[client]?.received).toBe(links[link]?.backward.messages);
      expect((nodes[client]?.sent ?? 0) - (nodes[client]?.received ?? 0)).toBeLessThanOrEqual(1);
    }
    const workers = ['worker1', 'worker2', 'worker3'].map((worker) => nodes[worker]?.received ?? 0);
    expect(Math.max(...workers) - Math.min(...workers)).toBeLessThanOrEqual(1);
  });

  it('ends by itself after the time it was given, with a table for a person', async () => {
    const { code, stdout } = await start('run', await fromGallery('pair'), '--for', '300ms').ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^"Pair" ran for 0\.[3-9] s on ZeroMQ 4\./);
    expect(stdout).toMatch(/^left +\d+ +\d+$/m);
  });

  it('counts a program outside as a peer', async () => {
    const capture = temporary('out.jsonl');
    const program = start('run', await saved(replyTopology('tcp://127.0.0.1:*')), '--json', '--capture', capture);
    const [, endpoint = ''] = await program.says(/server: listening at (tcp:\S+)/);
    const client = new Request({ linger: 0, routingId: 'me' });
    client.connect(endpoint);
    for (let i = 0; i < 3; i++) {
      await client.send('Hello');
      expect(String(await client.receive())).toBe('World');
    }
    client.close();
    await program.says(/peer1 .*has left/);
    program.kill('SIGTERM');
    const { code, stdout } = await program.ended;
    expect(code).toBe(0);
    const { peers, nodes } = JSON.parse(stdout) as Report;
    expect(peers).toEqual([
      {
        node: 'server',
        socket: 'server',
        endpoint: 'tcp://127.0.0.1:*',
        socketType: 'REQ',
        identity: 'me',
        mechanism: 'NULL',
        toNode: { messages: 3, bytes: 15 },
        fromNode: { messages: 3, bytes: 15 },
      },
    ]);
    expect(nodes['server']).toEqual({ sent: 3, received: 3, errors: [] });
    const messages = (await linesOf(capture)).filter(({ kind }) => kind === 'message');
    expect(messages.map(({ link, peer, direction }) => ({ link, peer, direction }))).toEqual(
      ['forward', 'backward', 'forward', 'backward', 'forward', 'backward'].map((direction) => ({
        link: null,
        peer: 'peer1',
        direction,
      })),
    );
  });

  it('says what listens to the network', async () => {
    const { stderr } = await start('run', await saved(replyTopology('tcp://*:*')), '--for', '0').ended;
    expect(stderr).toMatch(/^server: tcp:\/\/\*:\* listens to the network/m);
  });

  it('stops at once under full load', async () => {
    const { report } = await runUntil(20_000, await saved(flood(['x'])));
    const { push, pull } = report.nodes;
    expect(report.links['l1']?.forward.messages).toBeGreaterThanOrEqual(pull?.received ?? Infinity);
    expect(push?.sent).toBeGreaterThanOrEqual(report.links['l1']?.forward.messages ?? Infinity);
  });

  it('accounts for every item of a flood: in the capture file, or said to be too fast for it', async () => {
    const big = await saved(flood([{ size: 65_536 }]));
    const capture = temporary('out.jsonl');
    const { code, stdout, stderr } = await start('run', big, '--for', '2s', '--json', '--capture', capture).ended;
    expect(code).toBe(0);
    const [, lost = '0'] = /has \d+ items and lacks (\d+)/.exec(stderr) ?? [];
    const { messages } = (JSON.parse(stdout) as Report).capture;
    expect(messages).toBeGreaterThan(0);
    expect((await linesOf(capture)).length + Number(lost)).toBe(messages);
  });

  it('takes the keys that a topology names from a file, and says what is wrong in one', async () => {
    const pair = () => curveKeyPair();
    const position = { x: 0, y: 0 };
    const nodes = [
      {
        id: 'client',
        kind: 'socket',
        socket: 'REQ',
        position,
        behavior: { type: 'request', every: '5ms', count: 3, frames: ['x'] },
        security: { type: 'curve-client', key: 'ada', server: 'server' },
      },
      {
        id: 'server',
        kind: 'socket',
        socket: 'REP',
        position,
        behavior: { type: 'reply', echo: true },
        security: { type: 'curve-server', key: 'server', allow: ['ada'] },
      },
    ];
    const links = [{ id: 'l1', from: 'client', to: 'server' }];
    const file = await saved({ format: 'zmq-patchbay/1', name: 'Sealed', nodes, links });
    const keys = temporary('keys.json');
    await writeFile(keys, JSON.stringify({ ada: pair(), server: pair() }));
    const { code, stdout } = await start('run', file, '--keys', keys, '--for', '2s', '--json').ended;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).nodes['client']).toMatchObject({ sent: 3, received: 3 });
    await writeFile(keys, JSON.stringify({ ada: { publicKey: 'short' } }));
    const refused = await start('run', file, '--keys', keys).ended;
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/--keys .*keys\.json: ada/);
  });

  it.skipIf(!existsSync(systemAddon))(
    "prints nothing but its report also on the system's library, whose multicast warns",
    async () => {
      const position = { x: 0, y: 0 };
      const behavior = { type: 'generate', every: '10ms', frames: ['news'] };
      const nodes = [
        { id: 'pub', kind: 'socket', socket: 'PUB', position, options: { rate: 10_000 }, behavior },
        { id: 'sub', kind: 'socket', socket: 'SUB', position, behavior: { type: 'subscribe', topics: [''] } },
      ];
      const links = [{ id: 'l1', from: 'sub', to: 'pub', transport: 'epgm' }];
      const file = await saved({ format: 'zmq-patchbay/1', name: 'Multicast', nodes, links });
      vi.stubEnv('ZMQ_PATCHBAY_ADDON', systemAddon);
      const { stdout, code } = await start('run', file, '--for', '1s', '--json').ended;
      vi.unstubAllEnvs();
      expect(code).toBe(0);
      expect((JSON.parse(stdout) as Report).links['l1']?.problem).toBeUndefined();
    },
  );

  it.skipIf(spawnSync('unshare', [...apart(':')]).status !== 0)(
    'hears its own multicast on an interface of the network, and with multicastLoop off does not',
    async () => {
      const heard = async (options: object): Promise<number> => {
        const position = { x: 0, y: 0 };
        const endpoint = 'udp://10.77.0.1;239.192.7.1:5599';
        const behavior = { type: 'generate', every: '20ms', frames: ['news', 'a'] };
        const nodes = [
          { id: 'radio', kind: 'socket', socket: 'RADIO', position, connect: [endpoint], options, behavior },
          { id: 'dish', kind: 'socket', socket: 'DISH', position, bind: [endpoint], behavior: JOINS },
        ];
        const file = await saved({ format: 'zmq-patchbay/1', name: 'Loop', nodes, links: [] });
        const command = [process.execPath, bundled('headless.js'), 'run', file, '--for', '1s', '--json'];
        const { stdout } = await promisify(execFile)('unshare', apart('exec "$@"', ...command));
        const { nodes: counts } = JSON.parse(stdout) as Report;
        expect(counts['radio']?.sent).toBeGreaterThan(5);
        return counts['dish']?.received ?? 0;
      };
      expect(await heard({})).toBeGreaterThan(5);
      expect(await heard({ multicastLoop: false })).toBe(0);
    },
  );

  it('goes on where nobody reads what it prints', async () => {
    const program = start('run', await fromGallery('pair'), '--json');
    await program.says(/"Pair" runs/);
    program.stopReading();
    program.kill('SIGINT');
    expect(await program.ended).toMatchObject({ code: 0, signal: null });
  });
});
