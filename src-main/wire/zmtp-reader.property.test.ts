import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Harness } from './testing/conversation-harness';
import { RecordingSink } from './testing/recording-sink';
import { command, frame, frame1, greeting2, greeting3, message, ready } from './testing/zmtp-bytes';

const body = fc
  .oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.uint8Array({ minLength: 250, maxLength: 260 }),
    fc.uint8Array({ minLength: 1000, maxLength: 1100 }),
  )
  .map((bytes) => Buffer.from(bytes));
const frames = fc.array(body, { minLength: 1, maxLength: 4 });
const piece = fc.oneof(
  { weight: 6, arbitrary: frames.map((parts) => message(...parts)) },
  { weight: 1, arbitrary: body.map((part) => frame(part, false, true)) },
  { weight: 1, arbitrary: fc.constantFrom(command('PING', '\0\0x'), command('SUBSCRIBE', 'a'), command('X')) },
);
const traffic = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.concat(pieces));
const cuts = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 })
  .map((sizes) => [...sizes, 500]);

/** Beginnings of a conversation, after which frames of ZMTP 2 framing may follow. */
const openings: Readonly<Record<string, Buffer>> = {
  '3.1': Buffer.concat([greeting3(1), ready('DEALER', 'a')]),
  '3.0 XSUB': Buffer.concat([greeting3(0), ready('XSUB')]),
  CURVE: Buffer.concat([greeting3(1, 'CURVE'), command('READY', 'sealed')]),
};

/** All that is read, as text: much is compared. */
function outcome(bytes: Buffer, sizes: readonly number[], limit: number): string {
  const harness = new Harness(new RecordingSink(limit));
  harness.feed(harness.forward, bytes, sizes);
  const { forwardCounters, log, faults, conversation, sink } = harness;
  return JSON.stringify({ forwardCounters, log, faults, side: conversation.connecting, items: sink.items });
}

describe('however the bytes are cut', () => {
  it.each(Object.entries(openings))('%s: reads the same', (_name, opening) => {
    fc.assert(
      fc.property(traffic, cuts, fc.constantFrom(16, 300, 65536), (bytes, sizes, limit) => {
        const whole = Buffer.concat([opening, bytes]);
        const expected = outcome(whole, [whole.length], limit);
        expect(outcome(whole, sizes, limit)).toBe(expected);
        if (whole.length < 2000) expect(outcome(whole, [1], limit)).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('gives exactly the frames that were sent, and counts them', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 20 }), cuts, (sent, sizes) => {
        const harness = new Harness();
        const bytes = Buffer.concat([openings['3.1'] ?? Buffer.alloc(0), ...sent.map((parts) => message(...parts))]);
        harness.feed(harness.forward, bytes, sizes);
        expect(harness.sink.messages()).toEqual(sent.map((parts) => parts.map((part) => part.toString('latin1'))));
        expect(harness.forwardCounters).toEqual({
          messages: sent.length,
          bytes: sent.flat().reduce((sum, part) => sum + part.length, 0),
        });
      }),
      { numRuns: 150 },
    );
  });

  it('the same in ZMTP 2.0 and 1.0 framing', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 8 }), cuts, fc.boolean(), (sent, sizes, old) => {
        const make = old ? frame1 : frame;
        const opening = old ? frame1('id') : Buffer.concat([greeting2(5), frame('id')]);
        const parts = sent.flatMap((message) => message.map((part, i) => make(part, i < message.length - 1)));
        const harness = new Harness();
        harness.feed(harness.forward, Buffer.concat([opening, ...parts]), sizes);
        expect(harness.faults).toEqual([]);
        expect(harness.sink.messages()).toEqual(sent.map((message) => message.map((part) => part.toString('latin1'))));
      }),
      { numRuns: 100 },
    );
  });

  it('holding stops at the same place', () => {
    fc.assert(
      fc.property(frames, cuts, (parts, sizes) => {
        const opening = Buffer.concat([openings['3.1'] ?? Buffer.alloc(0), command('PING', '\0\0')]);
        const bytes = Buffer.concat([opening, message(...parts)]);
        const harness = new Harness();
        harness.forward.holding = true;
        let at = 0;
        let stopped = false;
        for (let i = 0; at < bytes.length && !stopped; i++) {
          const to = Math.min(bytes.length, at + (sizes[i % sizes.length] ?? 1));
          const next = harness.forward.read(bytes, at, to);
          stopped = next < to;
          at = next;
        }
        expect(at).toBe(opening.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('any bytes at all', () => {
  const noise = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));

  it.each([['nothing', Buffer.alloc(0)], ...Object.entries(openings)])(
    'after %s: never throws, at most one fault',
    (_name, opening) => {
      fc.assert(
        fc.property(noise, noise, cuts, (forward, backward, sizes) => {
          const harness = new Harness();
          harness.feed(harness.forward, Buffer.concat([opening, forward]), sizes);
          harness.feed(harness.backward, backward, sizes);
          expect(harness.faults.length).toBeLessThanOrEqual(2);
          expect(new Set(harness.faults.map((fault) => fault.split(':')[0])).size).toBe(harness.faults.length);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('one flipped bit in a good conversation never throws and never miscounts what came before it', () => {
    fc.assert(
      fc.property(fc.array(frames, { minLength: 1, maxLength: 6 }), fc.nat(), cuts, (sent, place, sizes) => {
        const opening = openings['3.1'] ?? Buffer.alloc(0);
        const messages = sent.map((parts) => message(...parts));
        const bytes = Buffer.concat([opening, ...messages]);
        const bit = place % (bytes.length * 8);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const harness = new Harness();
        harness.feed(harness.forward, bytes, sizes);
        let end = opening.length;
        const before = messages.filter((one) => (end += one.length) <= bit >> 3).length;
        if (bit >> 3 >= opening.length) expect(harness.forwardCounters.messages).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});
