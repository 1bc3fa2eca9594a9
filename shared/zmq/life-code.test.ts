import { describe, expect, it } from 'vitest';
import { wantedOf, NOTHING, planSteps } from '../plan';
import { OPTIONS, type SocketOptions } from './options';
import { SOCKET_TYPES, type SocketType } from './socket-types';
import { plannedCalls, stepCalls, type LifeCall } from './life-calls';
import { callLines, nameOf, preambleLines, type CodeLanguage } from './life-code';
import { lifeProgram, type CallMade } from './life-program';
import { optionConstant } from './option-constants';
import { FORMAT } from '../topology/schema';
import type { Topology } from '../topology/topology';

const at = { x: 0, y: 0 };
const HELLO: Topology = {
  format: FORMAT,
  name: 'Hello',
  nodes: [
    {
      id: 'client',
      kind: 'socket',
      socket: 'REQ',
      position: at,
      options: { linger: 0, routingId: 'Ä"1' },
      behavior: { type: 'request', frames: ['Hello', { hex: '00 ff' }, { size: 3 }] },
    },
    {
      id: 'server',
      kind: 'socket',
      socket: 'REP',
      position: at,
      bind: ['tcp://*:5555'],
      behavior: { type: 'reply', frames: ['World'] },
    },
  ],
  links: [{ id: 'l1', from: 'client', to: 'server' }],
};

function code(key: string, language: CodeLanguage): string[] {
  return plannedCalls(HELLO, key).flatMap((call) =>
    callLines({ key, call, socket: key === 'client' ? 'REQ' : 'REP' }, language),
  );
}

describe('the code of a life', () => {
  it('has the calls of a socket in the order in which they are made, for Node.js', () => {
    expect(code('client', 'node')).toEqual([
      'const client = new zmq.Request({ linger: 0, routingId: "Ä\\"1" })',
      'client.connect("tcp://127.0.0.1:…")',
      'await client.send(["Hello", Buffer.from("00ff", \'hex\'), Buffer.alloc(3)])',
      'const message = await client.receive()',
    ]);
    expect(code('server', 'node')).toEqual([
      'const server = new zmq.Reply()',
      'await server.bind("tcp://*:5555")',
      'await server.bind("tcp://127.0.0.1:*")',
      'const message = await server.receive()',
      'await server.send("World")',
    ]);
  });

  it('and for Python', () => {
    expect(code('client', 'python')).toEqual([
      'client = context.socket(zmq.REQ)',
      'client.setsockopt(zmq.LINGER, 0)',
      'client.setsockopt_string(zmq.ROUTING_ID, "Ä\\"1")',
      'client.connect("tcp://127.0.0.1:…")',
      'client.send_multipart([b"Hello", bytes.fromhex("00 ff"), bytes(3)])',
      'message = client.recv_multipart()',
    ]);
  });

  it('connects to what was bound, not to every address', () => {
    const [step] = planSteps(NOTHING, wantedOf(HELLO)).filter(({ type }) => type === 'link:open');
    const lines =
      step && stepCalls(step, 'tcp://*:7000').flatMap((made) => callLines({ ...made, socket: 'REP' }, 'python'));
    expect(lines).toEqual(['server.bind("tcp://*:7000")', 'client.connect("tcp://localhost:7000")']);
  });

  it('knows a constant for every option, and a class for every socket type', () => {
    for (const option of Object.keys(OPTIONS)) expect([option, optionConstant(option)]).not.toContain(undefined);
    for (const socket of SOCKET_TYPES) {
      const made = { key: 'a', socket, call: { type: 'create', socket, options: {} } } as const;
      expect(callLines(made, 'node')[0]).toMatch(/^const a = new ((zmq|draft)\.)?[A-Z][A-Za-z]+\(\)$/);
    }
  });

  it('sets by its number what zeromq.js has no name for, and says so', () => {
    const made = (socket: SocketType, options: SocketOptions, language: CodeLanguage) =>
      callLines({ key: 'a', socket, call: { type: 'create', socket, options } }, language).slice(1);
    const options = { routerNotify: 'both', helloMessage: 'hi', mandatory: true };
    expect(made('ROUTER', options, 'node')).toEqual([
      'a.setInt32Option(97, 3) // ZMQ_ROUTER_NOTIFY, which zeromq.js has no name for',
      'a.setStringOption(110, "hi") // ZMQ_HELLO_MSG, which zeromq.js has no name for',
    ]);
    expect(made('ROUTER', options, 'python')).toEqual([
      'a.setsockopt(zmq.ROUTER_NOTIFY, 3) # of the draft API',
      'a.setsockopt_string(zmq.HELLO_MSG, "hi") # of the draft API',
      'a.setsockopt(zmq.ROUTER_MANDATORY, 1)',
    ]);
    // A PUB has a name for it in zeromq.js, and a RADIO has not.
    expect(made('PUB', { noDrop: true }, 'node')).toEqual([]);
    expect(made('RADIO', { noDrop: true }, 'node')[0]).toMatch(/^a\.setBoolOption\(69, true\)/);
    expect(made('XPUB', { verbosity: 'allSubsUnsubs' }, 'python')).toEqual(['a.setsockopt(zmq.XPUB_VERBOSER, 1)']);
  });

  it('makes names that both languages take', () => {
    expect(['client', 'broker.frontend', '1st', 'class', '客户'].map(nameOf)).toEqual([
      'client',
      'broker_frontend',
      '_1st',
      '_class',
      '_',
    ]);
    expect(preambleLines(['REQ'], 'python')).toContain('import zmq');
    expect(preambleLines(['REQ'], 'node')).toEqual(["import * as zmq from 'zeromq'"]);
    expect(preambleLines(['REQ'], 'node', { ioThreads: 4 })).toContain('zmq.context.ioThreads = 4');
    expect(preambleLines(['REQ'], 'python', { ioThreads: 4 })).toContain('context = zmq.Context(io_threads=4)');
  });

  it('says where the app fills in something, and where a message was not its own', () => {
    const made = (call: LifeCall) => callLines({ key: 'a', socket: 'PUSH', call }, 'python');
    expect(made({ type: 'send', frames: ['{{seq}}'] })).toEqual([
      '# The app fills in what is in {{…}}.',
      'a.send_multipart([b"{{seq}}"])',
    ]);
    expect(made({ type: 'send', frames: ['{{no}}'] })).toHaveLength(1);
    expect(made({ type: 'send', frames: undefined })).toEqual(['# a sent a message here.']);
  });

  it('as a program is of the newest life, with what failed as a comment', () => {
    const calls: CallMade[] = [
      { call: { type: 'create', socket: 'REP', options: {} } },
      { call: { type: 'close' } },
      { call: { type: 'create', socket: 'REP', options: { linger: 1 } } },
      { call: { type: 'bind', endpoint: 'tcp://127.0.0.1:1' }, problem: 'in use' },
    ];
    const style = { language: 'node', known: () => undefined, ioThreads: 1 } as const;
    expect(lifeProgram({ key: 'a', type: 'REP', calls }, undefined, style).split('\n')).toEqual([
      "import * as zmq from 'zeromq'",
      '',
      'const a = new zmq.Reply({ linger: 1 })',
      '// await a.bind("tcp://127.0.0.1:1")',
    ]);
  });
});
