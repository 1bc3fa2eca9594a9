import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapturedItem } from '../../shared/traffic/capture';
import { CaptureRing } from './ring';
import { writeItem, writeRun } from './testing/write-items';

const body = fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.uint8Array({ minLength: 250, maxLength: 300 }));
const frames = fc.array(body, { minLength: 1, maxLength: 4 });
type Step =
  | {
      readonly type: 'item';
      readonly flow: number;
      readonly direction: number;
      readonly kind: number;
      readonly frames: readonly Uint8Array[];
    }
  | {
      readonly type: 'run';
      readonly flow: number;
      readonly direction: number;
      readonly messages: readonly (readonly Uint8Array[])[];
    }
  | { readonly type: 'switch' }
  | { readonly type: 'reset' };
const flow = fc.nat(5);
const direction = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.record({ type: fc.constant('item' as const), flow, direction, kind: fc.nat(2), frames }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      type: fc.constant('run' as const),
      flow,
      direction,
      messages: fc.array(frames, { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'switch' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'reset' as const }) },
);

/** The same store, made of objects and without any cleverness but for the bounds that it cannot know. */
class Model {
  kept: { flow: number; direction: number; kind: number; frames: readonly Uint8Array[] }[] = [];
  storing = true;

  take(one: Step): void {
    if (one.type === 'switch') this.storing = !this.storing;
    else if (one.type === 'reset') this.kept = [];
    else if (!this.storing) return;
    else if (one.type === 'item') this.kept.push(one);
    else this.kept.push(...one.messages.map((message) => ({ ...one, kind: 0, frames: message })));
  }
}

function apply(ring: CaptureRing, one: Step): void {
  if (one.type === 'switch') ring.storing = !ring.storing;
  else if (one.type === 'reset') ring.reset();
  else if (one.type === 'item') writeItem(ring.writer(one.flow, one.direction), one.kind, one.frames);
  else writeRun(ring.writer(one.flow, one.direction), one.messages);
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length + (part.length < 256 ? 2 : 9), 0);
}

describe('the ring against a list that forgets nothing', () => {
  it('holds exactly the newest, each as it was, within its bounds', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 16_000, max: 30_000 }),
        (steps, items, bytes) => {
          const ring = new CaptureRing({ now: () => 0, items, bytes });
          const model = new Model();
          for (const one of steps) {
            apply(ring, one);
            model.take(one);
          }
          const count = ring.nextSeq - ring.firstSeq;
          expect(ring.nextSeq - 1).toBe(model.kept.length);
          expect(ring.dropped).toBe(model.kept.length - count);
          expect(count).toBeLessThanOrEqual(items);
          const newest = model.kept.slice(model.kept.length - count);
          newest.forEach((expected, i) => expectSame(ring.item(ring.firstSeq + i), ring.firstSeq + i, expected));
          // It does not drop without need: one more would not fit. The largest record may be wasted at the end of the buffer.
          if (ring.dropped > 0 && count < items) {
            const used = newest.reduce((sum, item) => sum + sizeOf(item.frames), 0);
            const dropped = model.kept[model.kept.length - count - 1];
            const largest = Math.max(...model.kept.map((item) => sizeOf(item.frames)));
            expect(used + sizeOf(dropped?.frames ?? []) + largest).toBeGreaterThan(bytes);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

function expectSame(item: CapturedItem | undefined, seq: number, expected: Model['kept'][number]): void {
  expect(contentOf(item)).toBe(
    JSON.stringify([
      seq,
      expected.flow,
      expected.direction === 0 ? 'forward' : 'backward',
      ['message', 'command', 'handshake'][expected.kind],
      expected.frames.map((part, i) => [hex(part), i < expected.frames.length - 1]),
    ]),
  );
}

/** As text: many thousands are compared. */
function contentOf(item: CapturedItem | undefined): string {
  if (item === undefined) return 'nothing';
  const { seq, flow, direction, kind } = item.row;
  return JSON.stringify([seq, flow, direction, kind, item.frames.map(({ bytes, more }) => [hex(bytes), more])]);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
