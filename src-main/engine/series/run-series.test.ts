import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairStore } from '../../capture/pair-store';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';
import { RunSeries } from './run-series';
import type { SeriesSource } from './series-source';

/** Counters that a test moves by hand. */
function counters() {
  const flow = { forward: 0, backward: 0 };
  const losses = { total: 0, depth: 0 };
  const socket = { sent: 0, received: 0, queued: 0, dropped: 0 };
  const ring = {
    kept: new Float64Array(4),
    dropped: 0,
    flowOf: () => 0,
    pairs: new PairStore(10),
  };
  const source: SeriesSource = {
    flows: {
      flows: [{ messages: (direction) => flow[direction], bytes: (direction) => flow[direction] * 10 }],
    },
    sockets: new Map([['a', { index: 0, io: socket }]]),
    lives: { counted: () => undefined },
    ledger: {
      eachLost: (see) => see('a', { id: 0 }, 'backward', losses.total),
      eachQueue: (see) =>
        see({ socket: 'a', queue: 'send', flow: 0, depth: losses.depth, peak: 0, mark: 0, known: 'exact' }, 'backward'),
    },
    ring,
    kept: { from: undefined },
  };
  return { flow, socket, ring, losses, series: new RunSeries(source, 1) };
}

const EVERYTHING = [{ flows: 'all', sockets: 'all' }] as const;
const sum = (values: Float64Array | undefined) => (values ?? new Float64Array()).reduce((one, other) => one + other, 0);

/** Beats of a run: seconds since the one before, what was counted in between, and the queue then. */
const beats = fc.array(
  fc.record({
    after: fc.oneof(fc.double({ min: 0.001, max: 0.2, noNaN: true }), fc.double({ min: 0.2, max: 90, noNaN: true })),
    messages: fc.nat(100_000),
    queued: fc.nat(1000),
  }),
  { minLength: 1, maxLength: 3000 },
);

