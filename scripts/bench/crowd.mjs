import { setTimeout as sleep } from 'node:timers/promises';
import { EngineWorker, socketNode, topologyOf } from './lib/engine-worker.mjs';
import { median, QUICK, rateOf } from './lib/measure.mjs';
import { BASE, plainCrowdRate } from './lib/plain.mjs';

const BYTES = 64;
const CLIENTS = 100;
const WORKERS = 10;
const SUBSCRIBERS = 100;
const MEASURE_MS = QUICK ? 1000 : 2000;
/** What an engine runs is compiled as it runs: it needs some 3 s until its rate no longer grows. All have the same time. */
const WARM_UP_MS = QUICK ? 1000 : 4000;
const TURNS = QUICK ? 1 : 7;
/** All are connected and have received something by then. */
const CONNECTED_WITHIN_MS = 20_000;

/** @typedef {'wire' | 'direct'} Observed */

/**
 * Many sockets at once: round trips of REQs to REPs through the queue device, and what SUBs receive of one PUB.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function crowd({ root, log }) {
  return {
    title: 'Many sockets over tcp, 64 B',
    rows: [
      ...(await rowsOf(`${CLIENTS} REQ, queue, ${WORKERS} REP`, 'round trips/s', 0.7, {
        alone: { crowd: 'queue', many: CLIENTS, workers: WORKERS, bytes: BYTES },
        topology: queue,
        counted: (key) => key.startsWith('req'),
      })),
      ...(await rowsOf(`PUB, ${SUBSCRIBERS} SUB`, 'received/s', 0.8, {
        alone: { crowd: 'publish', many: SUBSCRIBERS, workers: 0, bytes: BYTES },
        topology: publish,
        counted: (key) => key.startsWith('sub'),
      })),
    ],
  };

  /**
   * @param {string} name
   * @param {string} unit
   * @param {number} least ratio of the engine that reads every cable
   * @param {object} parts
   * @param {import('./lib/plain.mjs').PlainCrowd} parts.alone
   * @param {(observe: Observed) => object} parts.topology
   * @param {(key: string) => boolean} parts.counted of which sockets what they receive counts
   */
  async function rowsOf(name, unit, least, { alone, topology, counted }) {
    /** @type {{ alone: number[], copied: number[], direct: number[], wire: number[] }} */
    const rates = { alone: [], copied: [], direct: [], wire: [] };
    for (let turn = 0; turn < TURNS; turn++) {
      rates.alone.push((await plainCrowdRate(alone, MEASURE_MS, WARM_UP_MS)).rate);
      rates.copied.push((await plainCrowdRate({ ...alone, relayed: true }, MEASURE_MS, WARM_UP_MS)).rate);
      rates.direct.push(await engineRate(root, topology('direct'), counted));
      rates.wire.push(await engineRate(root, topology('wire'), counted));
      const shown = Object.entries(rates).map(([variant, all]) => `${variant} ${Math.round(all.at(-1) ?? NaN)}`);
      log(`${name}: ${shown.join(', ')} ${unit}`);
    }
    const compared = (/** @type {Exclude<keyof typeof rates, 'alone'>} */ measured, /** @type {string} */ variant) => ({
      name: `${name}, ${variant}`,
      value: Math.round(median(rates[measured])),
      unit,
      ratio: median(rates[measured].map((rate, turn) => rate / (rates.alone[turn] ?? NaN))),
      of: BASE,
    });
    const wire = compared('wire', 'engine, relays and capture');
    return [
      { name: `${name}, ${BASE}`, value: Math.round(median(rates.alone)), unit },
      // What it costs to stand in every conversation at all: these relays read nothing and keep nothing.
      compared('copied', `${BASE}, relays that only copy`),
      compared('direct', 'engine, direct links'),
      { ...wire, goal: `≥ ${least.toFixed(2)}`, met: wire.ratio >= least },
    ];
  }
}

/** @param {Observed} observe */
function queue(observe) {
  const request = { type: 'request', frames: [{ size: BYTES }] };
  const clients = many(CLIENTS, (id) => socketNode('REQ', { id: `req${id}`, behavior: request }));
  const workers = many(WORKERS, (id) => socketNode('REP', { id: `rep${id}`, behavior: { type: 'reply', echo: true } }));
  const broker = { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 } };
  return topologyOf(
    [broker, ...clients, ...workers],
    [
      ...clients.map(({ id }) => link(id, 'broker.frontend', observe)),
      ...workers.map(({ id }) => link(id, 'broker.backend', observe)),
    ],
  );
}

/** @param {Observed} observe */
function publish(observe) {
  const publisher = socketNode('PUB', { behavior: { type: 'generate', rate: 'max', frames: [{ size: BYTES }] } });
  const subscribers = many(SUBSCRIBERS, (id) =>
    socketNode('SUB', { id: `sub${id}`, behavior: { type: 'subscribe', topics: [''] } }),
  );
  return topologyOf(
    [publisher, ...subscribers],
    subscribers.map(({ id }) => link(id, 'pub', observe)),
  );
}

/**
 * @template T
 * @param {number} count
 * @param {(id: number) => T} make
 */
function many(count, make) {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

/**
 * @param {string} from
 * @param {string} to
 * @param {Observed} observe
 */
function link(from, to, observe) {
  return { id: `l-${from}`, from, to, transport: 'tcp', observe };
}

/**
 * @param {string} root
 * @param {object} topology
 * @param {(key: string) => boolean} counted
 */
async function engineRate(root, topology, counted) {
  const engine = new EngineWorker(root);
  await engine.run(topology);
  const received = async () => (await engine.totals()).sockets.filter(({ key }) => counted(key));
  const giveUp = performance.now() + CONNECTED_WITHIN_MS;
  while (!(await received()).every((socket) => socket.received > 0)) {
    if (performance.now() > giveUp) throw new Error('not every socket has received something');
    await sleep(50);
  }
  const rate = await rateOf(
    async () => (await received()).reduce((sum, socket) => sum + socket.received, 0),
    MEASURE_MS,
    WARM_UP_MS,
  );
  await engine.end();
  return rate;
}
