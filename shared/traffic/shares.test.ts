import { describe, expect, it } from 'vitest';
import { explainShares, percentagesOf, type PeerShare, type Sharing } from './shares';

function peer(name: string, messages: number, more: Partial<PeerShare> = {}): PeerShare {
  return { id: name, name, messages, rate: 10, waiting: 0, latency: undefined, age: 10, connected: true, ...more };
}

function codes(sharing: Sharing, ...shares: PeerShare[]): string[] {
  return explainShares(sharing, shares).map(({ code, name }) => `${code} ${name}`.trim());
}

describe('shares', () => {
  it('that differ by one turn are even, and of one peer nothing is said', () => {
    expect(codes('deals', peer('a', 100), peer('b', 99), peer('c', 100))).toEqual(['even']);
    expect(codes('deals', peer('a', 100))).toEqual([]);
    expect(codes('deals', peer('a', 1), peer('b', 0))).toEqual([]);
  });

  it('that are even are so for a slow worker too, where its requests wait', () => {
    const slow = peer('c', 30, { latency: 0.09, waiting: 7 });
    const facts = explainShares('deals', [peer('a', 30, { latency: 0.03 }), peer('b', 30, { latency: 0.03 }), slow]);
    expect(facts).toEqual([
      { code: 'even', name: '' },
      { code: 'slow', name: 'c', seconds: 0.09, waiting: 7 },
    ]);
  });

  it('say nothing of answers that differ by chance', () => {
    const near = [peer('a', 30, { latency: 0.0003 }), peer('b', 30, { latency: 0.0009 })];
    expect(explainShares('deals', near)).toEqual([{ code: 'even', name: '' }]);
  });

  it('of one that came later are less, though it gets its turns now', () => {
    expect(codes('deals', peer('a', 100), peer('b', 40, { age: 4 }))).toEqual(['late b']);
  });

  it('of one whose queue is full are less, because it is passed over', () => {
    expect(
      codes('deals', peer('a', 100, { rate: 20 }), peer('b', 100, { rate: 20 }), peer('c', 20, { rate: 1 })),
    ).toEqual(['passedOver c']);
    expect(codes('deals', peer('slow', 150, { rate: 5 }), peer('fast', 5800, { rate: 500 }))).toEqual([
      'passedOver slow',
    ]);
  });

  it('of one that sends less are less: fair queueing takes a turn only of those who have something', () => {
    expect(codes('takes', peer('a', 100), peer('b', 20, { rate: 2 }))).toEqual(['sendsLess b']);
    expect(codes('takes', peer('a', 100), peer('b', 20, { connected: false }))).toEqual(['away b']);
  });

  it('that have one reason share one sentence', () => {
    expect(codes('takes', peer('a', 100), peer('b', 20, { rate: 2 }), peer('c', 10, { rate: 1 }))).toEqual([
      'sendsLess b, c',
    ]);
  });

  it('of a worker that has its turns now say no more than that it had less before', () => {
    expect(codes('deals', peer('a', 40), peer('b', 34))).toEqual(['earlier b']);
  });

  it('of one that came later and asks rarely are less because it asks rarely', () => {
    const rare = { rate: 0.3, age: 5 };
    expect(codes('takes', peer('a', 70), peer('b', 3, rare), peer('c', 3, rare))).toEqual(['sendsLess b, c']);
    expect(codes('takes', peer('a', 100), peer('b', 45, { age: 5 }))).toEqual(['late b']);
  });

  it('make a hundred together', () => {
    expect(percentagesOf([6, 10])).toEqual([38, 62]);
    expect(percentagesOf([1, 1, 1])).toEqual([34, 33, 33]);
    expect(percentagesOf([0, 0])).toEqual([0, 0]);
  });
});
