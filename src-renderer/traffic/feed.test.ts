import { describe, expect, it } from 'vitest';
import {
  batchSlots,
  FLOW_SLOTS,
  HEADER,
  HEADER_SLOTS,
  MOST_PULSES,
  PULSE_SLOTS,
  SOCKET_SLOTS,
} from '../../shared/traffic/batch';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import { TrafficFeed } from './feed';

interface Counts {
  readonly run?: number;
  readonly flow: readonly [number, number, number, number];
  readonly socket?: readonly [number, number, number, number];
  readonly pulses?: readonly (readonly [number, number, number, number])[];
}

function batch({ run = 1, flow, socket = [0, 0, 0, 0], pulses = [] }: Counts): Float64Array {
  const data = new Float64Array(batchSlots(1, 1, pulses.length));
  data[HEADER.run] = run;
  data[HEADER.flows] = 1;
  data[HEADER.sockets] = 1;
  data[HEADER.pulses] = pulses.length;
  data.set(flow, HEADER_SLOTS);
  data.set(socket, HEADER_SLOTS + FLOW_SLOTS);
  pulses.forEach((pulse, index) => data.set(pulse, HEADER_SLOTS + FLOW_SLOTS + SOCKET_SLOTS + index * PULSE_SLOTS));
  return data;
}

/** Feeds so many seconds of a steady rate, eight ticks a second, and gives the rate that is read at the end. */
function steadyRate(perSecond: number, seconds: number): number {
  const feed = new TrafficFeed();
  for (let tick = 0; tick <= seconds * 8; tick++) {
    feed.take(batch({ flow: [Math.floor((tick * perSecond) / 8), 0, 0, 0] }));
    feed.tick(tick * 125);
  }
  return feed.flowRate(0, FORWARD);
}

describe('the feed', () => {
  it('gives totals by direction and by socket', () => {
    const feed = new TrafficFeed();
    feed.take(batch({ flow: [5, 50, 3, 30], socket: [7, 6, 5, 4] }));
    expect([feed.flowMessages(0, FORWARD), feed.flowMessages(0, BACKWARD)]).toEqual([5, 3]);
    expect([feed.flowBytes(0, FORWARD), feed.flowBytes(0, BACKWARD)]).toEqual([50, 30]);
    expect((['sent', 'received', 'queued', 'dropped'] as const).map((count) => feed.socketCount(0, count))).toEqual([
      7, 6, 5, 4,
    ]);
  });

  it('knows nothing, and says 0, before the first batch', () => {
    const feed = new TrafficFeed();
    expect([feed.flowMessages(3, FORWARD), feed.totalRate(), feed.header('tick')]).toEqual([0, 0, 0]);
  });

  it.each([1, 10, 1000, 150_000])('reads %i messages a second as that', (rate) => {
    expect(steadyRate(rate, 6)).toBeCloseTo(rate, rate < 5 ? 0 : -Math.log10(rate) + 1);
  });

  it('forgets the rates of a run when another begins', () => {
    const feed = new TrafficFeed();
    feed.take(batch({ flow: [0, 0, 0, 0] }));
    feed.tick(0);
    feed.take(batch({ flow: [1000, 0, 0, 0] }));
    feed.tick(1000);
    expect(feed.flowRate(0, FORWARD)).toBe(1000);
    feed.take(batch({ run: 2, flow: [1, 0, 0, 0] }));
    feed.tick(1125);
    expect(feed.flowRate(0, FORWARD)).toBe(0);
  });

  it('keeps the totals and ends the rates when a run is over', () => {
    const feed = new TrafficFeed();
    for (const tick of [0, 1]) {
      feed.take(batch({ flow: [tick * 8, 0, 0, 0] }));
      feed.tick(tick * 1000);
    }
    let told = 0;
    feed.subscribeTick(() => told++);
    feed.endRun();
    expect([feed.flowMessages(0, FORWARD), feed.flowRate(0, FORWARD), told]).toEqual([8, 0, 1]);
  });

  it('hands each pulse over once, oldest first', () => {
    const feed = new TrafficFeed();
    feed.take(
      batch({
        flow: [2, 0, 0, 0],
        pulses: [
          [0, 0, 1, 1],
          [0, 1, 1.5, 4],
        ],
      }),
    );
    const taken: number[][] = [];
    feed.drainPulses((...pulse) => taken.push(pulse));
    feed.drainPulses((...pulse) => taken.push(pulse));
    expect(taken).toEqual([
      [0, 0, 1, 1],
      [0, 1, 1.5, 4],
    ]);
  });

  it('bounds the pulses that nobody takes, and counts what gave way', () => {
    const feed = new TrafficFeed();
    const many = Array.from({ length: MOST_PULSES }, (_, index) => [0, 0, index, 1] as const);
    for (let time = 0; time < 3; time++) feed.take(batch({ flow: [1, 0, 0, 0], pulses: many }));
    let taken = 0;
    feed.drainPulses(() => taken++);
    expect(taken + feed.droppedPulses).toBe(3 * MOST_PULSES);
    expect(feed.droppedPulses).toBe(MOST_PULSES);
  });
});
