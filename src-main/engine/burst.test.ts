import { describe, expect, it } from 'vitest';
import type { SocketType } from '../../shared/zmq/socket-types';
import { Burst } from './burst';
import { Pace } from './pace';
import { StopSignal } from './stop-signal';
import { open, openSocket, problems } from './testing/open-socket';

const refusal = Object.assign(new Error('not now'), { code: 'EAGAIN' });

describe('a burst', () => {
  function harness(allowed = true) {
    const pace = { turns: 1, crowded: false, enter: () => undefined, leave: () => undefined };
    const timeouts: number[] = [];
    const burst = new Burst(pace, allowed);
    burst.attach((ms) => timeouts.push(ms));
    const run = (operations: number) => {
      for (let i = 0; i < operations; i++) expect(burst.done()).toBeUndefined();
    };
    return { pace, timeouts, burst, run };
  }

  it('begins after 32 operations in one turn, and ends with the first that is refused', () => {
    const { timeouts, burst, run } = harness();
    run(31);
    expect(timeouts).toEqual([]);
    run(500);
    expect(timeouts).toEqual([0]);
    expect(burst.refused(refusal)).toBe(true);
    expect(timeouts).toEqual([0, -1]);
    expect(burst.refused(refusal)).toBe(false);
  });

  it('does not begin where every turn has its few operations', () => {
    const { pace, timeouts, run } = harness();
    for (; pace.turns < 100; pace.turns++) run(20);
    expect(timeouts).toEqual([]);
  });

  it('begins where the pace ended each turn before there was a chance to do more', () => {
    const { pace, timeouts, burst, run } = harness();
    for (; pace.turns < 4; pace.turns++) {
      run(10);
      burst.gaveWay();
    }
    run(1);
    expect(timeouts).toEqual([]);
    run(1);
    expect(timeouts).toEqual([0]);
  });

  it('is not counted on from a turn that ended by itself', () => {
    const { pace, timeouts, burst, run } = harness();
    run(20);
    burst.gaveWay();
    pace.turns++;
    run(11);
    pace.turns++;
    run(31);
    expect(timeouts).toEqual([]);
  });

  it('is also tried where each operation is awaited by itself, over any time, and takes no place for that', () => {
    const { pace, timeouts, burst } = harness();
    for (let i = 0; i < 100; i++, pace.turns++) burst.step();
    expect(timeouts).toEqual([0]);
    expect(burst.refused(refusal)).toBe(true);
    for (let i = 0; i < 31; i++) burst.step();
    expect(timeouts).toEqual([0, -1]);
    burst.step();
    expect(timeouts).toEqual([0, -1, 0]);
  });

  it('leaves a timeout of the user alone', () => {
    const { timeouts, burst, run } = harness(false);
    run(500);
    expect(burst.refused(refusal)).toBe(false);
    expect(timeouts).toEqual([]);
  });

  it('runs alone, lets the next one run after a while, and holds nobody up when it ends', async () => {
    const pace = new Pace();
    pace.turns = 1;
    const bursts = [0, 1, 2].map(() => new Burst(pace, true));
    const order: number[] = [];
    const start = (index: number) => {
      const burst = bursts[index];
      burst?.attach(() => undefined);
      let entered: Promise<void> | undefined;
      for (let i = 0; i < 32; i++) entered = burst?.done();
      void (entered ?? Promise.resolve()).then(() => order.push(index));
    };
    for (const index of [0, 1, 2]) start(index);
    await Promise.resolve();
    expect(order).toEqual([0]);
    // One that ends while it waits is passed over.
    bursts[1]?.detach();
    let handedOn: Promise<void> | undefined;
    for (let i = 0; i < 128; i++) handedOn = bursts[0]?.done();
    await new Promise(setImmediate);
    expect(order).toEqual([0, 1, 2]);
    expect(handedOn).toBeInstanceOf(Promise);
    bursts[2]?.end();
    await handedOn;
    expect(pace.crowded).toBe(false);
  });

  it('is no excuse for another failure', () => {
    const { burst, run } = harness();
    run(100);
    expect(burst.refused(Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' }))).toBe(false);
  });
});

describe('sockets in a burst', () => {
  const pace = new Pace();
  const socket = (type: SocketType, options: Record<string, number>) => openSocket(type, options, pace).io;

  it('wait at a high-water mark, and every message comes in its place', async () => {
    const push = socket('PUSH', { sendHighWaterMark: 50 });
    const pull = socket('PULL', { receiveHighWaterMark: 50 });
    open[1]?.raw.bindSync('tcp://127.0.0.1:*');
    open[0]?.raw.connect(open[1]?.raw.lastEndpoint ?? '');
    const most = 20_000;
    const stop = new StopSignal();
    let made = 0;
    const pouring = push.pour(stop, () => (made < most ? [Buffer.from(String(made++))] : undefined));
    let next = 0;
    await pull.consume(stop, ([frame]) => {
      expect(frame?.toString()).toBe(String(next));
      next++;
      if (next === most) stop.stop();
      // Now and then nothing is taken for a while, so that the marks are reached.
      return next % 4000 === 0 ? stop.sleep(20) : undefined;
    });
    await pouring;
    expect(push.sent).toBe(most);
    expect(next).toBe(most);
    expect(problems).toEqual([]);
  });

  it('wait at a high-water mark for each message that is sent by itself', async () => {
    const push = socket('PUSH', { sendHighWaterMark: 50 });
    const pull = socket('PULL', { receiveHighWaterMark: 50 });
    open[1]?.raw.bindSync('ipc://@patchbay-burst-one-by-one');
    open[0]?.raw.connect('ipc://@patchbay-burst-one-by-one');
    const most = 3000;
    const stop = new StopSignal();
    const sending = (async () => {
      for (let index = 0; index < most; index++) expect(await push.send([Buffer.from(String(index))])).toBe(true);
    })();
    let next = 0;
    await pull.consume(stop, ([frame]) => {
      expect(frame?.toString()).toBe(String(next));
      next++;
      if (next === most) stop.stop();
      return next % 1000 === 0 ? stop.sleep(20) : undefined;
    });
    await sending;
    expect(push.sent).toBe(most);
    // With nobody there it waits, and gives up when it is closed.
    open[1]?.raw.close();
    const left = Array.from({ length: 200 }, () => push.send([Buffer.from('late')]));
    const { settled } = push.detach();
    open[0]?.raw.close();
    await settled;
    const outcomes = await Promise.all(left);
    expect(outcomes.at(-1)).toBe(false);
    expect(problems).toEqual([]);
  });

  it('wait again for what a person sends, and for the one message that a behavior asks for', async () => {
    const push = socket('PUSH', {});
    const pull = socket('PULL', {});
    open[1]?.raw.bindSync('tcp://127.0.0.1:*');
    open[0]?.raw.connect(open[1]?.raw.lastEndpoint ?? '');
    const flood = new StopSignal();
    const pouring = push.pour(flood, () => [Buffer.from('flood')]);
    await pull.consume(flood, () => {
      if (pull.received === 2000) flood.stop();
      return undefined;
    });
    const stop = new StopSignal();
    const last: string[] = [];
    const reading = pull.consume(stop, ([frame]) => {
      last.push(frame?.toString() ?? '');
      if (frame?.toString() === 'the end') stop.stop();
      return undefined;
    });
    await pouring;
    expect(push.sendByHand([Buffer.from('the end')]).ok).toBe(true);
    await reading;
    const waiting = pull.receive(new StopSignal());
    expect(push.sendByHand([Buffer.from('one more')]).ok).toBe(true);
    const received = await waiting;
    expect(received.type === 'message' && received.frames[0]?.toString()).toBe('one more');
    expect(last.at(-1)).toBe('the end');
    expect(problems).toEqual([]);
  });
});
