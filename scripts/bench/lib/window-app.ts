import { _electron } from 'playwright';
import type { WindowApi } from '../../../shared/window-api';
import { BatchReader, HEADER } from '../../../shared/traffic/batch';

declare global {
  /** In the page: the app's own access to thread 1, the newest batch, and how many came. */
  var api: WindowApi;
  var benchTraffic: { batch: number[]; batches: number };
  /** What of the page is used here. */
  var document: { querySelector(selector: string): { scrollTop: number } | null };
  var requestAnimationFrame: (step: (now: number) => void) => number;
  /** In the main process: milliseconds by which timers of its thread were late. */
  var benchLate: number[];
  var benchWheel: NodeJS.Timeout | undefined;
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
  /** At the end: messages received that were not counted on the wire, and counted ones that were never captured. */
  readonly uncounted: number;
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
    const [received, onWire, captured] = [reader.socket(index, 1), reader.flow(0, 0), reader.header('nextSeq') - 1];
    const uncounted = Math.max(0, received - onWire) + Math.max(0, onWire - captured);
    return { t: reader.header('t'), received, batches, uncounted };
  };
  const follow = async (wanted: boolean) => {
    const button = page.getByTestId('follow');
    if (((await button.getAttribute('aria-pressed')) === 'true') !== wanted) await button.click();
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
    /** Presses Run, measures after a warm-up while the list follows, and presses Stop. */
    async flood(socket: string, warmUpMs: number, ms: number): Promise<FloodFigures> {
      await follow(true);
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
      const { uncounted } = await traffic(index);
      const seconds = after.t - before.t;
      return {
        uncounted,
        rate: (after.received - before.received) / seconds,
        late,
        batches: (after.batches - before.batches) / seconds,
      };
    },
    /** Presses Run and waits until so much is captured. */
    async fill(messages: number): Promise<void> {
      await page.getByTestId('run').click();
      await page.waitForFunction(
        ([wanted, slot]) => (globalThis.benchTraffic.batch[slot ?? 0] ?? 0) > (wanted ?? 0),
        [messages, HEADER.nextSeq],
        { timeout: 120_000 },
      );
    },
    /** Milliseconds from frame to frame while the list is held, follows, or is scrolled through: by the page, or a wheel. */
    async frames(list: 'held' | 'following' | 'scrolled' | 'wheeled', ms: number): Promise<readonly number[]> {
      // Every figure begins at the newest: what was held for longer than the capture keeps it is not there to be scrolled.
      await follow(true);
      await follow(list === 'following');
      // Where the pointer of somebody is who turns the wheel.
      const rows = page.getByTestId('message-list');
      await rows.hover();
      const { x, y, width, height } = (await rows.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const pointer = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
      if (list === 'wheeled') await electron.evaluate(turnWheel, pointer);
      const times = await page.evaluate(timeFrames, { ms, scrolled: list === 'scrolled' });
      await electron.evaluate(() => clearInterval(globalThis.benchWheel));
      return times;
    },
    async stop(): Promise<void> {
      await page.getByTestId('stop').click();
      await page.locator('[data-testid="status-state"][data-state="stopped"]').waitFor();
    },
    close: () => electron.close(),
  };
}

/** Runs in the main process: turns the wheel at a place in the window up and down, as quickly as the page is scrolled. */
function turnWheel({ BrowserWindow }: typeof Electron.CrossProcessExports, { x, y }: { x: number; y: number }): void {
  const began = performance.now();
  globalThis.benchWheel = setInterval(() => {
    const deltaY = Math.floor((performance.now() - began) / 500) % 2 === 0 ? 72 : -72;
    const turned = { type: 'mouseWheel', x, y, deltaX: 0, deltaY, canScroll: true } as const;
    BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent(turned);
  }, 16);
}

/** Runs in the page. */
function timeFrames({ ms, scrolled }: { ms: number; scrolled: boolean }): Promise<number[]> {
  const element = document.querySelector('[data-testid="message-list"] [role="rowgroup"]');
  return new Promise((resolve) => {
    const times: number[] = [];
    const began = performance.now();
    let last = began;
    // Up and down by some rows a frame, as a wheel that is turned quickly.
    const step = (now: number) => {
      times.push(now - last);
      last = now;
      if (now - began >= ms) {
        resolve(times.slice(1));
        return;
      }
      if (scrolled && element) element.scrollTop += Math.floor((now - began) / 500) % 2 === 0 ? -72 : 72;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}
