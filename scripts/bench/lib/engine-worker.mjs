import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** @typedef {import('../../../src-main/engine/protocol').RunTotals} RunTotals */

/**
 * The built engine in its worker, as the app runs it, with a window that takes every batch at once.
 */
export class EngineWorker {
  /**
   * @param {string} root folder of the project
   * @param {import('node:worker_threads').WorkerOptions} [options]
   */
  constructor(root, options = {}) {
    this.worker = new Worker(pathToFileURL(path.join(root, 'out', 'main', 'worker.js')), {
      ...options,
      workerData: { batches: true },
    });
    /** @type {Map<number, (value: any) => void>} */
    this.waiting = new Map();
    this.nextId = 1;
    this.exited = new Promise((resolve) => this.worker.once('exit', resolve));
    this.worker.on('message', (message) => {
      if (message.type === 'answer') {
        this.waiting.get(message.id)?.(message.value);
        this.waiting.delete(message.id);
      } else if (message.type === 'batch') {
        this.worker.postMessage({ type: 'acknowledge', tick: message.batch[0] });
      } else if (message.type === 'fatal') {
        throw new Error(`the engine failed: ${message.message}`);
      }
    });
  }

  /**
   * @param {string} name
   * @param {unknown} [value]
   * @returns {Promise<any>}
   */
  ask(name, value) {
    const id = this.nextId++;
    const answer = new Promise((resolve) => this.waiting.set(id, resolve));
    this.worker.postMessage({ type: 'request', id, name, value });
    return answer;
  }

  /**
   * @param {object} topology
   * @param {{ spill?: number }} [options] bytes of the capture that are kept on the disk at the most
   */
  async run(topology, { spill = 0 } = {}) {
    const started = await this.ask('run', { topology, spill });
    if (!started.ok) throw new Error(started.error.message);
  }

  /** @returns {Promise<RunTotals>} */
  totals() {
    return this.ask('totals');
  }

  /**
   * @param {string} key of a socket
   * @returns {Promise<number>} messages that it has received
   */
  async received(key) {
    const { sockets } = await this.totals();
    return sockets.find((socket) => socket.key === key)?.received ?? 0;
  }

  async end() {
    await this.ask('shutdown');
    await this.exited;
  }
}

/**
 * @param {string} socket
 * @param {object} fields
 */
export function socketNode(socket, fields) {
  return { id: socket.toLowerCase(), kind: 'socket', socket, position: { x: 0, y: 0 }, ...fields };
}

/**
 * @param {object[]} nodes
 * @param {object[]} links
 */
export function topologyOf(nodes, links) {
  return { format: 'zmq-patchbay/1', name: 'bench', nodes, links };
}

/**
 * A PUSH that sends as fast as its socket takes messages, and a PULL.
 * @param {number} bytes
 * @param {'wire' | 'direct'} observe
 * @param {'tcp' | 'ws'} [transport]
 */
export function pushPull(bytes, observe, transport = 'tcp') {
  const nodes = [
    socketNode('PUSH', { behavior: { type: 'generate', rate: 'max', frames: [{ size: bytes }] } }),
    socketNode('PULL', { behavior: { type: 'sink' } }),
  ];
  return topologyOf(nodes, [{ id: 'l1', from: 'push', to: 'pull', transport, observe }]);
}

/** @returns {Promise<number>} a port of this machine that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
