import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Harness } from './testing/conversation-harness';
import { RecordingSink } from './testing/recording-sink';
import { answer, client, request, server, wsFrame } from './testing/zws-bytes';
import { unmask, turnedKey, viewOf } from './ws-mask';
import { ZwsReader } from './zws-reader';

const body = fc
  .oneof(
    fc.uint8Array({ maxLength: 20 }),
    // Around the lengths at which the headers of WebSockets and of ZMTP grow.
    fc.uint8Array({ minLength: 120, maxLength: 130 }),
    fc.uint8Array({ minLength: 250, maxLength: 260 }),
    fc.uint8Array({ minLength: 1000, maxLength: 1100 }),
  )
  .map((bytes) => Buffer.from(bytes));
const frames = fc.array(body, { minLength: 1, maxLength: 4 });
const key = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes));
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(frames, key)
      .map(([parts, mask]) =>
        Buffer.concat(parts.map((part, i) => client.frame(part, i < parts.length - 1 ? 1 : 0, mask))),
      ),
  },
  { weight: 1, arbitrary: body.map((part) => client.frame(part, 1)) },
  { weight: 1, arbitrary: fc.constantFrom(client.ping('x'), client.pong(), client.command('JOIN', 'a')) },
  { weight: 1, arbitrary: fc.constant(wsFrame(Buffer.from([3, 0xe8]), true, 0x88)) },
);
const traffic = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.concat(pieces));
const cuts = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 })
  .map((sizes) => [...sizes, 500]);

/** The client's side up to its messages, where the server chooses a sub-protocol. */
const openings: Readonly<Record<string, readonly [chosen: string, said: Buffer]>> = {
  NULL: ['ZWS2.0/NULL', client.ready('DEALER', 'a')],
  XSUB: ['ZWS2.0/NULL', client.ready('XSUB')],
  'no mechanism': ['ZWS2.0', client.frame('a')],
  CURVE: ['ZWS2.0/CURVE', client.command('INITIATE', 'sealed')],
};

function opened([chosen, said]: readonly [string, Buffer], sizes: readonly number[], sink?: RecordingSink): Harness {
  const harness = new Harness(sink, ZwsReader);
  harness.feed(harness.forward, request(), sizes);
  harness.feed(harness.backward, Buffer.concat([answer(chosen), server.ready('ROUTER')]), sizes);
  return harness.feed(harness.forward, said, sizes);
}

/** All that is read, as text: much is compared. */
function outcome(
  opening: readonly [string, Buffer],
  bytes: Buffer,
  sizes: readonly number[],
  sink: RecordingSink,
): string {
  const harness = opened(opening, sizes, sink);
  harness.feed(harness.forward, bytes, sizes);
  const { forwardCounters, log, faults, conversation, steps } = harness;
  return JSON.stringify({ forwardCounters, log, faults, side: conversation.connecting, items: sink.items, steps });
}

describe('however the bytes are cut', () => {
  it.each(Object.entries(openings))('%s: reads the same', (_name, opening) => {
    fc.assert(
      fc.property(traffic, cuts, fc.constantFrom(16, 300, 65536), fc.boolean(), (bytes, sizes, limit, storing) => {
        const sink = (): RecordingSink => Object.assign(new RecordingSink(limit), { storing });
        const expected = outcome(opening, bytes, [1e6], sink());
        expect(outcome(opening, bytes, sizes, sink())).toBe(expected);
        if (bytes.length < 2000) expect(outcome(opening, bytes, [1], sink())).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('gives exactly the frames that were sent, and counts them', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 20 }), cuts, fc.boolean(), (sent, sizes, forward) => {
        const harness = opened(openings['NULL']!, [1e6]);
        const side = forward ? client : server;
        const bytes = Buffer.concat(sent.map((parts) => side.message(...parts)));
        harness.feed(forward ? harness.forward : harness.backward, bytes, sizes);
        expect(harness.sink.messages(forward ? 0 : 1)).toEqual(
          sent.map((parts) => parts.map((part) => part.toString('latin1'))),
        );
        expect(forward ? harness.forwardCounters : harness.backwardCounters).toEqual({
          messages: sent.length,
          bytes: sent.flat().reduce((sum, part) => sum + part.length, 0),
        });
      }),
      { numRuns: 150 },
    );
  });

  it('holding stops at the same place', () => {
    fc.assert(
      fc.property(frames, cuts, (parts, sizes) => {
        const harness = opened(openings['NULL']!, [1e6]);
        const before = client.ping('still passes');
        const bytes = Buffer.concat([before, client.message(...parts)]);
        harness.forward.holding = true;
        let at = 0;
        let stopped = false;
        for (let i = 0; at < bytes.length && !stopped; i++) {
          const to = Math.min(bytes.length, at + (sizes[i % sizes.length] ?? 1));
          const next = harness.forward.read(bytes, at, to);
          stopped = next < to;
          at = next;
        }
        expect(at).toBe(before.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('any bytes at all', () => {
  const noise = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));

  it.each(Object.entries(openings))('after %s: never throws, at most one fault a side', (_name, opening) => {
    fc.assert(
      fc.property(noise, noise, cuts, (forward, backward, sizes) => {
        const harness = opened(opening, sizes);
        harness.feed(harness.forward, forward, sizes).feed(harness.backward, backward, sizes);
        harness.forward.finish();
        harness.backward.finish();
        expect(new Set(harness.faults.map((fault) => fault.split(':')[0])).size).toBe(harness.faults.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the mask', () => {
  it('comes off at any place, in any pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.integer(), fc.nat(), (bytes, mask, place) => {
        const key = mask | 0;
        const plain = bytes.map((byte, i) => byte ^ ((key >>> ((i & 3) * 8)) & 0xff));
        const to = new Uint8Array(bytes.length);
        const cut = place % (bytes.length + 1);
        unmask(viewOf(bytes), 0, cut, viewOf(to), 0, key);
        unmask(viewOf(bytes), cut, bytes.length - cut, viewOf(to), cut, turnedKey(key, cut));
        expect([...to]).toEqual([...plain]);
      }),
      { numRuns: 300 },
    );
  });
});
