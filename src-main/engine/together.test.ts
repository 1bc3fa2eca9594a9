import { describe, expect, it } from 'vitest';
import { Pace } from './pace';
import type { SocketIo } from './socket-io';
import { StopSignal } from './stop-signal';
import { eventually } from './testing/harness';
import { openSocket as socket, problems } from './testing/open-socket';

/** A PULL with messages `0` to `count - 1` in its queue. */
async function filled(count: number): Promise<SocketIo> {
  const push = socket('PUSH');
  const pull = socket('PULL');
  pull.raw.bindSync('tcp://127.0.0.1:*');
  push.raw.connect(pull.raw.lastEndpoint ?? '');
  for (let index = 0; index < count; index++) await push.io.send([Buffer.from(String(index))]);
  // The first of them is there.
  const { raw } = pull as unknown as { raw: { readonly readable: boolean } };
  await eventually(() => raw.readable);
  return pull.io;
}

describe('what is there together', () => {
  it('is given together, in order, as many as are wanted at once', async () => {
    const pull = await filled(500);
    const stop = new StopSignal();
    const heaps: string[][] = [];
    let wanted = 1;
    await pull.consumeTogether(
      stop,
      () => wanted,
      async (messages) => {
        heaps.push(messages.map(([frame]) => String(frame)));
        if (heaps.length === 3) wanted = 8;
        if (heaps.flat().length === 500) stop.stop();
      },
    );
    expect(heaps.flat()).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
    expect(heaps.slice(0, 3).every(({ length }) => length === 1)).toBe(true);
    expect(Math.max(...heaps.map(({ length }) => length))).toBe(8);
    expect(pull.received).toBe(500);
    expect(problems).toEqual([]);
  });

  it('is not taken while the last of it is worked on, and stays for the next where it is stopped', async () => {
    const pull = await filled(20);
    const stop = new StopSignal();
    let goOn = (): void => undefined;
    const consuming = pull.consumeTogether(
      stop,
      () => 5,
      () => new Promise<void>((resolve) => (goOn = resolve)),
    );
    await eventually(() => expect(pull.received).toBeGreaterThan(0));
    const taken = pull.received;
    expect(taken).toBeLessThanOrEqual(5);
    await new Promise(setImmediate);
    expect(pull.received).toBe(taken);
    stop.stop();
    goOn();
    await consuming;
    const rest: string[] = [];
    const next = new StopSignal();
    await pull.consume(next, ([frame]) => {
      rest.push(String(frame));
      if (rest.length === 20 - taken) next.stop();
      return undefined;
    });
    expect(rest[0]).toBe(String(taken));
    expect(rest.at(-1)).toBe('19');
  });
});

it('the end of a turn is one for all that wait for it', async () => {
  const pace = new Pace();
  const order: string[] = [];
  const ends = [1, 2].map(async (name) => {
    await pace.endOfTurn();
    order.push(`end ${name}`);
  });
  await Promise.resolve().then(() => order.push('turn'));
  await Promise.all(ends);
  expect(order).toEqual(['turn', 'end 1', 'end 2']);
  const next = pace.endOfTurn();
  expect(pace.endOfTurn()).toBe(next);
  await next;
});

it('many messages at once use up a turn as fast as one by one', async () => {
  const pace = new Pace();
  const work = (): void => {
    const until = performance.now() + 10;
    while (performance.now() < until);
  };
  expect(pace.turn(32)).toBeUndefined();
  work();
  const together = pace.turn(16);
  expect(together).toBeInstanceOf(Promise);
  await together;
  for (let message = 0; message < 16; message++) expect(pace.turn()).toBeUndefined();
  work();
  for (let message = 0; message < 15; message++) expect(pace.turn()).toBeUndefined();
  expect(pace.turn()).toBeInstanceOf(Promise);
});
