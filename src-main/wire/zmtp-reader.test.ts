import { describe, expect, it } from 'vitest';
import { Harness } from './testing/conversation-harness';
import { RecordingSink } from './testing/recording-sink';
import { command, frame, frame1, greeting2, greeting3, message, ready, signature } from './testing/zmtp-bytes';

const PUB_2 = 1;
const SUB_2 = 2;
const DEALER_2 = 5;

function nullPair(harness: Harness, connecting: string, binding: string, minor = 1): Harness {
  return harness
    .feed(harness.forward, greeting3(minor))
    .feed(harness.backward, greeting3(minor))
    .feed(harness.forward, ready(connecting, 'me'))
    .feed(harness.backward, ready(binding));
}

describe('ZMTP 3.1 with NULL', () => {
  it('says who talks, and when both are done', () => {
    const harness = nullPair(new Harness(), 'DEALER', 'ROUTER');
    const { connecting, binding } = harness.conversation;
    expect(connecting).toMatchObject({ version: '3.1', mechanism: 'NULL', socketType: 'DEALER' });
    expect(Buffer.from(connecting.identity).toString()).toBe('me');
    expect(connecting.properties.map(([name]) => name)).toEqual(['Socket-Type', 'Identity']);
    expect(binding).toMatchObject({ version: '3.1', socketType: 'ROUTER' });
    expect(harness.log).toEqual(['forward ready', 'backward ready']);
    expect(harness.sink.items.map(({ direction, kind }) => [direction, kind])).toEqual([
      [0, 2],
      [1, 2],
      [0, 2],
      [1, 2],
    ]);
  });

  it('counts bodies only, and keeps the delimiter of REQ as an empty frame', () => {
    const harness = nullPair(new Harness(), 'REQ', 'REP');
    harness.feed(harness.forward, message('', 'Hello')).feed(harness.backward, message('', 'World!'));
    expect(harness.sink.messages(0)).toEqual([['', 'Hello']]);
    expect(harness.sink.messages(1)).toEqual([['', 'World!']]);
    expect(harness.forwardCounters).toEqual({ messages: 1, bytes: 5 });
    expect(harness.backwardCounters).toEqual({ messages: 1, bytes: 6 });
  });

  it('takes many small messages of a chunk in one run', () => {
    const harness = nullPair(new Harness(), 'PUSH', 'PULL');
    harness.feed(harness.forward, Buffer.concat(Array.from({ length: 500 }, (_, i) => message(`n${i}`, 'x'))));
    expect(harness.sink.byRun).toBe(500);
    expect(harness.forwardCounters.messages).toBe(500);
    expect(harness.sink.messages(0)[499]).toEqual(['n499', 'x']);
  });

  it('does not count a message before its last frame', () => {
    const harness = nullPair(new Harness(), 'PUSH', 'PULL');
    harness.feed(harness.forward, frame('part', true));
    expect(harness.forwardCounters).toEqual({ messages: 0, bytes: 0 });
    harness.forward.finish();
    expect(harness.sink.abandoned).toBe(1);
  });

  it('tells of subscriptions and heartbeats, and counts none of them as a message', () => {
    const harness = nullPair(new Harness(), 'SUB', 'PUB');
    harness.feed(harness.forward, Buffer.concat([command('SUBSCRIBE', 'weather'), command('PING', '\0\x0actx')]));
    harness.feed(harness.backward, Buffer.concat([command('PONG', 'ctx'), message('weather 21')]));
    harness.feed(harness.forward, command('CANCEL', 'weather'));
    expect(harness.log.slice(2)).toEqual([
      'forward SUBSCRIBE weather',
      'forward PING \0\nctx',
      'backward PONG ctx',
      'forward CANCEL weather',
    ]);
    expect(harness.forwardCounters.messages).toBe(0);
    expect(harness.backwardCounters).toEqual({ messages: 1, bytes: 10 });
  });

  it('reads a PING between two frames of one message', () => {
    const harness = nullPair(new Harness(), 'PUSH', 'PULL');
    harness.feed(harness.forward, Buffer.concat([frame('a', true), command('PING', '\0\0'), frame('b')]));
    expect(harness.sink.messages(0)).toEqual([['a', 'b']]);
    expect(harness.log.at(-1)).toBe('forward PING \0\0');
    expect(harness.faults).toEqual([]);
  });

  it('says an ERROR of the handshake', () => {
    const harness = new Harness();
    harness.feed(harness.backward, Buffer.concat([greeting3(1), command('ERROR', '\x04nope')]));
    expect(harness.log).toEqual(['backward ERROR \x04nope']);
  });

  it('stops in front of the first message while holding, after handshake and commands', () => {
    const harness = nullPair(new Harness(), 'DEALER', 'ROUTER');
    harness.forward.holding = true;
    const bytes = Buffer.concat([command('PING', '\0\0'), message('', 'first'), message('second')]);
    const stopped = harness.forward.read(bytes, 0, bytes.length);
    expect(stopped).toBe(command('PING', '\0\0').length);
    expect(harness.forwardCounters.messages).toBe(0);
    harness.forward.holding = false;
    expect(harness.forward.read(bytes, stopped, bytes.length)).toBe(bytes.length);
    expect(harness.sink.messages(0)).toEqual([['', 'first'], ['second']]);
  });

  it('keeps counting while nothing is stored, and takes items up again whole', () => {
    const harness = nullPair(new Harness(), 'PUSH', 'PULL');
    harness.sink.storing = false;
    harness.feed(harness.forward, Buffer.concat([message('lost'), frame('ha', true)]));
    harness.sink.storing = true;
    harness.feed(harness.forward, Buffer.concat([frame('lf'), message('whole')]));
    expect(harness.forwardCounters).toEqual({ messages: 3, bytes: 13 });
    expect(harness.sink.messages(0)).toEqual([['whole']]);
  });

  it('gives frames above the limit piece by piece, never in a run', () => {
    const harness = nullPair(new Harness(new RecordingSink(1000)), 'PUSH', 'PULL');
    const big = Buffer.alloc(5000, 'z');
    harness.feed(harness.forward, Buffer.concat([message('a'), message(big), message('b')]));
    expect(harness.sink.byRun).toBe(2);
    expect(harness.sink.messages(0).map((frames) => frames[0]?.length)).toEqual([1, 5000, 1]);
  });
});

