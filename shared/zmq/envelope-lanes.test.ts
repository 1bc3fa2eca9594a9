import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { explainMessage, type ExplainedFrame } from './envelope';
import { envelopeChanges, laneRows } from './envelope-lanes';
import type { SocketType } from './socket-types';

function explained(sender: SocketType, receiver: SocketType, ...frames: readonly string[]): ExplainedFrame[] {
  return explainMessage(
    frames.map((text) => ({ bytes: utf8(text), size: utf8(text).length })),
    {
      sender,
      receiver,
      sealed: false,
      routingId: Uint8Array.of(0, 1, 2, 3, 4),
      routingName: 'client 1',
      names: new Map(),
    },
  );
}

function lanes(sender: SocketType, receiver: SocketType, ...frames: readonly string[]): string[] {
  return laneRows(explained(sender, receiver, ...frames)).map(
    ({ frame, gave, wire, got }) => `${frame.role}: ${gave} ${wire} ${got}`,
  );
}

function changes(sender: SocketType, receiver: SocketType, ...frames: readonly string[]): string[] {
  return envelopeChanges(explained(sender, receiver, ...frames), sender, receiver).map(({ code }) => code);
}

test('a request of REQ to REP: the delimiter is only on the wire', () => {
  expect(lanes('REQ', 'REP', '', 'Hello')).toEqual(['delimiter: absent added removed', 'body: same same same']);
  expect(changes('REQ', 'REP', '', 'Hello')).toEqual(['reqAdds', 'repTakes']);
});

test('a request of REQ to ROUTER: the identity is only at the program that gets it', () => {
  expect(lanes('REQ', 'ROUTER', '', 'Hello')).toEqual([
    'identity: absent absent added',
    'delimiter: absent added same',
    'body: same same same',
  ]);
  expect(changes('REQ', 'ROUTER', '', 'Hello')).toEqual(['reqAdds', 'routerAdds']);
});

test("a broker's answer: ROUTER takes off the identity that chose the client", () => {
  expect(lanes('ROUTER', 'REQ', '', 'World')).toEqual([
    'identity: removed absent absent',
    'delimiter: same same removed',
    'body: same same same',
  ]);
  expect(changes('ROUTER', 'REQ', '', 'World')).toEqual(['routerTakes', 'reqTakes']);
});

test('DEALER hands the envelope on as it is, and REP puts back what it kept', () => {
  expect(changes('DEALER', 'REP', 'id', '', 'Hello')).toEqual(['dealerKeeps', 'repTakes']);
  expect(lanes('REP', 'DEALER', 'id', '', 'World')).toEqual([
    'identity: absent added same',
    'delimiter: absent added same',
    'body: same same same',
  ]);
  expect(changes('REP', 'DEALER', 'id', '', 'World')).toEqual(['repPutsBack', 'dealerKeeps']);
});

test('sockets without envelopes change nothing', () => {
  expect(lanes('PUB', 'SUB', 'weather', '26')).toEqual(['topic: same same same', 'body: same same same']);
  expect(changes('PUB', 'SUB', 'weather', '26')).toEqual(['nothing']);
  expect(changes('DEALER', 'DEALER', 'x')).toEqual(['nothing']);
});
