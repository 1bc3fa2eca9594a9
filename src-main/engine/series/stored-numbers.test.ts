import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { NumbersAnswer } from '../../../shared/traffic/series';
import { openCapture } from '../../capture/capture-file-read';
import type { CaptureRing } from '../../capture/ring';
import { Spill } from '../../capture/spill';
import { steadyRing, writeMessage } from '../../capture/testing/captured';
import { savedItems } from '../../capture/testing/saved';
import { temporaryFolder } from '../../testing/temporary-folder';
import { PayloadNumbers } from './payload-numbers';

const at = temporaryFolder();
const MIB = 2 ** 20;
const QUERY = { path: 'n', flows: 'all' } as const;

/** A capture of which 20,000 messages are in memory. */
class Capture {
  readonly captured = steadyRing({ items: 20_000 });
  readonly ring = (): CaptureRing => this.captured;
  readonly stored: Spill;
  private written = 0;

  constructor(most = 64 * MIB) {
    this.stored = new Spill({ ring: this.captured, folder: at(), most, part: MIB, free: 0 });
  }

  /** Captures so many messages more, whose numbers go on. */
  async add(count: number, beats = true): Promise<void> {
    for (let index = 0; index < count; index++) {
      writeMessage(this.captured, [`{"n":${++this.written},"padding":"${'x'.repeat(20)}"}`]);
      if (!beats || index % 1000 > 0) continue;
      this.stored.beat();
      await this.stored.idle();
    }
  }
}

async function untilComplete(numbers: PayloadNumbers): Promise<NumbersAnswer> {
  for (;;) {
    const found = numbers.read(false);
    if (found.complete) return found;
    await breathe();
  }
}

function range({ low, high }: NumbersAnswer): [number, number] {
  return [Math.min(...low), Math.max(...high)];
}

describe('numbers in payloads that are on the disk', () => {
  it('are found behind those in memory, the newest first, and each once', async () => {
    const capture = new Capture();
    await capture.add(50_000);
    const numbers = new PayloadNumbers(capture, QUERY);
    const first = numbers.read(false);
    expect([first.complete, first.last.at(-1)]).toEqual([false, 50_000]);
    expect(range(first)).toEqual([50_001 - first.numbers, 50_000]);
    let searched = 0;
    for (let found = first; !found.complete; found = numbers.read(false)) {
      expect(found.searched).toBeGreaterThanOrEqual(searched);
      expect(range(found)).toEqual([50_001 - found.numbers, 50_000]);
      ({ searched } = found);
      await breathe();
    }
    const all = numbers.read(false);
    expect(all).toMatchObject({ numbers: 50_000, others: 0, absent: 0, gaveWay: 0, searched: 1 });
    expect(range(all)).toEqual([1, 50_000]);
    expect(all.times.every((t, index) => t > (all.times[index - 1] ?? 0))).toBe(true);
    await capture.stored.close();
  });

  it('are found as well where they went there before they were looked at', async () => {
    const capture = new Capture();
    const numbers = new PayloadNumbers(capture, QUERY);
    for (let round = 0; round < 4; round++) {
      await capture.add(20_000);
      numbers.read(false);
    }
    expect(await untilComplete(numbers)).toMatchObject({ numbers: 80_000, gaveWay: 0 });
    await capture.stored.close();
  });

  it('are left alone when halted, but for what comes; then what was left is gone on with', async () => {
    const capture = new Capture();
    await capture.add(50_000);
    const numbers = new PayloadNumbers(capture, QUERY);
    const begun = numbers.read(false);
    const halted = numbers.read(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await capture.add(500);
    let later = numbers.read(true);
    for (; later.numbers < halted.numbers + 500; later = numbers.read(true)) await breathe();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(numbers.read(true).numbers).toBe(halted.numbers + 500);
    expect(halted.numbers).toBeGreaterThanOrEqual(begun.numbers);
    expect([later.complete, later.searched < 1, later.last.at(-1)]).toEqual([false, true, 50_500]);
    expect(await untilComplete(numbers)).toMatchObject({ numbers: 50_500, gaveWay: 0 });
    await capture.stored.close();
  });

  it('are looked for no longer than somebody asks', async () => {
    const capture = new Capture();
    await capture.add(50_000);
    const numbers = new PayloadNumbers(capture, QUERY);
    numbers.read(false);
    numbers.close();
    const { searched } = numbers.read(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(numbers.read(true).searched).toBe(searched);
    await capture.stored.close();
  });

  it('count those that are kept nowhere, and go on when the capture is emptied', async () => {
    const capture = new Capture(2 * MIB);
    await capture.add(50_000);
    const numbers = new PayloadNumbers(capture, QUERY);
    const kept = await untilComplete(numbers);
    expect(kept.gaveWay).toBeGreaterThan(1000);
    expect(kept.numbers + kept.gaveWay).toBe(50_000);
    // What comes too fast for the disk is kept nowhere.
    await capture.add(40_000, false);
    const gap = await untilComplete(numbers);
    expect(gap.numbers + gap.gaveWay).toBe(90_000);
    expect(gap.gaveWay - kept.gaveWay).toBeGreaterThan(10_000);
    capture.captured.reset();
    await capture.add(1000);
    const last = await untilComplete(numbers);
    expect([last.numbers - gap.numbers, last.last.at(-1)]).toEqual([1000, 91_000]);
    await capture.stored.close();
  });
});

it('finds the numbers of a whole recording, whichever part of it is in memory', async () => {
  const ring = steadyRing();
  for (let n = 1; n <= 60_000; n++) writeMessage(ring, [`{"n":${n}}`]);
  const path = at('a.zmqcap');
  const signal = new AbortController().signal;
  await savedItems(path, ring, undefined, 60);
  const part = async (moment: number) => {
    const room = { items: 17_000, bytes: 1e9 };
    const opened = await openCapture({ path, at: moment, room, signal, onProgress: () => undefined });
    if (!opened.ok || opened.value === 'canceled') throw new Error(JSON.stringify(opened));
    return opened.value;
  };
  const [middle, last] = [await part(30), await part(59)];
  await last.stored?.close();
  let shown = middle.ring;
  const numbers = new PayloadNumbers({ ring: () => shown, stored: middle.stored, recorded: true }, QUERY);
  numbers.read(false);
  shown = last.ring;
  const all = await untilComplete(numbers);
  expect(all).toMatchObject({ numbers: 60_000, gaveWay: 0 });
  expect(range(all)).toEqual([1, 60_000]);
  await middle.stored?.close();
});
