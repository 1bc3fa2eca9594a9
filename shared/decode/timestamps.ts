import { utf8Text } from '../bytes';
import type { Endian } from './numbers';
import { numberText } from './numbers';

export interface TimestampReading {
  readonly unit: 's' | 'ms' | 'µs' | 'ns';
  /** How the number is written. */
  readonly as: 'integer' | 'float' | 'text';
  /** Undefined for text. */
  readonly endian: Endian | undefined;
  /** ISO 8601 in UTC, with as many digits of a second as the number has. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

const NANOSECONDS = { s: 1_000_000_000n, ms: 1_000_000n, µs: 1000n, ns: 1n } as const;
const DIGITS = { s: 0, ms: 3, µs: 6, ns: 9 } as const;
const UNITS = ['s', 'ms', 'µs', 'ns'] as const;

/** Times that somebody's message may well carry: from 1990 to 2100. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * The times since 1970 that bytes may be: an integer of four or eight bytes in seconds, milliseconds, microseconds or
 * nanoseconds, a 64-bit float in seconds or milliseconds, or the digits of one of those as text. The likeliest, which is
 * the nearest to `now` (milliseconds since 1970), is the first.
 */
export function timestampReadings(bytes: Uint8Array, now: number): readonly TimestampReading[] {
  const found = bytes.length === 4 || bytes.length === 8 ? binary(bytes) : [];
  return [...found, ...written(bytes)]
    .filter(({ time }) => time >= EARLIEST && time < LATEST)
    .sort((one, other) => Math.abs(one.time - now) - Math.abs(other.time - now));
}

function binary(bytes: Uint8Array): TimestampReading[] {
  const found: TimestampReading[] = [];
  for (const endian of ['big', 'little'] as const) {
    const value = BigInt(numberText(bytes, 'uint64', endian));
    for (const unit of UNITS) found.push(integerReading(value, unit, 'integer', endian));
    if (bytes.length !== 8) continue;
    const float = Number(numberText(bytes, 'float64', endian));
    for (const unit of ['s', 'ms'] as const) found.push(...floatReading(float, unit, 'float', endian));
  }
  return found;
}

/** Digits as text: `1700000000`, `1700000000.25`. */
function written(bytes: Uint8Array): TimestampReading[] {
  const text = bytes.length > 32 ? undefined : utf8Text(bytes)?.trim();
  if (text === undefined || !/^\d{9,19}(?:\.\d{1,9})?$/.test(text)) return [];
  if (text.includes('.')) return floatReading(Number(text), 's', 'text', undefined);
  return UNITS.map((unit) => integerReading(BigInt(text), unit, 'text', undefined));
}

function integerReading(
  value: bigint,
  unit: TimestampReading['unit'],
  as: TimestampReading['as'],
  endian: Endian | undefined,
): TimestampReading {
  const nanoseconds = value * NANOSECONDS[unit];
  const time = Number(nanoseconds / 1_000_000n);
  const fraction = String(nanoseconds % 1_000_000_000n)
    .padStart(9, '0')
    .slice(0, DIGITS[unit]);
  return { unit, as, endian, time, text: isoText(time, fraction) };
}

function floatReading(
  value: number,
  unit: 's' | 'ms',
  as: TimestampReading['as'],
  endian: Endian | undefined,
): TimestampReading[] {
  const time = unit === 's' ? value * 1000 : value;
  // NaN and what no date can be.
  if (!(time >= EARLIEST && time < LATEST)) return [];
  const fraction = String(Math.floor((time % 1000) * 1000)).padStart(6, '0');
  return [{ unit, as, endian, time, text: isoText(time, fraction) }];
}

function isoText(time: number, fraction: string): string {
  if (!(time >= EARLIEST && time < LATEST)) return '';
  const whole = new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', '');
  return `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
}
