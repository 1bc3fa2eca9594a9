import { expect, test } from 'vitest';
import { pythonSnippet, reachableEndpoint } from './plug-snippet';
import { canTalk, SOCKET_TYPES } from './socket-types';

test('a program connects to this machine where the socket is bound to every address', () => {
  expect(reachableEndpoint('tcp://*:5555')).toBe('tcp://localhost:5555');
  expect(reachableEndpoint('tcp://127.0.0.1:5555')).toBe('tcp://127.0.0.1:5555');
  expect(reachableEndpoint('ipc:///tmp/feed')).toBe('ipc:///tmp/feed');
});

test("the program's socket can talk with the app's, whatever its type", () => {
  for (const type of SOCKET_TYPES.filter((each) => each !== 'DGRAM')) {
    expect(canTalk(pythonSnippet(type, 'tcp://*:1').type, type)).toBe(true);
  }
});

test('a REQ sends first, a REP receives first', () => {
  expect(pythonSnippet('REP', 'tcp://*:5555').code).toBe(
    [
      'import zmq',
      '',
      'socket = zmq.Context().socket(zmq.REQ)',
      'socket.connect("tcp://localhost:5555")',
      'socket.send(b"Hello")',
      'print(socket.recv())',
    ].join('\n'),
  );
  expect(pythonSnippet('REQ', 'tcp://*:5555').code).toMatch(/recv\(\)\)\nsocket\.send/);
  expect(pythonSnippet('XPUB', 'tcp://*:5555').type).toBe('SUB');
});

test('who talks with a DEALER speaks first where that only answers', () => {
  const plugged = (behavior: 'request' | 'reply' | 'sink') =>
    pythonSnippet('DEALER', 'tcp://*:5555', undefined, undefined, behavior);
  expect(plugged('request').type).toBe('REP');
  expect(plugged('reply')).toMatchObject({ type: 'DEALER' });
  expect(plugged('reply').code).toMatch(/send_multipart\(\[b"", b"Hello"\]\)\nprint\(socket\.recv_multipart\(\)\)$/);
  expect(plugged('sink').code).toContain('send_multipart([b"", b"Hello"])\n# Waits until it is sent.');
});

test('a program that speaks no ZeroMQ has a plain socket', () => {
  expect(pythonSnippet('STREAM', 'tcp://*:5555').code).toContain('socket.create_connection(("localhost", 5555))');
  expect(pythonSnippet('DGRAM', 'udp://127.0.0.1:5556').code).toContain('program.connect(("127.0.0.1", 5556))');
});