describe('older peers', () => {
  it('3.0: subscriptions come as messages that start with 1 or 0', () => {
    const harness = nullPair(new Harness(), 'SUB', 'XPUB', 0);
    harness.feed(
      harness.forward,
      Buffer.concat([message('\x01weather'), message('\x00weather'), message('\x01')]),
      [3, 1],
    );
    expect(harness.log.slice(2)).toEqual(['forward SUBSCRIBE weather', 'forward CANCEL weather', 'forward SUBSCRIBE ']);
    expect(harness.forwardCounters.messages).toBe(0);
  });

  it('3.0: what an XSUB sends otherwise is a message', () => {
    const harness = nullPair(new Harness(), 'XSUB', 'XPUB', 0);
    harness.feed(harness.forward, Buffer.concat([message('hello'), message(''), message('\x01a', 'b')]), [1]);
    expect(harness.sink.messages(0)).toEqual([['hello'], [''], ['\x01a', 'b']]);
    expect(harness.forwardCounters).toEqual({ messages: 3, bytes: 8 });
  });

  it('2.0 connects to 3.x, which steps down', () => {
    const harness = new Harness();
    harness.feed(harness.backward, signature()).feed(harness.forward, greeting2(SUB_2));
    harness.feed(harness.backward, Buffer.from([3, PUB_2])).feed(harness.backward, frame(''));
    harness.feed(harness.forward, Buffer.concat([frame('sub-1'), message('\x01w')]), [1]);
    harness.feed(harness.backward, message('w', '1'));
    const { connecting, binding } = harness.conversation;
    expect(connecting).toMatchObject({ version: '2.0', mechanism: 'NULL', socketType: 'SUB' });
    expect(Buffer.from(connecting.identity).toString()).toBe('sub-1');
    expect(binding).toMatchObject({ version: '3', socketType: 'PUB' });
    expect(harness.log).toEqual(['backward ready', 'forward ready', 'forward SUBSCRIBE w']);
    expect(harness.sink.messages(1)).toEqual([['w', '1']]);
    expect(harness.faults).toEqual([]);
  });

  it('1.0 has no greeting: its first frame is the identity, and a 3.x side goes on in its framing', () => {
    const harness = new Harness();
    harness.feed(harness.backward, signature(4)).feed(harness.forward, frame1(''));
    harness.feed(harness.backward, Buffer.concat([Buffer.from('yoyo'), frame1('to', true), frame1('you')]), [1]);
    harness.feed(harness.forward, Buffer.concat([frame1('', true), frame1(Buffer.alloc(300, 'q'))]), [2, 5]);
    expect(harness.faults).toEqual([]);
    expect(Buffer.from(harness.conversation.binding.identity).toString()).toBe('yoyo');
    expect(harness.conversation.connecting.version).toBe('1.0');
    expect(harness.sink.messages(1)).toEqual([['to', 'you']]);
    expect(harness.sink.messages(0)).toEqual([['', 'q'.repeat(300)]]);
  });

  it('1.0: a 3.x side without an identity is ready with its signature alone, whichever comes first', () => {
    const first = new Harness();
    first.feed(first.backward, signature()).feed(first.forward, frame1(''));
    expect(first.log).toEqual(['forward ready', 'backward ready']);
    const second = new Harness();
    second.feed(second.forward, frame1('')).feed(second.backward, signature());
    expect(second.log).toEqual(['forward ready', 'backward ready']);
  });

  it('a signature with revision 0 is followed by frames of 1.0', () => {
    const harness = new Harness();
    harness.feed(harness.forward, Buffer.concat([greeting2(DEALER_2, 0), frame1('id'), frame1('hi')]), [4]);
    expect(harness.faults).toEqual([]);
    expect(harness.conversation.connecting).toMatchObject({ version: '1.0', socketType: 'DEALER' });
    expect(harness.sink.messages(0)).toEqual([['hi']]);
  });
});

