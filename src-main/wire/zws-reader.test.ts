import { describe, expect, it } from 'vitest';
import { Harness } from './testing/conversation-harness';
import { RecordingSink } from './testing/recording-sink';
import { answer, client, head, request, server, wsFrame } from './testing/zws-bytes';
import { ZwsReader } from './zws-reader';

function zws(sink = new RecordingSink()): Harness {
  return new Harness(sink, ZwsReader);
}

/** A WebSocket with its handshake done. */
function talking(connecting: string, binding: string, harness = zws()): Harness {
  return harness
    .feed(harness.forward, request())
    .feed(harness.backward, Buffer.concat([answer(), server.ready(binding)]))
    .feed(harness.forward, client.ready(connecting, 'me'));
}

describe('ZWS 2.0 with NULL', () => {
  it('says who talks, and when both are done', () => {
    const harness = talking('DEALER', 'ROUTER');
    const { connecting, binding } = harness.conversation;
    expect(connecting).toMatchObject({ version: 'ZWS 2.0', mechanism: 'NULL', socketType: 'DEALER' });
    expect(Buffer.from(connecting.identity).toString()).toBe('me');
    expect(binding).toMatchObject({ version: 'ZWS 2.0', mechanism: 'NULL', socketType: 'ROUTER' });
    expect(harness.log).toEqual(['backward ready', 'forward ready']);
    expect(harness.sink.items.map(({ direction, kind }) => [direction, kind])).toEqual([
      [0, 2],
      [1, 2],
      [1, 2],
      [0, 2],
    ]);
    expect(harness.sink.items[0]?.frames[0]?.bytes).toBe(request().toString('latin1'));
  });

  it('gives bodies without their masks and flags', () => {
    const harness = talking('REQ', 'REP');
    harness
      .feed(harness.forward, client.message('', 'Hello', Buffer.alloc(70_000, 'long')))
      .feed(harness.backward, server.message('', 'World!', Buffer.alloc(300, 'w')));
    expect(harness.sink.messages(0)).toEqual([['', 'Hello', 'long'.repeat(17_500)]]);
    expect(harness.sink.messages(1)).toEqual([['', 'World!', 'w'.repeat(300)]]);
    expect(harness.forwardCounters).toEqual({ messages: 1, bytes: 70_005 });
    expect(harness.backwardCounters).toEqual({ messages: 1, bytes: 306 });
  });

  it('takes many small messages of a chunk in one run', () => {
    const harness = talking('PUSH', 'PULL');
    const many = Array.from({ length: 500 }, (_, i) => client.message(`n${i}`, 'x'));
    harness.feed(harness.forward, Buffer.concat(many));
    expect(harness.sink.byRun).toBe(500);
    expect(harness.sink.messages(0)[499]).toEqual(['n499', 'x']);
  });

  it('counts what it does not keep', () => {
    const sink = new RecordingSink();
    const harness = talking('PUSH', 'PULL', zws(sink));
    sink.storing = false;
    harness.feed(harness.forward, Buffer.concat([client.message('a', 'bc'), client.message('d')]));
    expect(harness.forwardCounters).toEqual({ messages: 2, bytes: 4 });
    sink.storing = true;
    harness.feed(harness.forward, client.message('kept'));
    expect(sink.messages(0)).toEqual([['kept']]);
  });

  it('tells of subscriptions and heartbeats, and counts none of them as a message', () => {
    const harness = talking('SUB', 'PUB');
    harness
      .feed(harness.forward, Buffer.concat([client.frame('\x01wea'), client.ping(), client.frame('\x00wea')]))
      .feed(harness.backward, Buffer.concat([server.pong('x'), server.message('weather', 'fine')]));
    expect(harness.log.slice(2)).toEqual([
      'forward SUBSCRIBE wea',
      'forward PING ',
      'forward CANCEL wea',
      'backward PONG x',
    ]);
    expect(harness.forwardCounters.messages).toBe(0);
    expect(harness.sink.messages(1)).toEqual([['weather', 'fine']]);
  });

  it('reads a PING between two frames of a message', () => {
    const harness = talking('PUSH', 'PULL');
    harness.feed(harness.forward, Buffer.concat([client.frame('a', 1), client.ping('now'), client.frame('b')]));
    expect(harness.sink.messages(0)).toEqual([['a', 'b']]);
    expect(harness.log.at(-1)).toBe('forward PING now');
  });

  it('keeps the bytes of each step, the mask taken off', () => {
    const harness = talking('DEALER', 'ROUTER');
    harness.feed(harness.forward, client.ping('hi'));
    const [upgrade, ready, ping] = harness.steps.map((line) => line.split(' '));
    expect(upgrade?.slice(0, 2)).toEqual(['forward', 'upgrade']);
    expect(ready?.slice(0, 3)).toEqual(['forward', 'handshake', 'READY']);
    // The header with its key, the flags, and the name.
    expect(ready?.[5]).toMatch(/^82a[0-9a-f]1234abcd02055245414459/);
    expect(ping?.[5]).toBe('89821234abcd6869');
  });
});

