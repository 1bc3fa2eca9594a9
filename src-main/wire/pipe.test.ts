import { describe, expect, it } from 'vitest';
import { Pipe } from './pipe';
import type { Outlet, Stage } from './stage';
import { RawListener, RawPeer } from './testing/raw-peer';
import { until } from './testing/relay-fixture';
import { Harness } from './testing/conversation-harness';
import { greeting3, message, ready } from './testing/zmtp-bytes';

/** Keeps a chunk until it is told to let it go. */
class Gate implements Stage {
  holding = false;
  shut = true;
  private kept: { readonly chunk: Uint8Array; readonly next: Outlet } | undefined;

  write(chunk: Uint8Array, next: Outlet): void {
    if (!this.shut) {
      next.write(chunk);
      return;
    }
    this.kept = { chunk: new Uint8Array(chunk), next };
    this.holding = true;
  }

  open(): void {
    this.shut = false;
    this.holding = false;
    this.kept?.next.write(this.kept.chunk);
  }
}

async function pipeline(...stages: readonly Stage[]) {
  const harness = new Harness();
  const pipe = new Pipe(harness.forward);
  const [sending, receiving] = await Promise.all([RawListener.open(), RawListener.open()]);
  const source = await RawPeer.connect(sending.endpoint);
  const destination = await RawPeer.connect(receiving.endpoint);
  const far = await receiving.first();
  pipe.connect(source.socket, destination.socket);
  for (const stage of stages) pipe.insert(stage);
  return { pipe, harness, far, destination };
}

const opening = Buffer.concat([greeting3(1), ready('PUSH')]);
const one = Buffer.concat([opening, message('one')]);

describe('small chunks', () => {
  const [two, three, large] = [message('two'), message('three'), message('x'.repeat(5000))];

  it('are counted as they come, and written at the end of the turn', async () => {
    const { pipe, harness, far, destination } = await pipeline();
    expect(pipe.receive(one)).toBe(true);
    expect(pipe.receive(two)).toBe(true);
    expect(harness.forwardCounters.messages).toBe(2);
    expect(destination.socket.bytesWritten).toBe(0);
    await far.hears(one.length + two.length);
    expect(far.heard.equals(Buffer.concat([one, two]))).toBe(true);
  });

  it('are written before what comes behind them', async () => {
    const { pipe, far, destination } = await pipeline();
    pipe.receive(one);
    pipe.receive(large);
    pipe.receive(two);
    expect(destination.socket.bytesWritten).toBe(one.length + large.length);
    pipe.flush();
    await far.hears(one.length + large.length + two.length);
    expect(far.heard.equals(Buffer.concat([one, large, two]))).toBe(true);
  });

  it('stop the source where the kernel does not take them, and are not lost', async () => {
    const { pipe, far, destination } = await pipeline();
    destination.socket.cork();
    expect(pipe.receive(one)).toBe(true);
    pipe.flush();
    expect(pipe.stalled).toBe(true);
    // What was read before the source stopped goes behind.
    expect(pipe.receive(two)).toBe(false);
    expect(pipe.receive(three)).toBe(false);
    destination.socket.uncork();
    await until(() => !pipe.stalled);
    await far.hears(one.length + two.length + three.length);
    expect(far.heard.equals(Buffer.concat([one, two, three]))).toBe(true);
  });
});

describe('stages', () => {
  it('what a stage holds is neither counted nor sent, and stops the source', async () => {
    const gate = new Gate();
    const { pipe, harness, far } = await pipeline(gate);
    expect(pipe.receive(one)).toBe(false);
    expect(harness.forwardCounters.messages).toBe(0);
    gate.open();
    pipe.proceed();
    expect(harness.forwardCounters.messages).toBe(1);
    expect(pipe.receive(message('two'))).toBe(true);
    await far.hears(one.length + message('two').length);
    expect(far.heard.equals(Buffer.concat([one, message('two')]))).toBe(true);
  });

  it('the one that was put in last comes first, and each passes on to the next', async () => {
    const order: string[] = [];
    const stage = (name: string): Stage => ({
      holding: false,
      write: (chunk, next) => {
        order.push(name);
        next.write(chunk);
      },
    });
    const first = stage('first');
    const { pipe, far } = await pipeline(stage('second'), first);
    pipe.receive(one);
    pipe.remove(first);
    pipe.receive(message('two'));
    await far.hears(one.length + message('two').length);
    expect(order).toEqual(['first', 'second', 'second']);
  });

  it('a stage that drops a chunk leaves the rest readable', async () => {
    let dropping = false;
    const { pipe, harness, far } = await pipeline({
      holding: false,
      write: (chunk, next) => {
        if (!dropping) next.write(chunk);
      },
    });
    pipe.receive(opening);
    dropping = true;
    pipe.receive(message('lost'));
    dropping = false;
    pipe.receive(message('kept'));
    await until(() => far.heard.length === opening.length + message('kept').length);
    expect(harness.sink.messages()).toEqual([['kept']]);
    expect(harness.forwardCounters.messages).toBe(1);
  });
});
