import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeqQueue } from './seq-queue';

describe('a queue of numbers', () => {
  it('keeps each under its index, however far front and back move', () => {
    const step = fc.oneof(fc.integer({ min: 1, max: 1500 }), fc.integer({ min: -1500, max: -1 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const queue = new SeqQueue();
        const model: number[] = [];
        let gone = 0;
        for (const count of steps) {
          for (let i = 0; i < count; i++) {
            queue.push(model.length * 3);
            model.push(model.length * 3);
          }
          if (count < 0) {
            gone = Math.min(model.length, gone - count);
            queue.dropBelow(gone * 3);
          }
        }
        expect([queue.firstIndex, queue.length]).toEqual([gone, model.length - gone]);
        expect(queue.at(gone - 1)).toBeUndefined();
        expect(queue.at(model.length)).toBeUndefined();
        for (let i = gone; i < model.length; i++) if (queue.at(i) !== model[i]) throw new Error(`index ${i} is wrong`);
      }),
    );
  });
});
