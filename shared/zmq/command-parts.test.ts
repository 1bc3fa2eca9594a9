import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesFromHex, utf8 } from '../bytes';
import { commandParts } from './command-parts';

function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? utf8(part) : part)]));
}

function said(from: Uint8Array, handshake = false): string[] {
  return commandParts(from, handshake).map(({ name, property, value }) => `${property ?? name}: ${value}`);
}

const SIGNATURE = [0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f];

test('a 3.1 greeting says its version and mechanism', () => {
  const greeting = bytes(
    SIGNATURE,
    [3, 1],
    'NULL',
    Array.from({ length: 16 }, () => 0),
    [0],
    Array.from({ length: 31 }, () => 0),
  );
  expect(greeting).toHaveLength(64);
  expect(said(greeting, true)).toEqual([
    'signature: ff00000000000000017f',
    'version: 3.1',
    'mechanism: NULL',
    'server: 0',
    'filler: ',
  ]);
});

test('a 2.0 greeting says its socket type, and the identity comes by itself', () => {
  expect(said(bytes(SIGNATURE, [1, 3]), true).slice(1)).toEqual(['version: 2.0', 'socketType: REQ']);
  expect(said(bytes('john'), true)).toEqual(['identity: john']);
  expect(said(bytes([0, 1, 2]), true)).toEqual(['identity: 0x000102']);
});

test('READY lists every property as the peer spelled it', () => {
  const ready = bytes([5], 'READY', [11], 'Socket-Type', [0, 0, 0, 6], 'DEALER', [8], 'Identity', [0, 0, 0, 2], [0, 7]);
  expect(said(ready)).toEqual(['name: READY', 'Socket-Type: DEALER', 'Identity: 0x0007']);
  const [, type] = commandParts(ready, true);
  expect(ready.subarray(type?.from, type?.to)).toHaveLength(22);
});

test('metadata that does not add up is shown as it is', () => {
  expect(said(bytes([5], 'READY', [11], 'Socket'))).toEqual(['name: READY', `data: 0x0b${'536f636b6574'}`]);
});

test('subscriptions of both forms are told apart from other commands', () => {
  expect(said(bytes([9], 'SUBSCRIBE', 'weather'))).toEqual(['name: SUBSCRIBE', 'topic: weather']);
  expect(said(bytes([6], 'CANCEL'))).toEqual(['name: CANCEL', 'topic: ']);
  expect(said(bytes([1], 'weather'))).toEqual(['name: SUBSCRIBE', 'topic: weather']);
  expect(said(bytes([0], 'weather'))).toEqual(['name: CANCEL', 'topic: weather']);
});

test('a PING says its time to live in seconds', () => {
  expect(said(bytes([4], 'PING', [0, 15], 'ab'))).toEqual(['name: PING', 'ttl: 1.5 s', 'context: ab']);
  expect(said(bytes([4], 'PONG', 'ab'))).toEqual(['name: PONG', 'context: ab']);
});

test('PLAIN and ERROR are read, a CURVE HELLO stays bytes', () => {
  expect(said(bytes([5], 'HELLO', [5], 'admin', [2], 'pw'))).toEqual([
    'name: HELLO',
    'username: admin',
    'password: pw',
  ]);
  expect(said(bytes([5], 'ERROR', [7], 'Refused'))).toEqual(['name: ERROR', 'reason: Refused']);
  const curve = bytes(
    [5],
    'HELLO',
    [1, 0],
    Array.from({ length: 192 }, (_, index) => index),
  );
  expect(commandParts(curve, true).map(({ name }) => name)).toEqual(['name', 'data']);
});

test('any bytes are taken apart without a gap', () => {
  const tails = fc.uint8Array({ maxLength: 60 }).map((tail) => bytes([5], 'READY', [...tail]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), tails), fc.boolean(), (any, handshake) => {
      let at = 0;
      for (const { from, to } of commandParts(any, handshake)) {
        expect(from).toBe(at);
        at = to;
      }
      // What follows a greeting is not of it.
      if (!(handshake && any[0] === 0xff)) expect(at).toBe(any.length);
    }),
  );
  expect(commandParts(bytesFromHex('') ?? new Uint8Array(0), false)).toEqual([]);
});

test('an ERROR that libzmq misspells is one', () => {
  expect(said(bytes('^RROR', [3], '400'), true)).toEqual(['name: ERROR', 'reason: 400']);
});
