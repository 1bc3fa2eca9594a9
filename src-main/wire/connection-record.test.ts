import { describe, expect, it } from 'vitest';
import { closingOf } from './closing';
import type { ConnectionRecord } from './connection-record';
import { Journal, MOST_ENDED } from './journal';
import { RawListener, RawPeer } from './testing/raw-peer';
import { ownAt, startRelay, until } from './testing/relay-fixture';
import { command, frame, greeting2, greeting3, message, ready } from './testing/zmtp-bytes';

/** Two programs that say exactly what they are told, a relay between them, and the journal of it. */
async function conversation({ ours = false, silenceMs = 0 } = {}) {
  let t = 0;
  let seq = 1;
  const journal = new Journal({ now: () => ++t, seq: () => seq++, epoch: () => 0 });
  const listener = await RawListener.open();
  const { relay } = await startRelay({
    dial: () => listener.endpoint,
    journal,
    ...(ours ? { own: ownAt('dialled', 'PULL') } : {}),
    ...(silenceMs > 0 ? { own: ownAt('caller', 'PULL'), silenceMs: () => silenceMs } : {}),
  });
  const caller = await RawPeer.connect(relay.endpoint);
  const record = (): ConnectionRecord => {
    const [newest] = journal.records();
    if (!newest) throw new Error('no record');
    return newest;
  };
  return { journal, relay, caller, bound: await listener.first(), record };
}

/** What a ladder says: `forward greeting 64`, `backward command PING 9`. */
function ladder(record: ConnectionRecord): string[] {
  return record.steps
    .from(0, 1000)
    .map(({ direction, type, name, size, unfinished }) =>
      [direction, type, name, size || '', unfinished ? 'unfinished' : ''].filter(Boolean).join(' '),
    );
}

