import { _electron } from 'playwright';
import type { WindowApi } from '../../../shared/ipc';
import { BatchReader } from '../../../shared/traffic/batch';

declare global {
  /** In the page: the app's own access to thread 1, the newest batch, and how many came. */
  var api: WindowApi;
  var benchTraffic: { batch: number[]; batches: number };
  /** In the main process: milliseconds by which timers of its thread were late. */
  var benchLate: number[];
}

export interface AppOptions {
  readonly executablePath: string;
  /** Switches of Electron, then the app's folder. */
  readonly args: readonly string[];
  /** A topology with one flood. */
  readonly file: string;
  readonly userData: string;
}

export interface FloodFigures {
  /** Messages a second that the socket received, by the engine's own clock. */
  readonly rate: number;
  /** Milliseconds by which thread 1 was late, each sample. */
  readonly late: readonly number[];
  /** Batches a second that the window took and drew. */
  readonly batches: number;
}

/** The app with its window, as a person starts it, on a topology that floods. */
export async function openApp({ executablePath, args, file, userData }: AppOptions) {
  const electron = await _electron.launch({
    executablePath,
    args: [...args, `--user-data-dir=${userData}`, file],
    env: process.env as Record<string, string>,
  });
  const page = await electron.firstWindow();
  await page.locator('html[data-app-state="ready"]').waitFor();
  await page.evaluate(() => {
    globalThis.benchTraffic = { batch: [], batches: 0 };
    globalThis.api.on('traffic:batch', (batch) => {
      globalThis.benchTraffic = { batch: [...batch], batches: globalThis.benchTraffic.batches + 1 };
    });
  });
  // As the other benchmarks measure it: how much later than asked for a timer comes.
  await electron.evaluate(() => {
    globalThis.benchLate = [];
    const every = 5;
    let due = performance.now() + every;
    setInterval(() => {
      const now = performance.now();
      globalThis.benchLate.push(Math.max(0, now - due));
      due = now + every;
    }, every);
  });
  const traffic = async (index: number) => {
    const { batch, batches } = await page.evaluate(() => globalThis.benchTraffic);
    const reader = new BatchReader(Float64Array.from(batch));
    return { t: reader.header('t'), received: reader.socket(index, 1), batches };
  };

  /** What thread 1 was late by in so many milliseconds from now. */
  const lateness = async (ms: number) => {
    await electron.evaluate(() => void (globalThis.benchLate = []));
    await page.waitForTimeout(ms);
    return electron.evaluate(() => globalThis.benchLate);
  };

  return {
    /** How late thread 1 is by itself, while nothing runs. */
    idle: lateness,
    /** Presses Run, measures after a warm-up, and presses Stop. */
    async flood(socket: string, warmUpMs: number, ms: number): Promise<FloodFigures> {
      await page.getByTestId('run').click();
      await page.locator('[data-testid="status-state"][data-state="running"]').waitFor();
      await page.waitForTimeout(warmUpMs);
      const { status } = await page.evaluate(() => globalThis.api.request('app:state', undefined));
      const index = status.sockets.find(({ key }) => key === socket)?.index ?? 0;
      const before = await traffic(index);
      const late = await lateness(ms);
      const after = await traffic(index);
      await page.getByTestId('stop').click();
      await page.locator('[data-testid="status-state"][data-state="stopped"]').waitFor();
      const seconds = after.t - before.t;
      return {
        rate: (after.received - before.received) / seconds,
        late,
        batches: (after.batches - before.batches) / seconds,
      };
    },
    close: () => electron.close(),
  };
}
