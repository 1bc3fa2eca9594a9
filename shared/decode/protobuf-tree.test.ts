import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { bytesFromHex } from '../bytes';
import { readProtoSources } from './proto-schema';
import { readProtobuf } from './protobuf-tree';
import type { TreeNode } from './tree';

const PROTO = `syntax = "proto3";
package demo;
enum Side { NONE = 0; BUY = 1; SELL = 2; }
message Price { double value = 1; string unit = 2; }
message Order {
  uint64 id = 1;
  Side side = 2;
  string symbol = 3;
  Price price = 4;
  repeated int32 lots = 5;
  map<string, Price> quotes = 6;
  sint64 delta = 7;
  fixed32 flags = 8;
  bytes raw = 9;
  bool open = 10;
  float ratio = 11;
  int64 balance = 12;
  oneof end { string note = 13; uint32 code = 14; }
}`;

const library = protobuf.parse(PROTO).root.lookupType('demo.Order');
const schema = (() => {
  const read = readProtoSources([{ name: 'demo.proto', text: PROTO }]);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
})();

const lines = (node: TreeNode, path = ''): string[] =>
  node.children.flatMap((child) => {
    const own = `${path}${child.key ?? ''}`;
    return child.children.length > 0 ? lines(child, `${own}.`) : [`${own}=${child.text}`];
  });

describe('Protobuf without a schema', () => {
  test('reads the example of the specification, and knows the bytes of each field', () => {
    // protobuf.dev, encoding: `c: {a: 150}` with c = 3.
    const { root, fault } = readProtobuf(bytesFromHex('1a03089601') ?? new Uint8Array(0));
    expect(fault).toBeUndefined();
    expect(root).toMatchObject({ from: 0, to: 5 });
    expect(root?.children[0]).toMatchObject({ key: '3', from: 0, to: 5, note: 'field 3 · message' });
    expect(root?.children[0]?.children[0]).toMatchObject({
      key: '1',
      text: '150',
      from: 2,
      to: 5,
      note: 'field 1 · varint',
    });
  });

  test('takes what can be shown for text and what fits for a message', () => {
    const bytes = library.encode({ symbol: 'ZMQ', price: { value: 1.5, unit: 'EUR' }, raw: [0xff, 0xfe] }).finish();
    const { root } = readProtobuf(bytes);
    expect(root && lines(root)).toEqual(['3=ZMQ', '4.1=4609434218613702656', '4.2=EUR', '9=fffe']);
    expect(root?.children[1]?.children[0]?.note).toContain('double 1.5');
  });

  test('says what is wrong', () => {
    const read = (digits: string) => readProtobuf(bytesFromHex(digits) ?? new Uint8Array(0)).fault;
    expect(read('08')).toEqual({ code: 'end', at: 1 });
    expect(read('0001')).toEqual({ code: 'invalid', at: 0 });
    expect(read('0f')).toEqual({ code: 'invalid', at: 0 });
    expect(read('0a05')).toEqual({ code: 'end', at: 2 });
    expect(read('0b0801')).toEqual({ code: 'end', at: 3 });
    expect(read('0b08010c')).toBeUndefined();
    expect(read('08ffffffffffffffffff7f')?.code).toBe('invalid');
  });
});

describe('Protobuf with a schema', () => {
  test('lists the messages of the files', () => {
    expect([...schema.keys()].filter((name) => !name.endsWith(' entry'))).toEqual(['demo.Price', 'demo.Order']);
  });

  test('names fields, enum values, members of lists and maps', () => {
    const bytes = library
      .encode({
        id: 7,
        side: 2,
        lots: [1, -2],
        quotes: { a: { value: 2.5, unit: '' } },
        delta: -3,
        flags: 9,
        open: true,
        ratio: 0.1,
        balance: -5,
        code: 4,
      })
      .finish();
    const { root, fault } = readProtobuf(bytes, schema, 'demo.Order');
    expect(fault).toBeUndefined();
    expect(root && lines(root)).toEqual([
      'id=7',
      'side=SELL',
      'lots.0=1',
      'lots.1=-2',
      'quotes.key=a',
      'quotes.value.value=2.5',
      'delta=-3',
      'flags=9',
      'open=true',
      'ratio=0.1',
      'balance=-5',
      'code=4',
    ]);
  });

  test('reads every number as the library wrote it', () => {
    const order = fc.record({
      id: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
      delta: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      balance: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      flags: fc.nat(),
    });
    fc.assert(
      fc.property(order, (from) => {
        const bytes = library.encode(library.fromObject(from)).finish();
        const { root } = readProtobuf(bytes, schema, 'demo.Order');
        const read = Object.fromEntries((root?.children ?? []).map(({ key, text }) => [key, text]));
        for (const [name, text] of Object.entries(from)) expect(read[name] ?? '0').toBe(String(text));
      }),
    );
  });

  test('shows what the schema does not know, and what does not fit it, as it is', () => {
    const { root, fault } = readProtobuf(bytesFromHex('a0060108011a01ff') ?? new Uint8Array(0), schema, 'demo.Order');
    expect(fault).toBeUndefined();
    expect(root && lines(root)).toEqual(['100=1', 'id=1', 'symbol=ff']);
    expect(readProtobuf(new Uint8Array([8]), schema, 'demo.Nothing').fault?.code).toBe('type');
  });

  test('says which file cannot be used and why', () => {
    expect(readProtoSources([{ name: 'bad.proto', text: 'message {' }])).toMatchObject({
      ok: false,
      error: { code: 'proto-syntax', values: { name: 'bad.proto' } },
    });
    const importing = { name: 'a.proto', text: 'syntax = "proto3"; import "b.proto"; message A { B b = 1; }' };
    expect(readProtoSources([importing]).ok).toBe(false);
    const imported = { name: 'b.proto', text: 'syntax = "proto3"; message B { int32 n = 1; }' };
    expect(readProtoSources([importing, imported]).ok).toBe(true);
    expect(readProtoSources([{ name: 'e.proto', text: 'syntax = "proto3";' }])).toMatchObject({
      error: { code: 'proto-nothing' },
    });
  });
});
