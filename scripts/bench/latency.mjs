import { Worker } from 'node:worker_threads';
import { Request } from 'zeromq';
import { EngineWorker, freePort, socketNode, topologyOf } from './lib/engine-worker.mjs';
import { median, medianRateOf, percentile, QUICK } from './lib/measure.mjs';

const WARM_UP = 500;
const ROUND_TRIPS = QUICK ? 2000 : 10_000;
const BYTES = 64;
const MOST_ADDED_US = 100;
const ENGINE_MS = QUICK ? 1000 : 2500;
const TURNS = QUICK ? 1 : 3;

/**
 * Round trips of REQ–REP over tcp, directly and through a relay with its capture.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function latency({ root, log }) {
  const outside = await betweenPrograms(root);
  const parts = /** @type {const} */ (['direct', 'relayed']);
  for (const part of parts) log(`between two programs, ${part}: ${Math.round(median(outside[part]))} µs`);
  const added = median(outside.relayed) - median(outside.direct);
  const inside = await insideEngine(root, log);
  const addedInside = inside.wire - inside.direct;
  return {
    title: 'Round trip of REQ–REP over tcp, 64 B',
    rows: [
      { name: 'two programs, median, direct', value: median(outside.direct), unit: 'µs' },
      { name: 'two programs, median, through a relay', value: median(outside.relayed), unit: 'µs' },
      { name: 'two programs, p99, direct', value: percentile(outside.direct, 0.99), unit: 'µs' },
      { name: 'two programs, p99, through a relay', value: percentile(outside.relayed, 0.99), unit: 'µs' },
      {
        name: 'added by the relay between two programs, median',
        value: added,
        unit: 'µs',
        goal: '≤ 100 µs',
        met: added <= MOST_ADDED_US,
      },
      { name: "engine's own sockets, direct link", value: inside.direct, unit: 'µs' },
      { name: "engine's own sockets, through a relay", value: inside.wire, unit: 'µs' },
      {
        name: "added by the relay between the engine's own sockets",
        value: addedInside,
        unit: 'µs',
        goal: '≤ 100 µs',
        met: addedInside <= MOST_ADDED_US,
      },
    ],
  };
}

/**
 * Two programs outside with a relay of the engine between them, and the same two connected directly: one round trip by the
 * one way, one by the other, in turn, so that both meet the same machine.
 * @param {string} root
 * @returns {Promise<{ direct: number[], relayed: number[] }>} microseconds of each round trip
 */
async function betweenPrograms(root) {
  const echo = new Worker(new URL('./lib/echo-worker.mjs', import.meta.url));
  const left = new Promise((resolve) => echo.once('exit', resolve));
  /** @type {string} */
  const behind = await new Promise((resolve) => echo.once('message', resolve));
  const tapped = `tcp://127.0.0.1:${await freePort()}`;
  const engine = new EngineWorker(root);
  await engine.run(
    topologyOf(
      [
        { id: 'asks', kind: 'external', socket: 'REQ', position: { x: 0, y: 0 } },
        { id: 'answers', kind: 'external', socket: 'REP', position: { x: 0, y: 0 }, bind: [behind] },
      ],
      [{ id: 'tap', from: 'asks', to: 'answers', endpoint: tapped }],
    ),
  );
  const direct = new Request({ linger: 0 });
  const relayed = new Request({ linger: 0 });
  direct.connect(behind);
  relayed.connect(tapped);
  /** @type {{ direct: number[], relayed: number[] }} */
  const took = { direct: [], relayed: [] };
  for (let turn = -WARM_UP; turn < ROUND_TRIPS; turn++) {
    const one = await roundTrip(direct);
    const other = await roundTrip(relayed);
    if (turn < 0) continue;
    took.direct.push(one);
    took.relayed.push(other);
  }
  direct.close();
  relayed.close();
  echo.postMessage('stop');
  await Promise.all([left, engine.end()]);
  return took;
}

const message = Buffer.alloc(BYTES);

/**
 * @param {Request} socket
 * @returns {Promise<number>} microseconds
 */
async function roundTrip(socket) {
  const from = performance.now();
  await socket.send(message);
  await socket.receive();
  return (performance.now() - from) * 1000;
}

/**
 * A REQ and a REP of the engine, which share its thread with the relay.
 * @param {string} root
 * @param {(line: string) => void} log
 * @returns {Promise<{ direct: number, wire: number }>} microseconds: the median of several turns
 */
async function insideEngine(root, log) {
  /** @type {{ direct: number[], wire: number[] }} */
  const took = { direct: [], wire: [] };
  for (let turn = 0; turn < TURNS; turn++) {
    for (const observe of /** @type {const} */ (['direct', 'wire'])) {
      const microseconds = 1e6 / (await requestsPerSecond(root, observe));
      took[observe].push(microseconds);
      log(`engine's own sockets, ${observe}: ${Math.round(microseconds)} µs`);
    }
  }
  return { direct: median(took.direct), wire: median(took.wire) };
}

/**
 * @param {string} root
 * @param {'wire' | 'direct'} observe
 */
async function requestsPerSecond(root, observe) {
  const engine = new EngineWorker(root);
  await engine.run(
    topologyOf(
      [
        socketNode('REQ', { behavior: { type: 'request', frames: [{ size: BYTES }] } }),
        socketNode('REP', { behavior: { type: 'reply', echo: true } }),
      ],
      [{ id: 'l1', from: 'req', to: 'rep', transport: 'tcp', observe }],
    ),
  );
  const rate = await medianRateOf(() => engine.received('req'), ENGINE_MS);
  await engine.end();
  return rate;
}
