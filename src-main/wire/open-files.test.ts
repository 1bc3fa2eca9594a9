import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { ownAt, startRelay, temporaryFolder, until } from './testing/relay-fixture';
import type { Problem } from '../../shared/result';

/** Lets this process open so many more files, until the test ends. */
function allowFiles(more: number): void {
  const set = (soft: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--nofile=${soft}:`]);
  const before = execFileSync('prlimit', ['--pid', String(process.pid), '--nofile', '--noheadings', '--output=SOFT']);
  onTestFinished(() => void set(before.toString().trim()));
  set(String(readdirSync('/proc/self/fd').length + more));
}

// Where this fails, libzmq ends the process of the tests.
it.runIf(process.platform === 'linux')(
  'a crowd of callers is turned away before no more files can be opened',
  async () => {
    const pull = new zmq.Pull({ linger: 0 });
    onTestFinished(() => pull.close());
    const folder = temporaryFolder();
    await pull.bind(`ipc://${folder}/pull`);
    const refused: Problem[] = [];
    const opened: unknown[] = [];
    const nothing = (): void => undefined;
    const { relay } = await startRelay({
      listen: `ipc://${folder}/relay`,
      dial: () => `ipc://${folder}/pull`,
      own: ownAt('dialled', 'PULL'),
      on: {
        opened: (one) => opened.push(one),
        ready: nothing,
        closed: nothing,
        fault: nothing,
        refused: (problem) => refused.push(problem),
      },
    });
    allowFiles(300);
    const callers = Array.from({ length: 200 }, () => connect(relay.endpoint.slice('ipc://'.length)));
    onTestFinished(() => callers.forEach((caller) => caller.destroy()));
    for (const caller of callers) caller.on('error', () => undefined);
    await until(() => refused.length > 0 && opened.length + refused.length >= 60);
    expect(refused[0]).toMatchObject({ code: 'EMFILE', message: expect.stringMatching(/ulimit -n/) });
    expect(opened.length).toBeGreaterThan(10);
    await sleep(100);
    // Who came in is served, and whoever comes when the others have left is let in.
    for (const caller of callers) caller.destroy();
    await sleep(200);
    const before = opened.length;
    const push = new zmq.Push({ linger: 0 });
    onTestFinished(() => push.close());
    push.connect(relay.endpoint);
    await push.send('still here');
    expect(String((await pull.receive())[0])).toBe('still here');
    expect(opened.length).toBeGreaterThan(before);
  },
);
