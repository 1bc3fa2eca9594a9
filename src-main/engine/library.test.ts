import { describe, expect, it } from 'vitest';
import { lacksTransport, UNKNOWN_LIBRARY } from '../../shared/zmq/library';
import { libraryFacts, transportsBy } from './library';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

describe('tipc', () => {
  const capability = { ipc: true, tipc: true, draft: true, pgm: false };

  it('is offered where the library and the kernel have it', () => {
    const has = transportsBy({ capability, bindsWs: true, kernelHasTipc: true });
    expect(has).toEqual({ transports: ['tcp', 'ipc', 'inproc', 'ws', 'udp', 'tipc'], kernelLacks: [] });
    expect(lacksTransport({ ...UNKNOWN_LIBRARY, ...has }, 'tipc')).toBeUndefined();
  });

  it('is had by a module of the kernel where only that is missing, and not at all where the library lacks it', () => {
    const missing = transportsBy({ capability, bindsWs: true, kernelHasTipc: false });
    expect(lacksTransport({ ...UNKNOWN_LIBRARY, ...missing }, 'tipc')).toBe('kernel-tipc');
    const without = transportsBy({ capability: { ...capability, tipc: false }, bindsWs: true, kernelHasTipc: false });
    expect(lacksTransport({ ...UNKNOWN_LIBRARY, ...without }, 'tipc')).toBe('none');
  });

  it.runIf(libraryFacts().kernelLacks.includes('tipc'))(
    'is refused with what to do where the kernel lacks it, whoever binds or connects, and nobody seems to be there',
    async () => {
      const engine = new TestEngine();
      await engine.run(
        topology(
          [
            node('push', 'PUSH'),
            node('pull', 'PULL'),
            node('rep', 'REP', { bind: ['tipc://{5560,0,0}'] }),
            node('req', 'REQ', { connect: ['tipc://{5560,0}'] }),
          ],
          [link('l', 'push', 'pull', { transport: 'tipc' })],
        ),
      );
      await eventually(() => expect(engine.problems()).toHaveLength(3));
      for (const problem of engine.problems()) expect(problem).toContain('sudo modprobe tipc');
      expect(engine.peers()).toEqual([]);
      expect(engine.link('l').state).toBe('failed');
    },
  );
});
