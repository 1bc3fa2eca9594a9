import { describe, expect, it } from 'vitest';
import { sendSnippet, type SentMessage } from './send-snippet';

const utf8 = (text: string) => new TextEncoder().encode(text);
const request: SentMessage = {
  type: 'REQ',
  frames: [utf8('Hello "you"\n'), Uint8Array.of(0, 255), utf8('再见')],
  endpoint: 'tcp://*:5555',
  binds: false,
};

describe('a message as a program', () => {
  it('sends exactly its frames in Python, text as text and the rest in hexadecimal', () => {
    expect(sendSnippet('python', request)).toBe(
      [
        'import zmq',
        '',
        'socket = zmq.Context().socket(zmq.REQ)',
        'socket.connect("tcp://localhost:5555")',
        'socket.send_multipart([b"Hello \\"you\\"\\n", bytes.fromhex("00ff"), bytes.fromhex("e5868de8a781")])',
        'print(socket.recv_multipart())',
      ].join('\n'),
    );
  });

  it('sends exactly its frames in Node.js', () => {
    expect(sendSnippet('node', request)).toBe(
      [
        "import { Request } from 'zeromq';",
        '',
        'const socket = new Request();',
        'socket.connect("tcp://127.0.0.1:5555");',
        'await socket.send(["Hello \\"you\\"\\n", Buffer.from(\'00ff\', \'hex\'), "再见"]);',
        'console.log((await socket.receive()).map(String));',
      ].join('\n'),
    );
  });

  it.each([
    ['REP', ['recv_multipart', 'send_multipart']],
    ['ROUTER', ['peer = socket.recv_multipart()[0]', 'send_multipart([peer, b"x"])']],
    ['PUB', ['bind("tcp://*:5555")', 'sleep', 'send_multipart']],
    ['PUSH', ['send_multipart']],
  ] as const)('keeps to the order that a %s allows', (type, steps) => {
    const code = sendSnippet('python', { type, frames: [utf8('x')], endpoint: 'tcp://*:5555', binds: type === 'PUB' });
    const places = steps.map((step) => code.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('has the form that a draft type takes', () => {
    const sent = { frames: [utf8('news'), utf8('x')], endpoint: 'tcp://127.0.0.1:1', binds: true } as const;
    expect(sendSnippet('node', { ...sent, type: 'RADIO' })).toContain('send("x", { group: "news" })');
    expect(sendSnippet('python', { ...sent, type: 'RADIO' })).toContain('send(b"x", group="news")');
    const one = { ...sent, frames: [utf8('x')] };
    expect(sendSnippet('node', { ...one, type: 'SERVER' })).toContain('send("x", message[1])');
    expect(sendSnippet('python', { ...one, type: 'SERVER' })).toContain('routing_id=message.routing_id');
    expect(sendSnippet('node', { ...one, type: 'CLIENT' })).toContain("import { Client } from 'zeromq/draft.js'");
    expect(sendSnippet('node', { ...one, type: 'CHANNEL' })).toContain('new Channel()');
  });
});
