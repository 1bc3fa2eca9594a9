import { describe, expect, it } from 'vitest';
import { curveKeyPair } from 'zeromq';
import type { Credentials, Security } from '../../../shared/security/security';
import type { TopologyNode, Topology } from '../../../shared/topology/topology';
import type { Transport } from '../../../shared/zmq/transports';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

const pair = (): Credentials[string] => ({ type: 'curve', ...curveKeyPair() });
const credentials: Credentials = {
  server: pair(),
  other: pair(),
  ada: pair(),
  eve: pair(),
  'ada at work': { type: 'login', user: 'ada', password: 'tinker' },
  'ada by mistake': { type: 'login', user: 'ada', password: 'tailor' },
  bob: { type: 'login', user: 'bob', password: 'soldier' },
};

const client = (id: string, security?: Security): TopologyNode =>
  node(id, 'REQ', {
    behavior: { type: 'request', every: '1ms', timeout: '500ms', frames: [id] },
    ...(security ? { security } : {}),
  });
const server = (security?: Security): TopologyNode =>
  node('server', 'REP', { behavior: { type: 'reply', echo: true }, ...(security ? { security } : {}) });
const curve = (key: string, serverKey = 'server'): Security => ({ type: 'curve-client', key, server: serverKey });

async function running(wanted: Topology, known = credentials): Promise<TestEngine> {
  const engine = new TestEngine();
  engine.engine.setCredentials(known);
  await engine.run(wanted);
  return engine;
}

const log = (engine: TestEngine) => engine.engine.ask((run) => run.security.log(['server']));

