import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FirstArrivals } from './first-arrivals';
import { WaitingLine } from './waiting-line';

const LINES = 5;
const step = fc.record({
  place: fc.nat(LINES - 1),
  does: fc.constantFrom('push', 'push', 'take', 'skip'),
  key: fc.nat(3),
  before: fc.nat(60),
});

test('finds the oldest first message that fits, and whether others do, as going through the lines would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      // Small enough that the oldest of a line has to give way.
      const lines = Array.from({ length: LINES }, (_, place) => ({ line: new WaitingLine(16), timely: place > 1 }));
      const first = new FirstArrivals();
      first.watch(lines);
      steps.forEach(({ place, does, key, before }, seq) => {
        const { line } = lines[place]!;
        if (does === 'push') line.push(seq + 1, key, 0);
        else if (line.length > 1 && does === 'skip') line.takeUpTo(line.head() + 1);
        else if (line.length > 0) line.take(line.head());
        first.changed(place);
        const fitting = lines.flatMap((watched, at) => {
          const head = watched.line.head();
          if (head < 0) return [];
          const [own, item] = [watched.line.keyAt(head), watched.line.seqAt(head)];
          const alike = own === key || own === 0 || key === 0;
          return alike && (item < before || !watched.timely) ? [{ at, item }] : [];
        });
        const [oldest] = fitting.toSorted((one, other) => one.item - other.item);
        expect(first.oldest(key, before)).toBe(oldest?.at ?? -1);
        expect(first.several).toBe(fitting.length > 1);
      });
    }),
  );
});
