import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex } from '../bytes';
import { byteParts } from './byte-parts';
import { STEP_TYPES, type LadderStep } from './ladder';

const none = { messages: 0, bytes: 0 };

function step(fields: Partial<LadderStep> & Pick<LadderStep, 'type'>): LadderStep {
  const bytes = fields.bytes ?? new Uint8Array(0);
  return {
    index: 0,
    t: 0,
    name: '',
    header: 0,
    size: bytes.length,
    unfinished: false,
    forward: none,
    backward: none,
    seq: 1,
    ...fields,
    bytes,
  };
}

function bytes(digits: string): Uint8Array {
  const read = bytesFromHex(digits);
  if (!read) throw new Error(`no bytes: ${digits}`);
  return read;
}

const text = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0));
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const said = (one: LadderStep, version = '3.1', mechanism = 'NULL') =>
  byteParts(one, { version, mechanism }).map(({ name, from, to, value }) => `${from}-${to} ${name} ${value}`.trim());

describe('the bytes of a step', () => {
  it('of a greeting: signature, version, mechanism, role, filler', () => {
    const greeting = joined(
      bytes('ff 00 00 00 00 00 00 00 01 7f 03 01'),
      text('CURVE'),
      new Uint8Array(15),
      bytes('01'),
      new Uint8Array(31),
    );
    expect(said(step({ type: 'greeting', bytes: greeting }))).toEqual([
      '0-10 signature ff 00 00 00 00 00 00 00 01 7f',
      '10-11 versionMajor 3',
      '11-12 versionMinor 1',
      '12-32 mechanism CURVE',
      '32-33 asServer 1',
      '33-64 filler',
    ]);
  });

  it('of a greeting of ZMTP 2.0', () => {
    const greeting = bytes('ff 00 00 00 00 00 00 00 01 7f 01 05');
    expect(said(step({ type: 'greeting', bytes: greeting }), '2.0').slice(1)).toEqual([
      '10-11 revision 1',
      '11-12 socketTypeByte 5',
    ]);
  });

  it('of READY: the frame, the name, and each property in its four parts', () => {
    const body = joined(
      bytes('05'),
      text('READY'),
      bytes('0b'),
      text('Socket-Type'),
      bytes('00000003'),
      text('REQ'),
      bytes('08'),
      text('Identity'),
      bytes('00000000'),
    );
    const ready = joined(bytes('04'), Uint8Array.of(body.length), body);
    expect(said(step({ type: 'handshake', name: 'READY', header: 2, bytes: ready }))).toEqual([
      '0-1 flags COMMAND',
      '1-2 length 38',
      '2-3 nameLength 5',
      '3-8 name READY',
      '8-9 propertyNameLength 11',
      '9-20 propertyName Socket-Type',
      '20-24 valueLength 3',
      '24-27 value REQ',
      '27-28 propertyNameLength 8',
      '28-36 propertyName Identity',
      '36-40 valueLength 0',
    ]);
  });

  it.each<[string, string, string, string, string[]]>([
    ['PING', 'NULL', '001e 6869', '3.1', ['7-9 ttl 3 s', '9-11 context hi']],
    ['SUBSCRIBE', 'NULL', '61', '3.1', ['12-13 topic a']],
    ['ERROR', 'NULL', '03 343030', '3.1', ['8-9 reasonLength 3', '9-12 reason 400']],
    [
      'HELLO',
      'PLAIN',
      '02 6d65 01 78',
      '3.1',
      ['8-9 usernameLength 2', '9-11 username me', '11-12 passwordLength 1', '12-13 password x'],
    ],
  ])('of %s under %s', (name, mechanism, data, version, expected) => {
    const body = joined(Uint8Array.of(name.length), text(name), bytes(data));
    const frame = joined(bytes('04'), Uint8Array.of(body.length), body);
    expect(said(step({ type: 'command', name, header: 2, bytes: frame }), version, mechanism).slice(4)).toEqual(
      expected,
    );
  });

  it('of the sealed handshake: every box is named, and nothing is read into it', () => {
    const hello = joined(bytes('04 c8 05'), text('HELLO'), bytes('0100'), new Uint8Array(72 + 32 + 8 + 80).fill(9));
    expect(
      byteParts(step({ type: 'handshake', name: 'HELLO', header: 2, bytes: hello }), {
        version: '3.1',
        mechanism: 'CURVE',
      }).map(({ name, from, to }) => `${name} ${to - from}`),
    ).toEqual([
      'flags 1',
      'length 1',
      'nameLength 1',
      'name 5',
      'curveVersion 2',
      'curvePadding 72',
      'curveTransientKey 32',
      'curveNonce 8',
      'curveSignatureBox 80',
    ]);
  });

  it('of the HTTP upgrade: every line, and the sub-protocol by itself', () => {
    const request = text(
      'GET /zmq HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: ZWS2.0/NULL,ZWS2.0\r\n\r\n',
    );
    expect(said(step({ type: 'upgrade', direction: 'forward', bytes: request }), 'ZWS 2.0')).toEqual([
      '0-19 requestLine GET /zmq HTTP/1.1',
      '19-39 headerField Upgrade: websocket',
      '39-83 subProtocol Sec-WebSocket-Protocol: ZWS2.0/NULL,ZWS2.0',
      '83-85 headEnd',
    ]);
  });

  it('of frames in a WebSocket: its header, the key of the mask, the flags of ZeroMQ', () => {
    const ready = joined(bytes('82 8e 12345678 02 05'), text('READY'));
    expect(said(step({ type: 'handshake', name: 'READY', header: 7, bytes: ready }), 'ZWS 2.0')).toEqual([
      '0-1 wsOpcode FIN · binary',
      '1-2 wsLength MASK · 14',
      '2-6 maskingKey 0x12345678',
      '6-7 zwsFlags COMMAND',
      '7-8 nameLength 5',
      '8-13 name READY',
    ]);
    const wanted = step({
      type: 'subscription',
      name: 'SUBSCRIBE',
      header: 5,
      bytes: bytes('82 7e 0005 00 01 776561'),
    });
    expect(said(wanted, 'ZWS 2.0').slice(1)).toEqual([
      '1-4 wsLength 5',
      '4-5 zwsFlags 0x00',
      '5-6 subscriptionFlag 1',
      '6-9 topic wea',
    ]);
    const close = step({ type: 'command', name: 'CLOSE', header: 2, bytes: bytes('88 05 03e8 627965') });
    expect(said(close, 'ZWS 2.0')).toEqual([
      '0-1 wsOpcode FIN · close',
      '1-2 wsLength 5',
      '2-4 closeCode 1000',
      '4-7 closeReason bye',
    ]);
  });

  it('that break a rule are marked, and the rule is named', () => {
    const parts = byteParts(step({ type: 'fault', bytes: text('GET / HTTP'), fault: { code: 'noGreeting' } }), {
      version: '',
      mechanism: '',
    });
    expect(parts).toMatchObject([
      { name: 'broken', from: 0, to: 2, place: { rfc: 37, section: 'Backwards Interoperability' } },
      { name: 'unread', from: 2, to: 10 },
    ]);
  });

  it('are all explained, whatever they are: no gap, no overlap, no throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STEP_TYPES),
        fc.constantFrom('READY', 'HELLO', 'WELCOME', 'INITIATE', 'PING', 'PONG', 'ERROR', 'SUBSCRIBE', 'X', ''),
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(0, 2, 9, 10),
        fc.constantFrom('', '1.0', '2.0', '3', '3.0', '3.1', 'ZWS 2.0'),
        fc.constantFrom('', 'NULL', 'PLAIN', 'CURVE'),
        (type, name, some, header, version, mechanism) => {
          const fault = type === 'fault' ? { fault: { code: 'reservedFlags' } as const } : {};
          const one = step({ type, name, bytes: some, header: Math.min(header, some.length), ...fault });
          let at = 0;
          for (const part of byteParts(one, { version, mechanism })) {
            expect(part.from).toBe(at);
            expect(part.to).toBeGreaterThan(part.from);
            at = part.to;
          }
          expect(at).toBe(some.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
