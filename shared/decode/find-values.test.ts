import { encode as msgpack } from '@msgpack/msgpack';
import { encode as cbor } from 'cbor2';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, hex, utf8 } from '../bytes';
import { decodeAs } from './decoders';
import type { DecoderId } from './decoder-ids';
import { byteQuery, findBytes } from './find-bytes';
import { findValues } from './find-values';
import { readProtoSources } from './proto-schema';

const NOW = Date.UTC(2026, 10, 22);

/** What is found beside the bytes themselves, as the bytes of the values in hexadecimal. */
function found(decoder: DecoderId, bytes: Uint8Array, text: string, proto?: string): string[] {
  const schema = proto === undefined ? undefined : readProtoSources([{ name: 'a.proto', text: proto }]);
  const typed = schema?.ok === true ? { schema: schema.value, message: 'Order' } : {};
  const { content } = decodeAs(decoder, bytes, { truncated: false, now: NOW, ...typed });
  if (!content) throw new Error(`not read as ${decoder}`);
  const inBytes = findBytes(bytes, byteQuery(text, 'text'));
  return findValues(content, bytes, text, inBytes, 100).map(({ from, to }) => hex(bytes.subarray(from, to)));
}

describe('what decoders read is found', () => {
  it('numbers that are no text on the wire', () => {
    const value = { id: 300, price: 1.5, on: true, name: 'ZeroMQ 300' };
    expect(found('msgpack', msgpack(value), '300')).toEqual(['cd012c']);
    expect(found('cbor', cbor(value), '300')).toEqual(['19012c']);
    expect(found('msgpack', msgpack(value), '1.5')).toEqual(['cb3ff8000000000000']);
    expect(found('msgpack', msgpack(value), 'true')).toEqual(['c3']);
    // What its bytes say is found as bytes.
    expect(found('msgpack', msgpack(value), 'zeromq')).toEqual([]);
  });

  it('names that are numbers on the wire', () => {
    const order = Uint8Array.of(0x08, 0x96, 0x01, 0x12, 0x02, 0x68, 0x69);
    const proto = 'syntax = "proto3"; message Order { int32 number = 1; string title = 2; }';
    expect(found('protobuf', order, 'TITLE', proto)).toHaveLength(1);
    expect(found('protobuf', order, '150', proto)).toEqual(['089601']);
  });

  it('letters that JSON escapes, once for each value', () => {
    const text = utf8('{"city": "\\u5317\\u4eac", "list": [1, 12, 123], "plain": "12"}');
    expect(found('json', text, '北京')).toEqual([hex(utf8('"\\u5317\\u4eac"'))]);
    expect(found('json', text, '12')).toEqual([]);
    expect(found('json', text, 'plain')).toEqual([]);
  });

  it('lone numbers, runs of them, and times', () => {
    expect(found('number', bytesFromHex('0000012c') ?? new Uint8Array(0), '300')).toEqual(['0000012c']);
    const run = new Uint8Array(Float64Array.of(1.5, 300.25, 4).buffer);
    expect(found('number', run, '300.25')).toEqual(['0000000000c47240']);
    const time = new Uint8Array(8);
    new DataView(time.buffer).setBigUint64(0, BigInt(NOW));
    expect(found('timestamp', time, '2026-11-22')).toEqual([hex(time)]);
    expect(found('timestamp', time, '2027-11-22')).toEqual([]);
  });

  it('stops at its bound', () => {
    const many = msgpack(Array.from({ length: 500 }, () => 77));
    const { content } = decodeAs('msgpack', many, { truncated: false, now: NOW });
    expect(content && findValues(content, many, '77', [], 100)).toHaveLength(100);
  });
});
