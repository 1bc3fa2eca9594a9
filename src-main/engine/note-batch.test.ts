import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureRing } from '../capture/ring';
import { NoteBatch } from './note-batch';

function contents(ring: CaptureRing): { flow: number; frames: string[]; more: boolean[] }[] {
  const all = [];
  for (let seq = ring.firstSeq; seq < ring.nextSeq; seq++) {
    const item = ring.item(seq);
    if (!item) throw new Error(`item ${seq} is missing`);
    all.push({
      flow: item.row.flow,
      frames: item.frames.map(({ bytes }) => Buffer.from(bytes).toString('hex')),
      more: item.frames.map(({ more }) => more),
    });
  }
  return all;
}

describe('messages seen at sockets', () => {
  it('are captured whole and in order, whatever their frames and cables', async () => {
    const frame = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 250, maxLength: 6000 }));
    const message = fc.record({ flow: fc.nat(2), frames: fc.array(frame, { minLength: 1, maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 60 }), async (messages) => {
        const ring = new CaptureRing({ now: () => 0, bytes: 4 * 1024 * 1024, items: 1000 });
        const writers = [0, 1, 2].map((flow) => ring.writer(flow, 0));
        const batch = new NoteBatch();
        for (const { flow, frames } of messages) {
          const bytes = frames.reduce((sum, { length }) => sum + length, 0);
          batch.add(writers[flow] ?? ring.writer(flow, 0), frames, bytes);
        }
        // By the end of the turn, all by itself.
        await new Promise((resolve) => setImmediate(resolve));
        expect(contents(ring)).toEqual(
          messages.map(({ flow, frames }) => ({
            flow,
            frames: frames.map((bytes) => Buffer.from(bytes).toString('hex')),
            more: frames.map((_, index) => index < frames.length - 1),
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('are not kept while the capture is off', () => {
    const ring = new CaptureRing({ now: () => 0 });
    const batch = new NoteBatch();
    ring.storing = false;
    batch.add(ring.writer(0, 0), [Buffer.from('x')], 1);
    batch.flush();
    expect(ring.nextSeq).toBe(1);
  });
});
