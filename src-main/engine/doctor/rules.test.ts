import { describe, expect, it } from 'vitest';
import { NO_LOSSES, type LossRow } from '../../../shared/traffic/losses';
import { garbage, mechanism, nobodyListens, twoBinds, twoConnects, wrongPair } from './connecting';
import { Doctor } from './doctor';
import type { CableFacts, EndFacts, Facts, SocketFacts } from './facts';
import { fullQueue, nobodyTakes, unroutable } from './queues';
import { identityClash, lostReply } from './requests';
import { noMatch, noTopics, slowJoiner } from './subscriptions';

function socket(key: string, type: SocketFacts['type'], more: Partial<SocketFacts> = {}): SocketFacts {
  return {
    key,
    node: key,
    name: key,
    type,
    options: {},
    behavior: undefined,
    endpoints: [],
    sent: 0,
    received: 0,
    sendRate: 0,
    receiveRate: 0,
    awaitsSince: undefined,
    blockedSince: undefined,
    unknownIds: [],
    ...more,
  };
}

function end(name: string, type: string, more: Partial<EndFacts> = {}): EndFacts {
  return { socket: name, name, expects: type, says: type, mechanism: 'NULL', identity: '', ...more };
}

function cable(connecting: EndFacts, binding: EndFacts, more: Partial<CableFacts> = {}): CableFacts {
  return {
    flow: 0,
    link: 'l1',
    peer: undefined,
    connecting,
    binding,
    connected: true,
    topicsKnown: true,
    readySince: 0,
    readied: 1,
    failed: 0,
    refusal: undefined,
    reason: undefined,
    refusals: 0,
    refusedAt: '',
    lostAt: undefined,
    subscribed: undefined,
    topics: { connecting: [], binding: [] },
    forward: 0,
    backward: 0,
    fault: undefined,
    cut: false,
    remote: '',
    ...more,
  };
}

function facts(sockets: SocketFacts[], cables: CableFacts[] = [], rows: LossRow[] = []): Facts {
  return {
    now: 10,
    topology: { format: 'zmq-patchbay/1', name: '', nodes: [], links: [] },
    sockets,
    cables,
    losses: { ...NO_LOSSES, rows },
    example: () => 'Weather sunny',
  };
}

function row(of: string, cause: LossRow['cause'], exact: number): LossRow {
  return { socket: of, flow: 0, cause, exact, inferred: 0, first: 1, last: 2, examples: [1] };
}

const bound = (given: string, code?: string) => ({
  use: 'bind' as const,
  given,
  actual: given,
  local: true,
  ...(code === undefined ? {} : { problem: { code, message: '' } }),
});
const connected = (given: string) => ({ use: 'connect' as const, given, actual: given, local: true });

const generate = { type: 'generate', every: '1s', frames: ['x'] } as const;
const pub = socket('pub', 'PUB', { sent: 20, behavior: generate });
const sub = socket('sub', 'SUB');
const pair = (more: Partial<CableFacts>) => cable(end('sub', 'SUB'), end('pub', 'PUB'), more);

describe('what a subscriber misses', () => {
  it('is what was sent before its subscription came', () => {
    const late = pair({
      subscribed: { publisher: 'pub', t: 0.4, sentBefore: 20 },
      topics: { connecting: [''], binding: [] },
    });
    const [found] = slowJoiner(facts([pub, sub], [late]));
    expect(found).toMatchObject({
      rule: 'slowJoiner',
      severity: 'problem',
      node: 'pub',
      link: 'l1',
      values: { missed: 20, t: 0.4, delivered: 0 },
      fixes: [{ type: 'startLater', node: 'pub', delay: '1s' }],
    });
    const more = socket('pub', 'PUB', { sent: 30, behavior: generate });
    expect(slowJoiner(facts([more, sub], [late]))[0]?.severity).toBe('hint');
    const waits = socket('pub', 'PUB', { sent: 20, behavior: { ...generate, delay: '1s' } });
    expect(slowJoiner(facts([waits, sub], [late]))[0]?.fixes).toEqual([]);
    const byHand = socket('pub', 'XPUB', { sent: 30, behavior: generate, options: { manual: true } });
    expect(slowJoiner(facts([byHand, sub], [late]))).toEqual([]);
    const first = pair({ subscribed: { publisher: 'pub', t: 0.4, sentBefore: 0 } });
    expect(slowJoiner(facts([pub, sub], [first]))).toEqual([]);
  });

  it('is everything, where it has not subscribed', () => {
    const [found] = noTopics(facts([pub, sub], [pair({})]));
    expect(found).toMatchObject({ rule: 'noTopics', node: 'sub', fixes: [{ type: 'topic', node: 'sub', topic: '' }] });
    expect(noTopics(facts([pub, sub], [pair({ topics: { connecting: ['a'], binding: [] } })]))).toEqual([]);
    expect(noTopics(facts([pub, sub], [pair({ readySince: 9.5 })]))).toEqual([]);
    expect(noTopics(facts([socket('pub', 'PUB'), sub], [pair({})]))).toEqual([]);
  });

  it('is everything, where nothing begins as it wants', () => {
    const wrong = pair({ topics: { connecting: ['weather'], binding: [] } });
    const lost = [row('pub', 'noMatch', 20)];
    const [found] = noMatch(facts([pub, sub], [wrong], lost));
    expect(found).toMatchObject({ values: { topics: 'weather', example: 'Weather sunny', sent: 20 } });
    expect(found?.fixes[0]).toEqual({ type: 'topic', node: 'sub', topic: 'Weather' });
    expect(noMatch(facts([pub, sub], [{ ...wrong, backward: 1 }], lost))).toEqual([]);
    expect(noMatch(facts([pub, sub], [wrong]))).toEqual([]);
  });
});