describe('CURVE', () => {
  it.each<Transport>(['tcp', 'ipc', 'ws'])(
    'seals what goes over %s, and the sockets still understand one another',
    async (transport) => {
      const engine = await running(
        topology(
          [client('ada', curve('ada')), server({ type: 'curve-server', key: 'server' })],
          [link('l1', 'ada', 'server', { transport })],
        ),
      );
      await eventually(() => expect(engine.received('ada')).toBeGreaterThan(3));
      expect(engine.link('l1')).toMatchObject({ state: 'connected', mechanism: 'CURVE' });
      expect(engine.rows('l1').filter(({ kind }) => kind === 'message')[0]).toMatchObject({ sealed: true });
      expect(log(engine)?.decisions[0]).toMatchObject({ who: 'ada', verdict: 'allowed', reason: 'everybody' });
      expect(engine.problems()).toEqual([]);
    },
  );

  it('goes through a broker: each client has its own replies', async () => {
    const broker: TopologyNode = {
      id: 'broker',
      kind: 'device',
      device: 'queue',
      position: { x: 0, y: 0 },
      frontend: { security: { type: 'curve-server', key: 'server' } },
      backend: { security: { type: 'curve-server', key: 'other' } },
    };
    const worker = node('worker', 'REP', { behavior: { type: 'reply', echo: true }, security: curve('eve', 'other') });
    const engine = await running(
      topology(
        [client('ada', curve('ada')), client('eve', curve('eve')), broker, worker],
        [
          link('l1', 'ada', 'broker.frontend'),
          link('l2', 'eve', 'broker.frontend'),
          link('l3', 'worker', 'broker.backend'),
        ],
      ),
    );
    await eventually(() => expect(Math.min(engine.received('ada'), engine.received('eve'))).toBeGreaterThan(20));
    expect(engine.problems()).toEqual([]);
  });

  it('with the wrong key of the server says so on the link', async () => {
    const engine = await running(
      topology(
        [client('ada', curve('ada', 'other')), server({ type: 'curve-server', key: 'server' })],
        [link('l1', 'ada', 'server')],
      ),
    );
    await eventually(() => expect(engine.link('l1').problem).toMatchObject({ code: 'wrong-server-key' }));
    expect(engine.received('server')).toBe(0);
  });

  it('lets in whom the list allows, keeps out whom it denies, and tells both', async () => {
    const engine = await running(
      topology(
        [
          client('ada', curve('ada')),
          client('eve', curve('eve')),
          server({ type: 'curve-server', key: 'server', allow: ['ada', 'eve'], deny: ['eve'] }),
        ],
        [link('l1', 'ada', 'server'), link('l2', 'eve', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('ada')).toBeGreaterThan(3));
    await eventually(() => expect(log(engine)?.denied).toBeGreaterThan(0));
    const decisions = log(engine)?.decisions ?? [];
    expect(new Set(decisions.map(({ who, reason }) => `${who} ${reason}`))).toEqual(
      new Set(['ada listed', 'eve denied']),
    );
    expect(engine.received('eve')).toBe(0);
  });

  it('can be set otherwise while it runs, again and again', async () => {
    const wanted = (allow: readonly string[]) =>
      topology(
        [client('ada', curve('ada')), server({ type: 'curve-server', key: 'server', allow })],
        [link('l1', 'ada', 'server')],
      );
    const engine = await running(wanted(['ada']));
    await eventually(() => expect(engine.received('ada')).toBeGreaterThan(0));
    for (const allow of [['eve'], ['ada'], []]) {
      const verdict = allow.includes('ada') ? 'allowed' : 'denied';
      const before = log(engine)?.[verdict] ?? 0;
      await engine.engine.update(wanted(allow));
      expect(engine.socket('server')).toMatchObject({ state: 'open', problems: [] });
      await eventually(() => expect(log(engine)?.[verdict]).toBeGreaterThan(before));
    }
  });

  it('and NULL at the other end is a link that cannot be', async () => {
    const engine = await running(
      topology([client('ada'), server({ type: 'curve-server', key: 'server' })], [link('l1', 'ada', 'server')]),
    );
    await eventually(() =>
      expect(engine.link('l1').problem).toMatchObject({
        code: 'mechanisms-differ',
        values: { from: 'NULL', to: 'CURVE' },
      }),
    );
  });
});

describe('PLAIN', () => {
  const plainServer: Security = { type: 'plain-server', allow: ['ada at work', 'bob'], deny: ['bob'] };
  const login = (name: string): Security => ({ type: 'plain-client', login: name });

  it('lets in a login that fits, and no other', async () => {
    const engine = await running(
      topology(
        [
          client('right', login('ada at work')),
          client('wrong', login('ada by mistake')),
          client('bob', login('bob')),
          server(plainServer),
        ],
        [link('l1', 'right', 'server'), link('l2', 'wrong', 'server'), link('l3', 'bob', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('right')).toBeGreaterThan(3));
    const reasons = () => new Set(log(engine)?.decisions.map(({ who, reason }) => `${who} ${reason}`));
    await eventually(() =>
      expect(reasons()).toEqual(new Set(['ada at work listed', 'ada by mistake notListed', 'bob denied'])),
    );
    expect([engine.received('wrong'), engine.received('bob')]).toEqual([0, 0]);
  });
});

describe('a key that is not kept here', () => {
  it('is a problem of its socket, and the rest runs', async () => {
    const engine = await running(
      topology(
        [client('ada', curve('nobody')), client('plain'), server()],
        [link('l1', 'ada', 'server'), link('l2', 'plain', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('plain')).toBeGreaterThan(3));
    expect(engine.socket('ada')).toMatchObject({
      state: 'failed',
      problems: [{ code: 'key-missing', values: { name: 'nobody' } }],
    });
  });

  it('is opened as soon as its key has come, and its link with it', async () => {
    const { server: serverKey, ada, ...others } = credentials;
    const wanted = topology(
      [client('ada', curve('ada')), server({ type: 'curve-server', key: 'server' })],
      [link('l1', 'ada', 'server')],
    );
    const engine = await running(wanted, others);
    expect(engine.socket('ada')).toMatchObject({ state: 'failed', problems: [{ code: 'key-missing' }] });
    engine.engine.setCredentials({ ...others, ada: ada! });
    // It has its own key now, and lacks that of its server.
    const lacks = { code: 'key-missing', values: { name: 'server' } };
    await eventually(() => expect(engine.socket('ada').problems).toMatchObject([lacks]));
    engine.engine.setCredentials({ ...others, ada: ada!, server: serverKey! });
    await eventually(() => expect(engine.received('ada')).toBeGreaterThan(0));
    expect(engine.problems()).toEqual([]);
  });
});
