import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOf, isInRanges, isLoopback, parseRange, rangeFault } from './address-range';

describe('a range of addresses', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3'],
    ['192.168.1.255', '192.168.1.128/25'],
    ['1.2.3.4', '0.0.0.0/0'],
    ['::1', '::1'],
    ['fe80::1%eth0', 'fe80::/10'],
    ['2001:db8::5', '2001:DB8:0:0:0:0:0:0/32'],
    ['::ffff:10.0.0.1', '10.0.0.0/24'],
    ['10.0.0.1', '::ffff:10.0.0.1'],
  ])('has %s in %s', (address, range) => expect(isInRanges(address, [range])).toBe(true));

  it.each([
    ['11.0.0.1', '10.0.0.0/8'],
    ['192.168.1.127', '192.168.1.128/25'],
    ['::1', '0.0.0.0/0'],
    ['fec0::1', 'fe80::/10'],
    ['', '0.0.0.0/0'],
    ['localhost', '127.0.0.1'],
  ])('has not %s in %s', (address, range) => expect(isInRanges(address, [range])).toBe(false));

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.01',
    '10.0.0.0/33',
    '10.0.0.0/',
    '1::2::3',
    '12345::',
    ':1',
    'a/8',
    '1/2/3',
    '::/129',
  ])('“%s” is none', (text) => {
    expect(parseRange(text)).toBeUndefined();
    expect(rangeFault(text)).toContain('no IP address');
  });

  it('has an address exactly where their first bits are the same', () => {
    const four = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 });
    const number = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);
    fc.assert(
      fc.property(four, four, fc.nat(32), (one, other, prefix) => {
        const [a, b] = [number(one), number(other)].map((value) => Math.floor(value / 2 ** (32 - prefix)));
        expect(isInRanges(one.join('.'), [`${other.join('.')}/${prefix}`])).toBe(a === b);
      }),
    );
  });
});

it('an address is told from its port', () => {
  expect(['127.0.0.1:40312', '[::1]:5', '', '10.0.0.1'].map(hostOf)).toEqual(['127.0.0.1', '::1', '', '10.0.0.1']);
  expect([isLoopback('127.64.0.1'), isLoopback('::1'), isLoopback('10.0.0.1')]).toEqual([true, true, false]);
});