describe('other sub-protocols', () => {
  it('without a mechanism, the first message is the identity', () => {
    const harness = zws();
    harness
      .feed(harness.forward, request('ZWS2.0/NULL, ZWS2.0'))
      .feed(harness.backward, Buffer.concat([answer('ZWS2.0'), server.frame('')]))
      .feed(harness.forward, Buffer.concat([client.frame('page-1'), client.message('one')]));
    const { connecting } = harness.conversation;
    expect(connecting).toMatchObject({ mechanism: 'NULL', socketType: '', ready: true });
    expect(Buffer.from(connecting.identity).toString()).toBe('page-1');
    expect(harness.sink.messages(0)).toEqual([['one']]);
  });

  it('without a mechanism nobody says what he is, and who talks to a publisher subscribes', () => {
    const harness = zws();
    harness.conversation.binding.knownType = 'PUB';
    harness
      .feed(harness.forward, request('ZWS2.0'))
      .feed(harness.backward, Buffer.concat([answer('ZWS2.0'), server.frame('')]))
      .feed(harness.forward, Buffer.concat([client.frame(''), client.frame('\x01wea')]));
    expect(harness.log.at(-1)).toBe('forward SUBSCRIBE wea');
    expect(harness.forwardCounters.messages).toBe(0);
  });

  it('under CURVE every frame is sealed and counts as a message', () => {
    const harness = zws();
    harness
      .feed(harness.forward, request('ZWS2.0/CURVE'))
      .feed(harness.backward, answer('ZWS2.0/CURVE'))
      .feed(harness.forward, client.command('INITIATE', 'sealed'))
      .feed(harness.backward, server.command('READY', 'sealed'))
      .feed(harness.forward, Buffer.concat([client.frame('\x07MESSAGE…'), client.frame('\x07MESSAGE…', 2)]));
    expect(harness.conversation.connecting).toMatchObject({ mechanism: 'CURVE', ready: true });
    expect(harness.forwardCounters.messages).toBe(2);
    expect(harness.sink.items.filter(({ kind }) => kind === 0).every(({ sealed }) => sealed)).toBe(true);
  });
});

describe('bytes that are no ZWS', () => {
  it.each<[string, Buffer, RegExp]>([
    ['a ZMTP greeting', Buffer.from([0xff, 0, 0]), /starts with 0xff, .* \(RFC 6455\/WebSocket, Client Requirements\)/],
    ['another method', Buffer.from('GEt /'), /starts with “GEt”/],
    ['curl', head(['GET / HTTP/1.1', 'Host: a', 'User-Agent: curl/8']), /no header Upgrade: websocket/],
    ['a web page without a sub-protocol', request(''), /none is of ZeroMQ.*: – \(RFC 45\/ZWS 2.0, Handshake\)/],
    ['another sub-protocol', request('mqtt, chat'), /: mqtt, chat/],
    ['an endless request', Buffer.from(`GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(1500)}`), /longer than the 8192 bytes/],
  ])('%s', (_name, bytes, said) => {
    const harness = zws();
    harness.feed(harness.forward, bytes);
    expect(harness.faults).toEqual([expect.stringMatching(said)]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['a fragment', wsFrame(Buffer.from([0, 1]), true, 0x02), /in fragments.*RFC 45\/ZWS 2.0, Framing/],
    ['text', wsFrame(Buffer.from('hello'), true, 0x81), /is text/],
    ['a reserved opcode', wsFrame(Buffer.from([0]), true, 0x83), /opcode 0x03/],
    ['a reserved bit', wsFrame(Buffer.from([0]), true, 0xc2), /begins with 0xc2/],
    ['no mask', wsFrame(Buffer.from([0]), false), /client is not masked.*Client-to-Server Masking/],
    ['no flags', wsFrame(Buffer.alloc(0), true), /no room for its byte of flags/],
    ['other flags', client.frame('x', 3), /flags 0x03/],
    ['a long control frame', wsFrame(Buffer.alloc(200), true, 0x89), /longer than 125/],
    ['a length beyond reason', Buffer.from('82ffffffffffffffffff00000000', 'hex'), /2\^53/],
    ['a message before the handshake', client.frame('early'), /before the handshake is done/],
  ])('%s: ends the reading once', (_name, bytes, said) => {
    const harness = zws();
    harness.feed(harness.forward, request()).feed(harness.backward, answer());
    harness.feed(harness.forward, Buffer.concat([bytes, client.ready('PUSH')]));
    expect(harness.faults).toEqual([expect.stringMatching(said)]);
    expect(harness.log).toEqual([]);
  });

  it('a refusal of the server, and a masked frame of it', () => {
    const refused = zws();
    refused.feed(refused.backward, head(['HTTP/1.1 404 Not Found', 'Content-Length: 0']));
    expect(refused.faults).toEqual([expect.stringMatching(/answers 404 Not Found, and not 101/)]);
    const masked = zws();
    masked.feed(masked.backward, Buffer.concat([answer(), client.ready('PULL')]));
    expect(masked.faults).toEqual([expect.stringMatching(/server is masked/)]);
  });
});
