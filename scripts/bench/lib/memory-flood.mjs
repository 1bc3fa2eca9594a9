import { setTimeout as sleep } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { EngineWorker, pushPull } from './engine-worker.mjs';
import { median } from './measure.mjs';

// Floods the engine through a relay with the capture on, in a process of its own. From the moment that the capture is full
// it counts the seconds, and prints a line of JSON with what the process holds after each of the times that it was given:
// memory-flood.mjs ROOT SECONDS …

/** Resident memory moves by itself: it is the median of samples over so long. */
const SAMPLES = 20;
const SAMPLE_EVERY_MS = 200;

const [root = '', ...times] = process.argv.slice(2);
const probe = new BroadcastChannel('heap-probe');
const engine = new EngineWorker(root, { execArgv: ['--import', new URL('./heap-probe.mjs', import.meta.url).href] });
await engine.run(pushPull(64, 'wire'));
// Until then growth is the capture's own, which has its bound.
while ((await engine.totals()).capture.dropped === 0) await sleep(100);
const began = performance.now();
for (const seconds of times.map(Number)) {
  await sleep(began + seconds * 1000 - SAMPLES * SAMPLE_EVERY_MS - performance.now());
  /** @type {number[]} */
  const rss = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    rss.push(process.memoryUsage.rss());
    await sleep(SAMPLE_EVERY_MS);
  }
  const { capture, sockets } = await engine.totals();
  const received = sockets.find(({ key }) => key === 'pull')?.received ?? 0;
  process.stdout.write(
    `${JSON.stringify({ seconds, rss: median(rss), heapUsed: await heap(), received, ...capture })}\n`,
  );
}
probe.close();
await engine.end();

/** @returns {Promise<number>} bytes of the engine's thread, after a collection of garbage */
function heap() {
  return new Promise((resolve) => {
    probe.onmessage = (event) => resolve(/** @type {{ data: any }} */ (event).data);
    probe.postMessage('measure');
  });
}
