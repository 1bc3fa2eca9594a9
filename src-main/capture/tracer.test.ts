import { expect, test } from 'vitest';
import type { SocketType } from '../../shared/zmq/socket-types';
import { Exchange, exchangeRules } from './pairing';
import { ABANDONED, NO_EXCHANGE, REPLY, WAITING } from './pair-store';
import { CaptureRing } from './ring';
import { writeItem } from './testing/write-items';
import { Tracer } from './tracer';

const EMPTY = Buffer.alloc(0);
const FORWARD = 0;
const BACKWARD = 1;

function traced(items: number, connecting: SocketType = 'REQ', binding: SocketType = 'ROUTER') {
  let now = 0;
  const ring = new CaptureRing({ now: () => now, items, bytes: 64 * 1024 });
  const rules = exchangeRules(connecting, binding, { readable: true, certain: true, dealerReplies: false });
  if (!rules) throw new Error(`no ${connecting} asks a ${binding}`);
  const exchange = new Exchange(rules, ring.pairs);
  const nowhere = [undefined, undefined] as const;
  const tracer = new Tracer({
    ring,
    laneOf: (_, flow) => ({ flow, exchange, into: nowhere, outOf: nowhere, readable: true }),
    passages: () => [],
  });
  const write = (direction: number, ...frames: Uint8Array[]) => {
    now += 0.5;
    writeItem(ring.writer(0, direction, 1), 0, frames);
    return ring.nextSeq - 1;
  };
  return { ring, tracer, exchange, write };
}

test('a pair whose request has left the ring still has its time, and nobody else is taken for the request', () => {
  const { ring, tracer, write } = traced(4);
  const request = write(FORWARD, EMPTY, Buffer.from('ask'));
  tracer.advance();
  expect(ring.pairs.stateOf(request)).toBe(WAITING);
  for (let i = 0; i < 6; i++) writeItem(ring.writer(1, FORWARD, 0), 1, [Buffer.from('other')]);
  const reply = write(BACKWARD, EMPTY, Buffer.from('answer'));
  tracer.advance();
  expect(ring.pairs.stateOf(reply)).toBe(REPLY);
  expect(ring.pairs.latencyOf(reply)).toBeCloseTo(0.5, 6);
  expect([ring.pairs.otherOf(reply), ring.has(request)]).toEqual([request, false]);
  // The place of the request belongs to a newer item now, of which nothing is said.
  expect(ring.pairs.stateOf(request + 4)).toBe(NO_EXCHANGE);
});

test('replies find their requests by the request id, in any order, and those alike are marked', () => {
  const { ring, tracer, write } = traced(100);
  const id = (n: number) => Buffer.from([0, 0, 0, n]);
  const asked = [1, 2, 3].map((n) => write(FORWARD, id(n), EMPTY, Buffer.from('same')));
  const alike = [1, 2].map(() => write(FORWARD, EMPTY, Buffer.from('same')));
  const answers = [3, 1, 2].map((n) => write(BACKWARD, id(n), EMPTY, Buffer.from('same')));
  const last = write(BACKWARD, EMPTY, Buffer.from('same'));
  tracer.advance();
  expect(answers.map((seq) => ring.pairs.otherOf(seq))).toEqual([asked[2], asked[0], asked[1]]);
  expect(answers.some((seq) => ring.pairs.isInferred(seq))).toBe(false);
  expect([ring.pairs.otherOf(last), ring.pairs.isInferred(last)]).toEqual([alike[0], true]);
  expect(tracer.requests().get(0)).toMatchObject({ answered: 4, waiting: 1, abandoned: 0 });
  tracer.ended(1);
  expect(ring.pairs.stateOf(alike[1] ?? 0)).toBe(ABANDONED);
  expect(tracer.requests().get(0)).toMatchObject({ answered: 4, waiting: 0, abandoned: 1 });
});

test('a CLIENT and a SERVER are paired in their order, marked as such, and nothing is said to wait', () => {
  const { ring, tracer, write } = traced(10, 'CLIENT', 'SERVER');
  const asked = write(FORWARD, Buffer.from('ask'));
  const open = write(FORWARD, Buffer.from('ask again'));
  const answer = write(BACKWARD, Buffer.from('answer'));
  tracer.advance();
  expect([ring.pairs.otherOf(answer), ring.pairs.isInferred(answer)]).toEqual([asked, true]);
  expect(ring.pairs.stateOf(open)).toBe(NO_EXCHANGE);
  expect(tracer.requests().get(0)).toMatchObject({ answered: 1, waiting: 0 });
});

test('what is no request and no reply is said nothing of', () => {
  const { ring, tracer, write } = traced(10);
  const seqs = [write(FORWARD, Buffer.from('no delimiter')), write(BACKWARD, EMPTY, Buffer.from('nobody asked'))];
  tracer.advance();
  expect(seqs.map((seq) => ring.pairs.stateOf(seq))).toEqual([NO_EXCHANGE, NO_EXCHANGE]);
});