describe('sockets that do not meet', () => {
  const address = 'tcp://127.0.0.1:5555';

  it('both bind', () => {
    const server = socket('client', 'REQ', { endpoints: [bound(address, 'EADDRINUSE')] });
    const [found] = twoBinds(facts([server]));
    expect(found).toMatchObject({ node: 'client', values: { endpoint: address } });
    expect(found?.fixes).toEqual([{ type: 'turn', socket: 'client', endpoint: address, from: 'bind' }]);
    expect(twoBinds(facts([socket('client', 'REQ', { endpoints: [bound(address)] })]))).toEqual([]);
  });

  it('both connect: said once, at the one that should bind', () => {
    const one = socket('client', 'REQ', { endpoints: [connected(address)] });
    const other = socket('server', 'REP', { endpoints: [connected(address)] });
    const nobody = { connected: false, readied: 0, refusals: 9, refusedAt: address, link: undefined, peer: 'peer1' };
    const cables = [
      cable(end('client', 'REQ'), end('?', '', { socket: undefined }), nobody),
      cable(end('server', 'REP'), end('?', '', { socket: undefined }), nobody),
    ];
    const found = twoConnects(facts([one, other], cables));
    expect(found).toMatchObject([
      { node: 'server', fixes: [{ type: 'turn', socket: 'server', endpoint: address, from: 'connect' }] },
    ]);
    expect(nobodyListens(facts([one, other], cables))).toEqual([]);
    expect(nobodyListens(facts([one], cables.slice(0, 1)))).toMatchObject([
      { node: 'client', values: { endpoint: address, times: 9 } },
    ]);
    expect(nobodyListens(facts([one], [{ ...cables[0]!, refusals: 1 }]))).toEqual([]);
  });

  it('are of types that cannot talk, as READY says', () => {
    const wrong = cable(end('client', 'REQ'), end('?', '', { socket: undefined, says: 'PUB' }), {
      connected: false,
      readied: 0,
      failed: 4,
    });
    expect(wrongPair(facts([], [wrong]))).toMatchObject([{ values: { oneType: 'REQ', otherType: 'PUB', times: 4 } }]);
    expect(mechanism(facts([], [wrong]))).toEqual([]);
    expect(wrongPair(facts([], [cable(end('a', 'REQ'), end('b', 'REP'))]))).toEqual([]);
  });

  it('fail in the handshake', () => {
    const failed = (one: string, other: string) =>
      cable(end('a', 'SUB', { mechanism: one, says: '' }), end('b', 'PUB', { mechanism: other, says: '' }), {
        connected: false,
        readied: 0,
        failed: 2,
      });
    const variant = (one: string, other: string) => mechanism(facts([], [failed(one, other)]))[0]?.variant;
    expect(variant('PLAIN', 'NULL')).toBe('differ');
    expect(variant('', 'NULL')).toBe('left');
    expect(variant('CURVE', 'CURVE')).toBe('refused');
    expect(variant('NULL', 'NULL')).toBe('types');
    expect(mechanism(facts([], [{ ...failed('CURVE', 'CURVE'), readied: 1 }]))).toEqual([]);
  });

  it('are called by a stranger who speaks no ZMTP', () => {
    const stranger = cable(end('?', '', { socket: undefined }), end('server', 'REP'), {
      fault: 'no ZMTP',
      cut: true,
      remote: '127.0.0.1:4711',
    });
    expect(garbage(facts([], [stranger]))).toMatchObject([{ variant: 'cut', values: { remote: '127.0.0.1:4711' } }]);
    expect(garbage(facts([], [pair({})]))).toEqual([]);
  });
});