describe('the record of a connection', () => {
  it('has greeting, handshake, commands and subscriptions with all their bytes, and no message', async () => {
    const { caller, bound, record } = await conversation();
    const hello = [greeting3(1), ready('SUB', 'me')];
    caller.say(...hello);
    await bound.hears(64);
    bound.say(greeting3(1), ready('PUB'));
    await until(() => record().readyAt !== undefined);
    caller.say(command('SUBSCRIBE', 'weather'), frame('\u0001old'), command('PING', '\0\x64ctx'));
    await until(() => record().heartbeats.facts().connecting?.pings === 1);
    bound.say(message('weather', 'fine'), message('weather', 'rain'), command('PONG', 'ctx'));
    await until(() => record().heartbeats.facts().connecting?.pongs === 1);
    const handshake = ladder(record());
    expect(handshake.slice(0, 6).sort()).toEqual(
      [
        'opened',
        'forward greeting 64',
        'backward greeting 64',
        `forward handshake READY ${hello[1]?.length}`,
        `backward handshake READY ${ready('PUB').length}`,
        'ready',
      ].sort(),
    );
    expect(handshake.slice(6)).toEqual([
      'forward command SUBSCRIBE 19',
      'forward subscription SUBSCRIBE 6',
      'forward command PING 12',
      'backward command PONG 10',
    ]);
    const steps = record().steps.from(0, 100);
    const ofType = (type: string, direction: string) =>
      steps.find((step) => step.type === type && step.direction === direction);
    expect(Buffer.from(ofType('greeting', 'forward')?.bytes ?? []).equals(hello[0] ?? Buffer.alloc(1))).toBe(true);
    expect(Buffer.from(ofType('handshake', 'forward')?.bytes ?? []).equals(hello[1] ?? Buffer.alloc(1))).toBe(true);
    expect(ofType('handshake', 'forward')?.header).toBe(2);
    // What went in between is known by the totals.
    expect(steps.at(-1)?.backward).toEqual({ messages: 2, bytes: 22 });
    expect(steps.at(-2)?.backward).toEqual({ messages: 0, bytes: 0 });
    expect(record().heartbeats.facts().connecting?.roundTrip).toBeGreaterThan(0);
  });

  it('tells who left', async () => {
    const { caller, bound, record } = await conversation();
    caller.say(greeting3(1), ready('PUSH'));
    bound.say(greeting3(1), ready('PULL'));
    await until(() => record().readyAt !== undefined);
    bound.socket.end();
    await until(() => record().closedAt !== undefined || caller.ended);
    caller.socket.end();
    await until(() => record().closedAt !== undefined);
    expect(closingOf(record())).toMatchObject({ code: 'left', by: 'binding' });
    expect(ladder(record()).slice(-2)).toEqual(['backward finished', 'closed']);
  });

  it('keeps the bytes that are no ZMTP, with the section that they break', async () => {
    const { caller, record } = await conversation({ ours: true });
    caller.say(Buffer.from('GET / HTTP/1.1\r\nHost: here\r\n\r\n'));
    await until(() => record().closedAt !== undefined);
    const fault = record().steps.find(({ type }) => type === 'fault');
    expect(fault?.fault).toEqual({ code: 'noGreeting', values: { first: '0x47', second: '0x45' } });
    expect(Buffer.from(fault?.bytes ?? []).toString('latin1')).toContain('GET / HTTP/1.1');
    expect(closingOf(record())).toMatchObject({ code: 'garbage', by: undefined });
  });

  it('is ended where heartbeats are not answered, and not while something is said', async () => {
    const { caller, bound, record } = await conversation({ silenceMs: 60 });
    caller.say(greeting3(1), ready('PULL'));
    bound.say(greeting3(1), ready('PUSH'));
    await until(() => record().readyAt !== undefined);
    for (let beat = 0; beat < 10; beat++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      bound.say(command('PONG'));
    }
    expect(record().closedAt).toBeUndefined();
    await until(() => caller.ended);
    bound.socket.end();
    caller.socket.end();
    await until(() => record().closedAt !== undefined);
    expect(closingOf(record())).toMatchObject({ code: 'unanswered', by: undefined });
  });

  it('keeps a frame whose rest never came', async () => {
    const { caller, bound, record } = await conversation();
    caller.say(greeting3(1), ready('PUSH', 'half').subarray(0, 20));
    await bound.hears(84);
    caller.socket.end();
    bound.socket.end();
    await until(() => record().closedAt !== undefined);
    expect(ladder(record())).toContain(`forward handshake ${ready('PUSH', 'half').length} unfinished`);
  });

  it('has the greeting and the identity of ZMTP 2.0', async () => {
    const { caller, bound, record } = await conversation();
    caller.say(greeting2(5), frame('me'));
    bound.say(greeting2(6), frame(''));
    await until(() => record().readyAt !== undefined);
    expect(ladder(record()).slice(1, 5).sort()).toEqual([
      'backward greeting 12',
      'backward identity 2',
      'forward greeting 12',
      'forward identity 4',
    ]);
  });

  it.each([
    ['silent', [], [greeting3(1)]],
    ['mechanismsDiffer', [greeting3(1, 'CURVE')], [greeting3(1)]],
    [
      'bothClients',
      [greeting3(1, 'PLAIN'), command('HELLO', '\x01a\x01b')],
      [greeting3(1, 'PLAIN'), command('HELLO', '\x01a\x01b')],
    ],
    ['bothServers', [greeting3(1, 'CURVE', true)], [greeting3(1, 'CURVE', true)]],
    ['typesDiffer', [greeting3(1), ready('SUB')], [greeting3(1), ready('PULL')]],
    ['plainRefused', [greeting3(1, 'PLAIN'), command('HELLO', '\x01a\x01b')], [greeting3(1, 'PLAIN', true)]],
    ['curveHelloRefused', [greeting3(1, 'CURVE'), command('HELLO', Buffer.alloc(194))], [greeting3(1, 'CURVE', true)]],
    [
      'curveInitiateRefused',
      [greeting3(1, 'CURVE'), command('HELLO', Buffer.alloc(194)), command('INITIATE', Buffer.alloc(250))],
      [greeting3(1, 'CURVE', true), command('WELCOME', Buffer.alloc(160))],
    ],
    ['errorCommand', [greeting3(1), ready('REQ')], [greeting3(1), command('ERROR', '\x03400')]],
    ['unfinished', [greeting3(1)], [greeting3(1)]],
  ])('says why a handshake failed: %s', async (code, forward, backward) => {
    const { caller, bound, record } = await conversation();
    caller.say(...forward);
    bound.say(...backward);
    await bound.hears(Buffer.concat(forward).length);
    await caller.hears(Buffer.concat(backward).length);
    bound.socket.end();
    caller.socket.end();
    await until(() => record().closedAt !== undefined);
    const closing = closingOf(record());
    expect(closing?.code).toBe(code);
    if (code === 'errorCommand') expect(closing?.values).toEqual({ reason: '400' });
    if (code === 'mechanismsDiffer') expect(closing?.values).toEqual({ connecting: 'CURVE', binding: 'NULL' });
  });
});

describe('the journal', () => {
  it('keeps the newest connections that are over, and counts what it forgot', async () => {
    const journal = new Journal({ now: () => 0, seq: () => 1, epoch: () => 0 });
    const { relay } = await startRelay({ dial: () => 'tcp://127.0.0.1:1', journal });
    const more = 12;
    for (let i = 0; i < MOST_ENDED + more; i++) {
      const caller = await RawPeer.connect(relay.endpoint);
      await until(() => caller.ended);
      caller.socket.destroy();
    }
    await until(() => [...journal.records()].every(({ closedAt }) => closedAt !== undefined));
    const records = [...journal.records()];
    expect(records).toHaveLength(MOST_ENDED);
    expect(journal.forgotten).toBe(more);
    expect(records[0]?.connection.id).toBeGreaterThan(records.at(-1)?.connection.id ?? Infinity);
    expect(records.map((record) => closingOf(record)?.code)).toEqual(records.map(() => 'refused'));
  });
});
