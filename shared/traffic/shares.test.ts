import { describe, expect, it } from 'vitest';
import { explainShares, type PeerShare, type Sharing } from './shares';

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
});
