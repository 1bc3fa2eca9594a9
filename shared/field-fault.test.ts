import { expect, test } from 'vitest';
import {
  parseDurationField,
  parseEndpointField,
  parseOptionField,
  parseRateField,
  parseWholeField,
  type Parsed,
} from './field-fault';

function code(parsed: Parsed<unknown>): string | undefined {
  return parsed.ok ? undefined : parsed.error.code;
}

test('an endpoint is trimmed, and a fault says which kind it is of', () => {
  expect(parseEndpointField('  tcp://*:5555 ', 'bind')).toEqual({ ok: true, value: 'tcp://*:5555' });
  expect(code(parseEndpointField('', 'bind'))).toBe('endpoint.empty');
  expect(code(parseEndpointField('localhost', 'connect'))).toBe('endpoint.no-transport');
  expect(parseEndpointField('tcp://:80', 'bind')).toEqual({
    ok: false,
    error: { code: 'endpoint.no-host-bind', values: { text: 'tcp://:80', port: 80, transport: 'tcp' } },
  });
  expect(code(parseEndpointField('tcp://*:80', 'connect'))).toBe('endpoint.host-wildcard');
});

test('a duration may be left out, and a bare number is milliseconds', () => {
  expect(parseDurationField(' ')).toEqual({ ok: true, value: undefined });
  expect(parseDurationField('250')).toEqual({ ok: true, value: 250 });
  expect(parseDurationField('1.5s')).toEqual({ ok: true, value: '1.5s' });
  expect(code(parseDurationField('soon'))).toBe('duration');
  expect(code(parseDurationField('25h'))).toBe('duration-long');
  expect(code(parseDurationField('999999999'))).toBe('duration-long');
});

test('numbers keep to their bounds', () => {
  expect(parseWholeField('10', 1, 20)).toEqual({ ok: true, value: 10 });
  expect(code(parseWholeField('0', 1, 20))).toBe('whole');
  expect(code(parseWholeField('1e3', 1, 2000))).toBe('whole');
  expect(parseRateField('0.5', 10)).toEqual({ ok: true, value: 0.5 });
  expect(code(parseRateField('0', 10))).toBe('rate');
  expect(code(parseRateField('11', 10))).toBe('rate');
});

test('options are typed as their form asks', () => {
  expect(parseOptionField('REQ', 'linger', '-1')).toEqual({ ok: true, value: -1 });
  expect(parseOptionField('REQ', 'linger', '')).toEqual({ ok: true, value: undefined });
  expect(parseOptionField('REQ', 'linger', '-2')).toEqual({
    ok: false,
    error: { code: 'milliseconds', values: { least: -1, most: 2_147_483_647 } },
  });
  expect(code(parseOptionField('REQ', 'sendHighWaterMark', '1.5'))).toBe('whole');
  expect(parseOptionField('DEALER', 'routingId', 'worker 1')).toEqual({ ok: true, value: 'worker 1' });
  expect(code(parseOptionField('DEALER', 'routingId', '\0x'))).toBe('name');
  expect(code(parseOptionField('REQ', 'maxMessageSize', 'big'))).toBe('bytes');
  expect(parseOptionField('REQ', 'metadata', ' X-team:blue ')).toEqual({ ok: true, value: 'X-team:blue' });
  expect(code(parseOptionField('REQ', 'metadata', 'team'))).toBe('property');
});
