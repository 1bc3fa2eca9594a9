import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Problem } from '../../../shared/result';
import type { SocketType } from '../../../shared/zmq/socket-types';
import { openRelay } from '../relay';
import type { Relay, RelayOptions } from '../relay';
import type { WireConnection } from '../tap';
import { RecordingSink } from './recording-sink';

/** A relay with everything that it says written down, closed when the test ends. */
export interface RelayFixture {
  readonly relay: Relay;
  readonly sink: RecordingSink;
  /** `opened`, `ready`, `closed`, `fault`, and commands as `forward SUBSCRIBE a`. */
  readonly log: string[];
  /** All connections that ever were, in order. */
  readonly connections: WireConnection[];
}

export async function startRelay(options: Partial<RelayOptions> & Pick<RelayOptions, 'dial'>): Promise<RelayFixture> {
  const sink = new RecordingSink();
  const log: string[] = [];
  const connections: WireConnection[] = [];
  const opened = await openRelay({
    listen: 'tcp://127.0.0.1:*',
    flowOf: () => 3,
    sink,
    on: {
      opened: (connection) => {
        connections.push(connection);
        log.push('opened');
      },
      ready: () => log.push('ready'),
      closed: () => log.push('closed'),
      fault: () => log.push('fault'),
      command: (_connection, direction, name, body) => {
        log.push(`${direction} ${name} ${Buffer.from(body).toString('latin1')}`.trim());
      },
    },
    ...options,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const relay = opened.value;
  onTestFinished(() => relay.close());
  return { relay, sink, log, connections };
}

/** For a relay with one of the app's own sockets at one end. */
export function ownAt(place: 'dialled' | 'caller', type: SocketType): NonNullable<RelayOptions['own']> {
  return (end) => (end === place ? { type } : undefined);
}

/** The failure of opening a relay that is expected to fail. */
export async function relayProblem(listen: string): Promise<Problem> {
  const nothing = (): void => undefined;
  const on = { opened: nothing, ready: nothing, closed: nothing, fault: nothing };
  const opened = await openRelay({ listen, dial: () => undefined, flowOf: () => 0, on });
  if (opened.ok) {
    await opened.value.close();
    throw new Error(`${listen} was opened`);
  }
  return opened.error;
}

/** A path for ipc sockets that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wire-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until a condition holds; fails the test when it does not within ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 10_000, interval: 5 });
}