describe('series of a run', () => {
  it('lose no count and stay within their bounds, however long the run and however late the beats', () => {
    fc.assert(
      fc.property(beats, (all) => {
        const { flow, socket, ring, series } = counters();
        let now = 0;
        for (const { after, messages, queued } of all) {
          now += after;
          flow.forward += messages;
          socket.sent += messages;
          socket.queued = queued;
          ring.kept[0]! += messages;
          series.sample(now);
        }
        const { times, groups, overall } = series.read({ from: 0, to: now, groups: EVERYTHING });
        expect(times.length).toBeLessThanOrEqual(1026);
        expect([times[0], times.at(-1)]).toEqual([0, now]);
        expect(times.every((t, index) => index === 0 || t > (times[index - 1] ?? 0))).toBe(true);
        const [values] = groups;
        for (const lane of [values?.forward, values?.sent, overall.message]) expect(sum(lane)).toBe(flow.forward);
        expect(sum(values?.forwardBytes)).toBe(flow.forward * 10);
        expect(Math.max(...(values?.queued ?? []))).toBe(Math.max(...all.map(({ queued }) => queued)));
      }),
      { numRuns: 30 },
    );
  });

  it('have what was lost and what waits as the ledger knows it, less where it takes back what it inferred', () => {
    const { losses, series } = counters();
    const totals = [0, 0, 5, 9, 7, 7, 12];
    totals.forEach((total, at) => {
      losses.total = total;
      losses.depth = at * 10;
      // Three beats to a settlement.
      for (let beat = 0; beat < 3; beat++) series.sample((at + 1) * 0.1 + beat * 0.033);
    });
    losses.depth = 0;
    series.sample(1);
    const [values] = series.read({ from: 0, to: 1, groups: EVERYTHING }).groups;
    expect(sum(values?.lost)).toBe(12);
    expect(sum(values?.backwardLost)).toBe(12);
    expect(sum(values?.forwardLost)).toBe(0);
    expect(Math.min(...(values?.lost ?? []))).toBe(-2);
    expect(Math.max(...(values?.queue ?? []))).toBe(60);
    expect(values?.backwardQueue).toEqual(values?.queue);
    expect(sum(values?.unread)).toBe(0);
    // Once something waits, no interval is without what is known of it.
    const from = values?.queue.findIndex((depth) => depth > 0) ?? 0;
    expect([...(values?.queue ?? [])].slice(from, -1).every((depth) => depth > 0)).toBe(true);
  });

  it('answer every part of a run with what was counted in it', () => {
    const { flow, series } = counters();
    for (let second = 1; second <= 300; second++) {
      flow.forward += second;
      series.sample(second);
    }
    const { times, groups } = series.read({ from: 100, to: 200, groups: EVERYTHING });
    expect([times[0], times.at(-1)]).toEqual([100, 201]);
    expect(sum(groups[0]?.forward)).toBe(
      Array.from({ length: 101 }, (_, index) => 101 + index).reduce((a, b) => a + b),
    );
    const recent = series.read({ from: 299, to: 1000, groups: EVERYTHING });
    expect([...recent.times]).toEqual([299, 300]);
    expect([...(recent.groups[0]?.forward ?? [])]).toEqual([300]);
  });

  it('go on where a socket was reopened and counts from 0 again', () => {
    const { socket, series } = counters();
    socket.sent = 70;
    series.sample(1);
    socket.sent = 5;
    series.sample(2);
    expect(sum(series.read({ from: 0, to: 2, groups: EVERYTHING }).groups[0]?.sent)).toBe(75);
  });

  it('are as many as the bound allows at the most, and take no more after the end', () => {
    const flows = Array.from({ length: 1000 }, () => ({ messages: () => 1, bytes: () => 1 }));
    const { series } = counters();
    const many = new RunSeries(
      {
        flows: { flows },
        sockets: new Map(),
        lives: { counted: () => undefined },
        ledger: { eachLost: () => undefined, eachQueue: () => undefined },
        ring: counters().ring,
        kept: { from: undefined },
      },
      1,
    );
    many.sample(1);
    expect(sum(many.read({ from: 0, to: 1, groups: EVERYTHING }).groups[0]?.forward)).toBe(512);
    series.sample(1);
    series.finish();
    series.sample(2);
    expect(series.read({ from: 0, to: 9, groups: [] }).times.at(-1)).toBe(1);
  });

  it('add up to the exact counts of a real run, for each link, socket and kind', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'REQ', { behavior: { type: 'request', count: 25, frames: ['12345'] } }),
          node('server', 'REP', { behavior: { type: 'reply', frames: ['yes'] } }),
        ],
        [link('l1', 'client', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(25));
    const flow = engine.link('l1').flow;
    const client = engine.socket('client').index;
    await engine.stop();
    const { groups, overall, keptFrom, latency } = engine.engine.series({
      from: 0,
      to: 1e6,
      groups: [{ flows: [flow], sockets: [client] }],
      latency: { flows: [flow], step: 3600 },
    });
    const [values] = groups;
    expect([sum(values?.forward), sum(values?.forwardBytes)]).toEqual([25, 125]);
    expect([sum(values?.backward), sum(values?.backwardBytes)]).toEqual([25, 75]);
    expect([sum(values?.sent), sum(values?.received), sum(values?.dropped)]).toEqual([25, 25, 0]);
    const took = engine
      .rows()
      .filter(({ exchange }) => exchange === 'reply')
      .map((row) => row.latency ?? NaN)
      .sort((one, other) => one - other);
    expect(took).toHaveLength(25);
    expect([...(latency?.values.count ?? [])]).toEqual([25]);
    for (const [lane, rank] of [
      ['p50', 13],
      ['p90', 23],
      ['p99', 25],
    ] as const) {
      const exact = took[rank - 1] ?? NaN;
      expect(Math.abs((latency?.values[lane][0] ?? NaN) - exact)).toBeLessThanOrEqual(exact * 0.0162 + 1.01e-6);
    }
    // The rows have it in less digits.
    expect(latency?.values.max[0]).toBeCloseTo(took.at(-1) ?? NaN, 5);
    const kinds = engine.rows().map(({ kind }) => kind);
    expect(sum(overall.message)).toBe(50);
    expect(sum(overall.handshake)).toBe(kinds.filter((kind) => kind === 'handshake').length);
    expect(keptFrom).toBeUndefined();
  });

  it('have every loss of a real run, and what waited in its queues', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('deaf', 'PUB', { behavior: { type: 'generate', every: '1ms', count: 30, frames: ['nobody hears'] } }),
          node('source', 'PUSH', { behavior: { type: 'generate', burst: 200, frames: ['x'] } }),
          node('slow', 'PULL', { behavior: { type: 'sink', delay: '2ms' } }),
        ],
        [link('l1', 'source', 'slow')],
      ),
    );
    await eventually(() => expect(engine.received('slow')).toBe(200));
    await eventually(() => expect(engine.sent('deaf')).toBe(30));
    const flow = engine.link('l1').flow;
    const slow = engine.socket('slow').index;
    const lost = engine.engine.health().losses.rows.reduce((all, { exact, inferred }) => all + exact + inferred, 0);
    await engine.stop();
    const [all, link1, taker] = engine.engine.series({
      from: 0,
      to: 1e6,
      groups: [...EVERYTHING, { flows: [flow], sockets: [] }, { flows: [], sockets: [slow] }],
    }).groups;
    expect(lost).toBe(30);
    expect(sum(all?.lost)).toBe(30);
    expect(sum(link1?.forwardLost)).toBe(0);
    // Two hundred came at once, and were taken one by one.
    expect(Math.max(...(taker?.unread ?? []))).toBeGreaterThan(20);
    expect(Math.max(...(link1?.forwardUnread ?? []))).toBe(Math.max(...(taker?.unread ?? [])));
  });
});
