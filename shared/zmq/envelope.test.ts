import { describe, expect, it } from 'vitest';
import { hex, utf8 } from '../bytes';
import { explainMessage, type EnvelopeContext, type WireFrame } from './envelope';

const frame = (text: string): WireFrame => ({ bytes: utf8(text), size: utf8(text).length });
const id = Uint8Array.of(0, 1, 2, 3, 4);
const identity: WireFrame = { bytes: id, size: id.length };

function explain(wire: WireFrame[], context: Partial<EnvelopeContext>) {
  const whole: EnvelopeContext = {
    sender: undefined,
    receiver: undefined,
    sealed: false,
    routingId: undefined,
    routingName: undefined,
    names: new Map(),
    ...context,
  };
  return explainMessage(wire, whole).map(({ role, given, got, wireIndex, peerName }) => ({
    role,
    at: [given ? 'given' : '', wireIndex === undefined ? '' : 'wire', got ? 'got' : ''].filter(Boolean).join(' '),
    ...(peerName === undefined ? {} : { peerName }),
  }));
}

describe('what sockets add to a message and take away', () => {
  it('REQ adds the delimiter, REP takes it away', () => {
    expect(explain([frame(''), frame('Hello')], { sender: 'REQ', receiver: 'REP' })).toEqual([
      { role: 'delimiter', at: 'wire' },
      { role: 'body', at: 'given wire got' },
    ]);
  });

  it('ROUTER puts the identity in front of what a REQ sent', () => {
    const context = { sender: 'REQ', receiver: 'ROUTER', routingId: id, routingName: 'client 1' } as const;
    expect(explain([frame(''), frame('Hello')], context)).toEqual([
      { role: 'identity', at: 'got', peerName: 'client 1' },
      { role: 'delimiter', at: 'wire got' },
      { role: 'body', at: 'given wire got' },
    ]);
  });

  it('DEALER hands the whole envelope on, and REP keeps it for the reply', () => {
    const names = new Map([[hex(id), 'client 1']]);
    expect(explain([identity, frame(''), frame('Hello')], { sender: 'DEALER', receiver: 'REP', names })).toEqual([
      { role: 'identity', at: 'given wire', peerName: 'client 1' },
      { role: 'delimiter', at: 'given wire' },
      { role: 'body', at: 'given wire got' },
    ]);
    expect(explain([identity, frame(''), frame('World')], { sender: 'REP', receiver: 'DEALER', names })).toEqual([
      { role: 'identity', at: 'wire got', peerName: 'client 1' },
      { role: 'delimiter', at: 'wire got' },
      { role: 'body', at: 'given wire got' },
    ]);
  });

  it('ROUTER takes the identity off to find the client, whose REQ takes the delimiter', () => {
    const context = { sender: 'ROUTER', receiver: 'REQ', routingId: id, routingName: 'client 1' } as const;
    expect(explain([frame(''), frame('World')], context)).toEqual([
      { role: 'identity', at: 'given', peerName: 'client 1' },
      { role: 'delimiter', at: 'given wire' },
      { role: 'body', at: 'given wire got' },
    ]);
  });

  it('knows the request id of a correlating REQ', () => {
    const requestId: WireFrame = { bytes: Uint8Array.of(1, 0, 0, 0), size: 4 };
    const roles = explain([requestId, frame(''), frame('x')], { sender: 'REQ', receiver: 'REP' });
    expect(roles.map(({ role }) => role)).toEqual(['request-id', 'delimiter', 'body']);
  });

  it('sees no envelope where there is none', () => {
    expect(explain([frame('a'), frame('b')], { sender: 'DEALER', receiver: 'DEALER' }).map(({ role }) => role)).toEqual(
      ['body', 'body'],
    );
    expect(explain([frame('')], { sender: 'PUSH', receiver: 'PULL' }).map(({ role }) => role)).toEqual(['body']);
    expect(explain([frame('a'), frame('')], { sender: 'DEALER', receiver: 'DEALER' }).map(({ role }) => role)).toEqual([
      'body',
      'body',
    ]);
    expect(explain([frame(''), frame('')], { sender: 'REQ', receiver: 'REP' }).map(({ role }) => role)).toEqual([
      'delimiter',
      'body',
    ]);
  });

  it('calls the first of several published frames the topic', () => {
    expect(
      explain([frame('weather'), frame('25')], { sender: 'PUB', receiver: 'SUB' }).map(({ role }) => role),
    ).toEqual(['topic', 'body']);
    expect(explain([frame('weather 25')], { sender: 'PUB', receiver: 'SUB' }).map(({ role }) => role)).toEqual([
      'body',
    ]);
  });

  it('says of a CURVE box only that it is sealed', () => {
    expect(explain([frame('xxxx')], { sender: 'REQ', receiver: 'REP', sealed: true }).map(({ role }) => role)).toEqual([
      'sealed',
    ]);
  });
});
