import { describe, expect, it } from 'vitest';
import { optionFault } from '../../shared/zmq/option-fault';
import { liveChange, optionsOf, type OptionFacts, type OptionValue } from '../../shared/zmq/options';
import { SOCKET_TYPES } from '../../shared/zmq/socket-types';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { openZmqSocket } from './zmq-socket';

/** Not readable, `zmq_getsockopt(3)`; of others that are not, zeromq.js has no getter. */
const SET_ONLY: readonly string[] = ['tcpAcceptFilter', 'mandatory'];

/** A value that the option has not by itself. */
function other({ name, form, fallback, least = 0, most = 1, choices }: OptionFacts): OptionValue {
  if (choices) return choices[0] ?? '';
  if (form === 'property') return 'X-team:blue';
  if (form === 'flag') return fallback !== true;
  if (name === 'tcpAcceptFilter') return '127.0.0.0/8';
  if (form === 'name' || form === 'text') return 'lo';
  return Math.min(Math.max(least, 1) * 200, most);
}

describe('every option of every socket type', () => {
  for (const type of SOCKET_TYPES) {
    it(`is set and read back: ${type}`, () => {
      for (const facts of optionsOf(type)) {
        const value = other(facts);
        expect([facts.name, optionFault(type, facts.name, value)]).toEqual([facts.name, undefined]);
        expect([facts.name, value]).not.toEqual([facts.name, facts.fallback]);
        const socket = openZmqSocket(type, { [facts.name]: value });
        const readable = getterOf(socket, facts.name) !== undefined && !SET_ONLY.includes(facts.name);
        const read: unknown = readable ? Reflect.get(socket, facts.name) : value;
        socket.close();
        expect([facts.name, read]).toEqual([facts.name, value]);
      }
    });
  }

  it('that belongs to something else is refused with the reason', () => {
    expect(optionFault('REQ', 'curveSecretKey', 'x')).toContain('by the security');
    expect(optionFault('REQ', 'gssapiServer', true)).toContain('does not support');
    expect(optionFault('PUSH', 'mandatory', true)).toContain('belongs to ROUTER');
    expect(optionFault('XPUB', 'verbosity', 'loud')).toContain('allSubs, allSubsUnsubs');
    expect(optionFault('REQ', 'tcpKeepalive', 2)).toContain('from -1 to 1');
    expect(optionFault('REQ', 'tcpAcceptFilter', 'my network')).toContain('192.168.0.0/16');
    expect(optionFault('REQ', 'priority', 7)).toContain('from 0 to 6');
    expect(optionFault('REQ', 'metadata', 'team:blue')).toContain('X-team:blue');
    expect(optionFault('REQ', 'metadata', 'X-team:')).toContain('X-team:blue');
    expect(optionFault('REQ', 'socksPassword', 'x')).toContain('a password into the file');
    expect(optionFault('REQ', 'socksProxy', '127.0.0.1:1080')).toContain('end the whole process');
    expect(optionFault('ROUTER', 'connectRoutingId', 'x')).toContain('ends the whole process');
  });
});

describe('an option that is changed while a topology runs', () => {
  const wiring = (mandatory: boolean, extra = {}) =>
    topology(
      [
        node('dealer', 'DEALER', { behavior: { type: 'generate', every: '20ms', frames: ['hello'] } }),
        node('router', 'ROUTER', {
          options: mandatory ? { mandatory, ...extra } : extra,
          behavior: { type: 'manual' },
        }),
      ],
      [link('l', 'dealer', 'router')],
    );

  it('takes effect at once where libzmq lets it, and the links stay as they are', async () => {
    const engine = new TestEngine();
    await engine.run(wiring(false));
    await eventually(() => expect(engine.link('l').state).toBe('connected'));
    const before = engine.link('l').endpoint;
    expect(engine.engine.send('router', ['nobody', 'hello']).ok).toBe(true);
    await engine.engine.update(wiring(true));
    engine.engine.send('router', ['nobody', 'hello']);
    await eventually(() => expect(engine.problems().join()).toContain('No route'));
    expect(engine.link('l').endpoint).toBe(before);
  });

  it('needs a new socket where it does not', () => {
    expect(liveChange({}, { mandatory: true })).toEqual({ mandatory: true });
    expect(liveChange({ mandatory: true }, {})).toEqual({ mandatory: false });
    expect(liveChange({}, { ipv6: true })).toBeUndefined();
    expect(liveChange({}, { mandatory: true, ipv6: true })).toBeUndefined();
  });
});

function getterOf(socket: object, name: string): unknown {
  for (let at: object | null = socket; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found.get;
  }
  return undefined;
}