describe('PLAIN and CURVE', () => {
  it('PLAIN: the client is done with INITIATE, which carries its properties', () => {
    const harness = new Harness();
    harness.feed(harness.forward, Buffer.concat([greeting3(1, 'PLAIN'), command('HELLO', '\x01u\x01p')]));
    harness.feed(harness.backward, Buffer.concat([greeting3(1, 'PLAIN', true), command('WELCOME')]));
    const metadata = ready('PUSH').subarray(2 + 1 + 'READY'.length);
    harness.feed(harness.forward, Buffer.concat([command('INITIATE', metadata), message('x')]));
    harness.feed(harness.backward, ready('PULL'));
    expect(harness.conversation.connecting).toMatchObject({ mechanism: 'PLAIN', socketType: 'PUSH' });
    expect(harness.conversation.ready).toBe(true);
    expect(harness.forwardCounters.messages).toBe(1);
  });

  it.each([0, 4])('CURVE: sealed frames with flags %i are messages of their sealed length', (flags) => {
    const harness = new Harness();
    harness.feed(harness.forward, Buffer.concat([greeting3(1, 'CURVE'), command('INITIATE', Buffer.alloc(300))]));
    const box = Buffer.concat([Buffer.from('\x07MESSAGE'), Buffer.alloc(40, 9)]);
    const bytes = Buffer.concat([Buffer.from([flags, box.length]), box]);
    harness.feed(harness.forward, Buffer.concat([bytes, bytes]));
    expect(harness.conversation.connecting).toMatchObject({ mechanism: 'CURVE', socketType: '' });
    expect(harness.forwardCounters).toEqual({ messages: 2, bytes: 96 });
    const messages = harness.sink.items.filter(({ kind }) => kind === 0);
    expect(messages.map(({ sealed, frames }) => [sealed, frames.length])).toEqual([
      [true, 1],
      [true, 1],
    ]);
    expect(harness.log).toEqual(['forward ready']);
  });
});

describe('GSSAPI', () => {
  it('says INITIATE as often as it likes before READY', () => {
    const harness = new Harness();
    const token = command('INITIATE', 'token');
    harness.feed(harness.forward, Buffer.concat([greeting3(1, 'GSSAPI'), token, token]));
    expect(harness.log).toEqual([]);
    harness.feed(harness.forward, Buffer.concat([command('READY', 'sealed'), message('sealed')]));
    expect(harness.log).toEqual(['forward ready']);
    expect(harness.forwardCounters).toEqual({ messages: 1, bytes: 6 });
  });
});

describe('bytes that are no ZMTP', () => {
  const start = Buffer.concat([greeting3(1), ready('PUSH')]);
  it.each([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'Backwards Interoperability'],
    ['TLS', Buffer.from([0x16, 3, 1, 0, 200]), 'Backwards Interoperability'],
    ['a broken signature', Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x0f]), 'Formal Grammar'],
    ['no mechanism', Buffer.concat([greeting3(1, '')]), 'Formal Grammar'],
    ['a message in the handshake', Buffer.concat([greeting3(1), message('early')]), 'Formal Grammar'],
    ['a command without a name', Buffer.concat([greeting3(1), Buffer.from([4, 0])]), 'Commands'],
    ['properties that do not add up', Buffer.concat([greeting3(1), command('READY', '\x05ab')]), 'Connection Metadata'],
    ['reserved flags', Buffer.concat([start, Buffer.from([0x48, 1, 1])]), 'Framing'],
    ['a command with MORE', Buffer.concat([start, Buffer.from([5, 1, 1])]), 'Framing'],
    [
      'a length beyond all measure',
      Buffer.concat([start, Buffer.from([2, ...Array<number>(8).fill(0xff)])]),
      'Framing',
    ],
    ['a 1.0 frame without room for flags', Buffer.concat([frame1(''), Buffer.from([0, 0])]), 'RFC 13'],
  ])('%s: says which section it breaks, once, and reads no further', (_what, bytes, section) => {
    const harness = new Harness();
    harness.feed(harness.forward, bytes).feed(harness.forward, message('later'));
    expect(harness.faults).toHaveLength(1);
    expect(harness.faults[0]).toContain(section);
    expect(harness.faults[0]).toMatch(/\(RFC \d+/);
    expect(harness.forwardCounters.messages).toBe(0);
    expect(harness.sink.items.every(({ kind }) => kind === 2)).toBe(true);
  });
});
