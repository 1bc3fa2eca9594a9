import { connect } from 'node:net';
import * as zmq from 'zeromq';
import { afterEach, expect, it } from 'vitest';
import { applyFix } from '../../../shared/topology/edits-doctor';
import type { DoctorRule, Finding } from '../../../shared/traffic/findings';
import { freePort } from '../testing/free-port';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

const sockets: zmq.Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

function outside<Socket extends zmq.Socket>(socket: Socket): Socket {
  sockets.push(socket);
  return socket;
}

/** Waits until the doctor says it. */
async function found(engine: TestEngine, rule: DoctorRule): Promise<Finding> {
  let finding: Finding | undefined;
  await eventually(() => {
    const { findings } = engine.engine.health();
    finding = findings.find((one) => one.rule === rule);
    expect(findings.map((one) => one.rule)).toContain(rule);
  });
  return finding!;
}

async function healed(engine: TestEngine, rule: DoctorRule): Promise<void> {
  await eventually(() => expect(engine.engine.health().findings.map((one) => one.rule)).not.toContain(rule));
}

const ticking = { type: 'generate', every: '5ms', frames: ['Weather {{seq}}'] } as const;

it('a slow joiner is explained, and nothing is missed once the publisher waits', async () => {
  const engine = new TestEngine();
  const plan = topology(
    [
      node('pub', 'PUB', { behavior: { type: 'generate', burst: 20, frames: ['{{seq}}'] } }),
      node('sub', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
    ],
    [link('l1', 'sub', 'pub')],
  );
  await engine.run(plan);
  const finding = await found(engine, 'slowJoiner');
  expect(finding).toMatchObject({ node: 'pub', link: 'l1' });
  expect(finding.values['missed']).toBeGreaterThan(0);
  const [fix] = finding.fixes;
  await engine.stop();
  // After the stop it can still be read what was wrong.
  expect(engine.engine.health().findings).toMatchObject([{ rule: 'slowJoiner' }]);
  await engine.run(applyFix(plan, fix!));
  await eventually(() => expect(engine.received('sub')).toBe(20));
  expect(engine.engine.health().findings).toEqual([]);
});

it('a SUB without a subscription, and one that wants what nobody sends', async () => {
  const engine = new TestEngine();
  const plan = topology(
    [
      node('pub', 'PUB', { behavior: ticking }),
      node('none', 'SUB', { behavior: { type: 'subscribe', topics: [] } }),
      node('wrong', 'SUB', { behavior: { type: 'subscribe', topics: ['weather'] } }),
    ],
    [link('l1', 'none', 'pub'), link('l2', 'wrong', 'pub')],
  );
  await engine.run(plan);
  const none = await found(engine, 'noTopics');
  expect(none).toMatchObject({ node: 'none', link: 'l1', severity: 'problem' });
  const wrong = await found(engine, 'noMatch');
  expect(wrong).toMatchObject({ node: 'wrong', link: 'l2', values: { topics: 'weather' } });
  expect(wrong.fixes[0]).toEqual({ type: 'topic', node: 'wrong', topic: 'Weather' });
  await engine.engine.update([none.fixes[0]!, wrong.fixes[0]!].reduce(applyFix, plan));
  await healed(engine, 'noTopics');
  await healed(engine, 'noMatch');
  await eventually(() => expect(engine.received('none')).toBeGreaterThan(0));
  await eventually(() => expect(engine.received('wrong')).toBeGreaterThan(0));
});

it('two that connect where nobody listens: one of them is to bind', async () => {
  const address = `tcp://127.0.0.1:${await freePort()}`;
  const engine = new TestEngine();
  const plan = topology([
    node('client', 'REQ', { connect: [address], behavior: { type: 'request', count: 3, frames: ['x'] } }),
    node('server', 'REP', { connect: [address], behavior: { type: 'reply', frames: ['y'] } }),
  ]);
  await engine.run(plan);
  const finding = await found(engine, 'twoConnects');
  expect(finding).toMatchObject({ node: 'server', values: { endpoint: address } });
  await engine.engine.update(applyFix(plan, finding.fixes[0]!));
  await eventually(() => expect(engine.received('client')).toBe(3));
  await healed(engine, 'twoConnects');
});

it('two that bind the same: the one of the app is to connect', async () => {
  const address = `tcp://127.0.0.1:${await freePort()}`;
  const server = outside(new zmq.Reply());
  await server.bind(address);
  const engine = new TestEngine();
  const plan = topology([
    node('client', 'REQ', { bind: [address], behavior: { type: 'request', count: 1, frames: ['x'] } }),
  ]);
  await engine.run(plan);
  const finding = await found(engine, 'twoBinds');
  await engine.engine.update(applyFix(plan, finding.fixes[0]!));
  await server.receive();
  await server.send('y');
  await eventually(() => expect(engine.received('client')).toBe(1));
});

it('nobody listens, a pair that does not fit, and another mechanism', async () => {
  const [nobody, wrong, plain] = [await freePort(), await freePort(), await freePort()];
  const engine = new TestEngine();
  await engine.run(
    topology([
      node('push', 'PUSH', { connect: [`tcp://127.0.0.1:${nobody}`] }),
      node('rep', 'REP', { bind: [`tcp://127.0.0.1:${wrong}`] }),
      node('pub', 'PUB', { bind: [`tcp://127.0.0.1:${plain}`] }),
    ]),
  );
  // libzmq does not call again where the handshake was refused, and may hang up before its READY is seen.
  const calling = setInterval(() => {
    outside(new zmq.Push()).connect(`tcp://127.0.0.1:${wrong}`);
    outside(new zmq.Subscriber({ plainUsername: 'me', plainPassword: 'secret' })).connect(`tcp://127.0.0.1:${plain}`);
  }, 200);
  expect(await found(engine, 'nobodyListens')).toMatchObject({ node: 'push' });
  expect(await found(engine, 'wrongPair')).toMatchObject({
    node: 'rep',
    values: { oneType: 'PUSH', otherType: 'REP' },
  });
  await eventually(() => {
    const { findings } = engine.engine.health();
    expect(findings.filter(({ rule }) => rule === 'mechanism').map((one) => one.node)).toContain('pub');
  });
  clearInterval(calling);
});

it('a stranger who speaks no ZMTP', async () => {
  const port = await freePort();
  const engine = new TestEngine();
  await engine.run(topology([node('rep', 'REP', { bind: [`tcp://127.0.0.1:${port}`] })]));
  const stranger = connect(port, '127.0.0.1', () => stranger.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
  stranger.on('error', () => undefined);
  expect(await found(engine, 'garbage')).toMatchObject({ node: 'rep', variant: 'cut' });
  stranger.destroy();
});

it('a REQ whose peer died with its request', async () => {
  const address = `tcp://127.0.0.1:${await freePort()}`;
  const engine = new TestEngine();
  await engine.run(
    topology([node('client', 'REQ', { connect: [address], behavior: { type: 'request', frames: ['x'] } })]),
  );
  const server = outside(new zmq.Reply());
  await server.bind(address);
  await server.receive();
  server.close();
  const finding = await found(engine, 'lostReply');
  expect(finding).toMatchObject({ node: 'client' });
  expect(finding.fixes[0]).toMatchObject({ type: 'options', socket: 'client' });
});

it('a ROUTER with two peers of one name, and one that sends to nobody', async () => {
  const engine = new TestEngine();
  const named = { options: { routingId: 'me' } };
  await engine.run(
    topology(
      [node('router', 'ROUTER'), node('one', 'DEALER', named), node('two', 'DEALER', named)],
      [link('l1', 'one', 'router'), link('l2', 'two', 'router')],
    ),
  );
  expect(await found(engine, 'identityClash')).toMatchObject({ node: 'router', values: { identity: 'me' } });
  engine.engine.send('router', ['nobody', 'x']);
  expect(await found(engine, 'unroutable')).toMatchObject({ values: { ids: 'nobody', known: 'me, me' } });
});

it('a sender that nobody takes from', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology([node('push', 'PUSH', { bind: [`tcp://127.0.0.1:${await freePort()}`], behavior: ticking })]),
  );
  expect(await found(engine, 'nobodyTakes')).toMatchObject({ node: 'push', variant: 'nobody' });
});

