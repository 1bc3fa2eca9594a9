import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { SocketType } from '../../../shared/zmq/socket-types';

/** The Python that has pyzmq; `npm test` sees to it that there is one. */
const PYTHON = process.env['PATCHBAY_PYTHON'] ?? '/usr/bin/python3';

const ENDED =
  'The Python program with pyzmq has ended; its last words are above. Where pyzmq is missing, `npm test` installs it as root ' +
  'on Debian or Ubuntu; else: sudo apt-get install -y python3-zmq';

/** True where the libzmq of pyzmq can bind to a transport. */
export function pyzmqBinds(transport: 'tcp' | 'ipc' | 'ws'): boolean {
  const endpoint = transport === 'ipc' ? 'ipc://*' : `${transport}://127.0.0.1:*`;
  return spawnSync(PYTHON, ['-c', `import zmq; zmq.Context().socket(zmq.PULL).bind("${endpoint}")`]).status === 0;
}

export interface WantedPeer {
  readonly id: string;
  readonly type: SocketType;
  readonly use: 'bind' | 'connect';
  readonly endpoint: string;
  /** The identity that it gives itself. */
  readonly name?: string;
  /** The identity that a ROUTER sends to by itself; without it, it echoes. */
  readonly other?: string;
}

/** One program outside, in Python, that holds any number of sockets: pyzmq-peers.py. End it after use. */
export class PyzmqPeers {
  private readonly child = spawn(PYTHON, [new URL('pyzmq-peers.py', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Its answers go to standard output, and so would the warnings of OpenPGM.
    env: { ...process.env, PGM_MIN_LOG_LEVEL: 'FATAL' },
  });
  private readonly answers = createInterface(this.child.stdout)[Symbol.asyncIterator]();

  /** Opens sockets and gives the endpoint of each, by its id. */
  open(wanted: readonly WantedPeer[]): Promise<Readonly<Record<string, string>>> {
    return this.ask<string>({ open: wanted });
  }

  /** How many messages each has got, by its id. */
  report(): Promise<Readonly<Record<string, number>>> {
    return this.ask<number>({ report: true });
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.stdin.end();
    await ended;
  }

  private async ask<Value>(order: object): Promise<Readonly<Record<string, Value>>> {
    this.child.stdin.write(`${JSON.stringify(order)}\n`);
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error(ENDED);
    return JSON.parse(answer.value) as Readonly<Record<string, Value>>;
  }
}
