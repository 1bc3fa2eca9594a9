import { describe, expect, it } from 'vitest';
import { Flow } from './flow';
import { LikelyPlug } from './likely-plug';
import type { Plug } from './plugs';

/** Cables into one socket, and what has been sent over each. */
function cables(count: number) {
  const sent = Array.from({ length: count }, () => 0);
  const ends = { from: { type: 'peer' }, to: { type: 'peer' } } as const;
  const inlets = sent.map((_, id) => {
    const flow = new Flow(id, { link: undefined, observe: 'socket', ...ends });
    const plug: Plug = { flow, side: 'to', other: undefined, attributed: 0 };
    return { plug, arrived: () => sent[id] ?? 0 };
  });
  return { sent, inlets, likely: new LikelyPlug(inlets), counts: () => inlets.map(({ plug }) => plug.attributed) };
}

describe('the plug that a received message came in by', () => {
  it('is the one over which most is still to come', () => {
    const { sent, likely, counts } = cables(3);
    sent.splice(0, 3, 1, 5, 2);
    for (let message = 0; message < 8; message++) likely.take(undefined);
    expect(counts()).toEqual([1, 5, 2]);
  });

  it('is the one that a ROUTER names, though more is to come over others', () => {
    const { sent, likely } = cables(3);
    sent.splice(0, 3, 1, 5, 2);
    expect(likely.take(2)?.plug.flow?.id).toBe(2);
    expect(likely.take(0)?.plug.flow?.id).toBe(0);
  });

  it('is not the one that a ROUTER names where nothing was sent over it: the name was guessed', () => {
    const { sent, likely, counts } = cables(2);
    sent.splice(0, 2, 0, 2);
    likely.take(0);
    likely.take(7);
    expect(counts()).toEqual([0, 2]);
  });

  it('is not one over which all has come that was sent while there was no other', () => {
    const { sent, inlets, counts } = cables(2);
    sent.splice(0, 2, 100, 0);
    const likely = new LikelyPlug(inlets, new LikelyPlug([]));
    sent.splice(0, 2, 101, 2);
    for (let message = 0; message < 3; message++) likely.take(undefined);
    expect(counts()).toEqual([101, 2]);
  });

  it('is none where nothing is plugged in', () => {
    expect(new LikelyPlug([]).take(1)).toBeUndefined();
  });
});
