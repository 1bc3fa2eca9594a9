import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Harness } from './testing/conversation-harness';
import { RecordingSink } from './testing/recording-sink';
import { ZmtpReader } from './zmtp-reader';
import { ZwsReader } from './zws-reader';

/** As scripts/record-conversations.mjs recorded it: chunks in order, `>` and `<` with hexadecimal digits. */
interface Recorded {
  readonly name: string;
  readonly how: string;
  readonly chunks: readonly string[];
}

const RECORDED = JSON.parse(
  readFileSync(new URL('./testing/conversations.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

interface Chunk {
  readonly forward: boolean;
  readonly bytes: Buffer;
}

function chunksOf({ chunks }: Recorded): Chunk[] {
  return chunks.map((text) => ({ forward: text.startsWith('>'), bytes: Buffer.from(text.slice(1), 'hex') }));
}

/** Reads a conversation with every chunk cut further. */
function read(chunks: readonly Chunk[], cuts: readonly number[], limit = 64 * 1024): Harness {
  // As a relay would: what it listens on says which.
  const web = chunks.slice(0, 2).some(({ bytes }) => /^(GET|HTTP)/.test(bytes.toString('latin1', 0, 4)));
  const harness = new Harness(new RecordingSink(limit), web ? ZwsReader : ZmtpReader);
  for (const { forward, bytes } of chunks) harness.feed(forward ? harness.forward : harness.backward, bytes, cuts);
  harness.forward.finish();
  harness.backward.finish();
  return harness;
}

/** All that was read, as text; without the order of the two directions, which cuts may change. */
function outcome({ forwardCounters, backwardCounters, log, faults, conversation, sink, steps }: Harness): string {
  const { connecting, binding } = conversation;
  const items = [0, 1].map((direction) => sink.items.filter((item) => item.direction === direction));
  return JSON.stringify({ forwardCounters, backwardCounters, log, faults, connecting, binding, items, steps });
}

const cuts = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 30 });

/** What each conversation is known to be: version and mechanism of the connecting side, messages each way. */
const KNOWN: Readonly<Record<string, readonly [string, string, number, number]>> = {
  'REQ to REP, NULL': ['3.1', 'NULL', 3, 3],
  'SUB to XPUB, NULL, subscriptions and heartbeats': ['3.1', 'NULL', 0, 1],
  'DEALER to ROUTER, PLAIN': ['3.1', 'PLAIN', 1, 1],
  // Two of them are the frames of one message: under CURVE the MORE flag is sealed too.
  'PUSH to PULL, CURVE': ['3.1', 'CURVE', 3, 0],
  'REQ to PULL: types that cannot talk': ['3.1', 'NULL', 0, 0],
  'ZMTP 3.0 SUB': ['3.0', 'NULL', 0, 0],
  'ZMTP 2.0 PUSH': ['2.0', 'NULL', 2, 0],
  'ZMTP 1.0 PUSH': ['1.0', 'NULL', 2, 0],
  'REQ to REP over ws, NULL': ['ZWS 2.0', 'NULL', 3, 3],
  'SUB to XPUB over ws, NULL, subscriptions and heartbeats': ['ZWS 2.0', 'NULL', 0, 1],
  'DEALER to ROUTER over ws, PLAIN': ['ZWS 2.0', 'PLAIN', 1, 1],
  'PUSH to PULL over ws, CURVE': ['ZWS 2.0', 'CURVE', 3, 0],
  'PUSH of a web page over ws, no mechanism': ['ZWS 2.0', 'NULL', 2, 0],
  'DEALER to ROUTER of pyzmq, NULL': ['3.1', 'NULL', 3, 3],
  'DEALER to ROUTER of pyzmq, PLAIN': ['3.1', 'PLAIN', 3, 3],
  'DEALER to ROUTER of pyzmq, CURVE': ['3.1', 'CURVE', 5, 5],
};

describe('recorded conversations', () => {
  it('are all known', () => {
    expect(RECORDED.map(({ name }) => name).sort()).toEqual(Object.keys(KNOWN).sort());
  });

  it.each(RECORDED)('$name ($how): is read without a fault', (recorded) => {
    const { forwardCounters, backwardCounters, conversation, faults } = read(chunksOf(recorded), [1e6]);
    const [version, mechanism, forward, backward] = KNOWN[recorded.name] ?? [];
    expect(faults).toEqual([]);
    expect(conversation.connecting).toMatchObject({ version, mechanism });
    expect([forwardCounters.messages, backwardCounters.messages]).toEqual([forward, backward]);
  });

  it.each(RECORDED)('$name: however it is cut, the same is read', (recorded) => {
    const chunks = chunksOf(recorded);
    for (const limit of [16, 65536]) {
      const expected = outcome(read(chunks, [1e6], limit));
      expect(outcome(read(chunks, [1], limit))).toBe(expected);
      fc.assert(
        fc.property(cuts, (sizes) => {
          expect(outcome(read(chunks, sizes, limit))).toBe(expected);
        }),
        { numRuns: 20 },
      );
    }
  });
});

/** A change to the bytes of one chunk. */
type Change = (bytes: Buffer) => Buffer;

const change: fc.Arbitrary<Change> = fc
  .tuple(
    fc.constantFrom('flip', 'cut', 'insert', 'repeat', 'long'),
    fc.double({ min: 0, max: 0.999, noNaN: true }),
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
  )
  .map(([kind, place, some]) => (bytes) => {
    const at = Math.floor(place * bytes.length);
    switch (kind) {
      case 'flip':
        return Buffer.concat([bytes.subarray(0, at), some.subarray(0, 1), bytes.subarray(at + 1)]);
      case 'cut':
        return bytes.subarray(0, at);
      case 'insert':
        return Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at)]);
      case 'repeat':
        return Buffer.concat([bytes, bytes.subarray(at)]);
      case 'long': {
        // A frame that claims to be as long as it likes, command or not.
        const header = Buffer.from([(some[0] ?? 0) & 1 ? 6 : 2, 0, 0, 0x0f, 0xff, 0xff, 0xff, 0xff, 0xff]);
        return Buffer.concat([bytes.subarray(0, at), header, bytes.subarray(at)]);
      }
    }
  });