it('two peers of one name, of which the newer has it where the ROUTER hands over', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('router', 'ROUTER', { options: { handover: true } }),
        node('one', 'DEALER', { options: { routingId: 'same' } }),
        node('two', 'DEALER', { options: { routingId: 'same' } }),
      ],
      [link('l1', 'one', 'router'), link('l2', 'two', 'router')],
    ),
  );
  expect(await found(engine, 'identityClash')).toMatchObject({ variant: 'handover', node: 'router' });
});

it.each(['inproc', 'tcp'] as const)('the same is found where no wire can be read: over %s', async (transport) => {
  const engine = new TestEngine();
  const without = (topics: readonly string[]) =>
    topology(
      [
        node('pub', 'PUB', { behavior: ticking }),
        node('sub', 'SUB', { behavior: { type: 'subscribe', topics: [...topics] } }),
        node('router', 'ROUTER'),
        node('one', 'DEALER', { options: { routingId: 'same' } }),
        node('two', 'DEALER', { options: { routingId: 'same' } }),
      ],
      [
        link('l1', 'sub', 'pub', { transport, observe: 'direct' }),
        link('l2', 'one', 'router', { transport, observe: 'direct' }),
        link('l3', 'two', 'router', { transport, observe: 'direct' }),
      ],
    );
  await engine.run(without([]));
  expect(await found(engine, 'noTopics')).toMatchObject({ node: 'sub', link: 'l1' });
  expect(await found(engine, 'identityClash')).toMatchObject({ node: 'router', values: { identity: 'same' } });
  await engine.engine.update(without(['weather']));
  expect(await found(engine, 'noMatch')).toMatchObject({ node: 'sub', values: { topics: 'weather' } });
  await engine.engine.update(without(['Weather']));
  await healed(engine, 'noMatch');
});
