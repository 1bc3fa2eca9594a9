import { expect, it } from 'vitest';
import { LeftOver } from './left-over';

function taken(left: LeftOver, most = Infinity): number[] {
  const seqs: number[] = [];
  while (left.next > 0 && seqs.length < most) {
    seqs.push(left.next);
    left.take(left.next);
  }
  return seqs;
}

it('gives the newest first, and what came meanwhile before the rest', () => {
  const left = new LeftOver();
  left.add(1, 5);
  expect(taken(left, 2)).toEqual([4, 3]);
  left.add(5, 7);
  expect([left.count, left.first, left.next]).toEqual([4, 5, 6]);
  expect(taken(left)).toEqual([6, 5, 2, 1]);
  expect([left.count, left.next]).toEqual([0, 0]);
});

it('passes over many at once, within one stretch', () => {
  const left = new LeftOver();
  left.add(1, 100);
  left.add(200, 300);
  expect([left.take(150), left.next]).toEqual([100, 99]);
  expect([left.take(50), left.count]).toEqual([50, 49]);
});

it('is laid aside, and gone on with behind what came since', () => {
  const [left, aside] = [new LeftOver(), new LeftOver()];
  left.add(1, 3);
  aside.takeAll(left);
  left.add(7, 9);
  expect([left.count, aside.count]).toEqual([2, 2]);
  left.takeAll(aside);
  expect(taken(left)).toEqual([8, 7, 2, 1]);
});

it('gives up the oldest stretches, and says how many seqs were in them', () => {
  const left = new LeftOver(2);
  left.add(1, 4);
  left.add(10, 12);
  expect([left.add(20, 21), left.count]).toEqual([3, 3]);
  expect(taken(left)).toEqual([20, 11, 10]);
});