describe('changed conversations', () => {
  it.each(RECORDED)('$name: never throws, ends with one fault a side or goes on, and keeps little', (recorded) => {
    const chunks = chunksOf(recorded);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 4 }), cuts, (changes, sizes) => {
        const changed = [...chunks];
        for (const [place, apply] of changes) {
          const index = place % changed.length;
          const old = changed[index];
          if (old) changed[index] = { ...old, bytes: apply(old.bytes) };
        }
        const harness = read(changed, sizes);
        const sides = harness.faults.map((fault) => fault.split(':')[0]);
        expect(new Set(sides).size).toBe(sides.length);
        for (const fault of harness.faults) expect(fault).toMatch(/\(RFC \d+\/[^,]+, [^)]+\)$/);
        const total = changed.reduce((sum, { bytes }) => sum + bytes.length, 0);
        // A length is a claim: nothing is kept that did not come.
        const kept = harness.record.steps.from(0, 1e6).reduce((sum, { bytes }) => sum + bytes.length, 0);
        expect(kept).toBeLessThanOrEqual(2 * total + 64);
        expect(outcome(read(changed, sizes))).toBe(outcome(harness));
      }),
      { numRuns: 80 },
    );
  });

  it('one conversation that goes on as another one: never throws', () => {
    const one = fc.constantFrom(...RECORDED);
    fc.assert(
      fc.property(one, one, fc.nat(), fc.nat(), cuts, (first, second, from, to, sizes) => {
        const [head, tail] = [chunksOf(first), chunksOf(second)];
        const harness = read([...head.slice(0, from % head.length), ...tail.slice(to % tail.length)], sizes);
        expect(harness.faults.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200 },
    );
  });
});