describe('requests and routes', () => {
  it('a REQ waits for the reply of a peer that left', () => {
    const behavior = { type: 'request', frames: ['x'] } as const;
    const client = socket('client', 'REQ', { awaitsSince: 3, behavior });
    const gone = cable(end('client', 'REQ'), end('server', 'REP'), { lostAt: 4 });
    const [found] = lostReply(facts([client], [gone]));
    expect(found).toMatchObject({ node: 'client', link: 'l1', values: { t: 3, gone: 4, peer: 'server' } });
    expect(found?.fixes.map(({ type }) => type)).toEqual(['options', 'timeout']);
    expect(lostReply(facts([client], [{ ...gone, lostAt: 2 }]))).toEqual([]);
    expect(lostReply(facts([socket('client', 'REQ')], [gone]))).toEqual([]);
  });

  it('two peers of a ROUTER have one identity', () => {
    const router = socket('router', 'ROUTER');
    const other = socket('two', 'DEALER');
    const same = ['one', 'two'].map((name) =>
      cable(end(name, 'DEALER', { identity: 'me' }), end('router', 'ROUTER'), { link: name }),
    );
    const [found] = identityClash(facts([router, other], same));
    expect(found).toMatchObject({ node: 'router', link: 'two', values: { identity: 'me', one: 'one', other: 'two' } });
    expect(found?.fixes[0]).toEqual({ type: 'options', socket: 'two', options: [['routingId', 'me-2']] });
    const handing = socket('router', 'ROUTER', { options: { handover: true } });
    // With handover the newer one has the name, and the older one is not heard any more.
    const [later, earlier] = [
      { ...same[0]!, readySince: 5 },
      { ...same[1]!, readySince: 4 },
    ];
    const [handed] = identityClash(facts([handing, other], [later, earlier]));
    expect(handed).toMatchObject({ variant: 'handover', values: { one: 'two', other: 'one' } });
    expect(handed?.fixes).toEqual([{ type: 'options', socket: 'two', options: [['routingId', 'me-2']] }]);
    expect(identityClash(facts([router], same.slice(1)))).toEqual([]);
  });

  it('a ROUTER drops what it cannot route', () => {
    const router = socket('router', 'ROUTER', { unknownIds: ['nobody'] });
    const peer = cable(end('one', 'DEALER', { identity: 'me' }), end('router', 'ROUTER'));
    const [found] = unroutable(facts([router], [peer], [row('router', 'unroutable', 3)]));
    expect(found).toMatchObject({ variant: 'others', values: { count: 3, ids: 'nobody', known: 'me' } });
    expect(found?.fixes).toEqual([{ type: 'options', socket: 'router', options: [['mandatory', true]] }]);
    expect(unroutable(facts([router], [peer]))).toEqual([]);
  });
});

describe('queues', () => {
  it('are full, and a PUB drops', () => {
    const receiver = socket('sub', 'SUB', { receiveRate: 5 });
    const [found] = fullQueue(facts([pub, receiver], [pair({})], [row('pub', 'highWater', 12)]));
    expect(found).toMatchObject({ variant: 'inside', values: { dropped: 12, mark: 1000, receiveRate: 5 } });
    expect(found?.fixes).toEqual([{ type: 'options', socket: 'pub', options: [['sendHighWaterMark', 10_000]] }]);
    expect(fullQueue(facts([pub, receiver], [pair({})], [row('pub', 'noMatch', 12)]))).toEqual([]);
  });

  it('are nowhere, and a PUSH waits', () => {
    const push = socket('push', 'PUSH', { blockedSince: 3 });
    expect(nobodyTakes(facts([push]))).toMatchObject([{ node: 'push', variant: 'nobody', fixes: [] }]);
    const peer = cable(end('pull', 'PULL'), end('push', 'PUSH'));
    expect(nobodyTakes(facts([push], [peer]))[0]?.variant).toBe('full');
    expect(nobodyTakes(facts([{ ...push, blockedSince: 9 }]))).toEqual([]);
  });
});

describe('the doctor', () => {
  it('remembers since when a thing is wrong, for as long as it is', () => {
    const doctor = new Doctor();
    const wrong = facts([pub, sub], [pair({})]);
    expect(doctor.examine({ ...wrong, now: 5 })).toMatchObject([{ rule: 'noTopics', since: 5 }]);
    expect(doctor.examine({ ...wrong, now: 8 })[0]?.since).toBe(5);
    expect(doctor.examine({ ...facts([pub, sub]), now: 9 })).toEqual([]);
    expect(doctor.examine({ ...wrong, now: 12 })[0]?.since).toBe(12);
  });
});
