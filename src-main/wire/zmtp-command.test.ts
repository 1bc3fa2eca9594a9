import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { command, property } from './testing/zmtp-bytes';
import { parseCommand, parseErrorReason, parseMetadata, propertyOf } from './zmtp-command';

describe('commands', () => {
  it('a name and where its data start', () => {
    const body = command('SUBSCRIBE', 'weather').subarray(2);
    expect(parseCommand(body, 0, body.length)).toEqual({ name: 'SUBSCRIBE', dataFrom: 10 });
  });

  it.each([[[]], [[0]], [[3, 65, 66]]])('%j has no name', (bytes) => {
    expect(parseCommand(Uint8Array.from(bytes), 0, bytes.length)).toBeUndefined();
  });

  it('an ERROR as the PLAIN server of libzmq misspells it', () => {
    const body = Buffer.from('^RROR\x03400');
    expect(parseCommand(body, 0, body.length)).toEqual({ name: 'ERROR', dataFrom: 5 });
  });

  it('the reason of an ERROR is as long as it says, or as there is', () => {
    expect(parseErrorReason(Buffer.from('\x02nope'))).toBe('no');
    expect(parseErrorReason(Buffer.from('\x09nope'))).toBe('nope');
    expect(parseErrorReason(Buffer.alloc(0))).toBe('');
  });
});

describe('properties', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9._+-]{1,255}$/);
  const value = fc.uint8Array({ maxLength: 300 });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 5 }), (list) => {
        const bytes = Buffer.concat(list.map(([key, bytes]) => property(key, Buffer.from(bytes))));
        expect(parseMetadata(bytes, 0, bytes.length)).toEqual(
          list.map(([key, bytes]) => [key, Uint8Array.from(bytes)]),
        );
      }),
    );
  });

  it('that are cut short are none', () => {
    const bytes = Buffer.concat([property('Socket-Type', 'REQ'), property('Identity', 'me')]);
    const readable: number[] = [];
    for (let to = 1; to < bytes.length; to++) if (parseMetadata(bytes, 0, to) !== undefined) readable.push(to);
    expect(readable).toEqual([property('Socket-Type', 'REQ').length]);
  });

  it('are found in any case', () => {
    expect(propertyOf([['SOCKET-type', Uint8Array.of(1)]], 'Socket-Type')).toEqual(Uint8Array.of(1));
    expect(propertyOf([], 'Identity')).toBeUndefined();
  });

  it('of any bytes never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void parseMetadata(bytes, 0, bytes.length)));
  });
});
