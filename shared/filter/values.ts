/** Bytes by unit: k, M, G are thousands as everywhere in the window; Ki, Mi, Gi are 1024. */
const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  ki: 1024,
  kib: 1024,
  mi: 1024 ** 2,
  mib: 1024 ** 2,
  gi: 1024 ** 3,
  gib: 1024 ** 3,
};
const MILLISECONDS: Readonly<Record<string, number>> = {
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  min: 6e4,
  h: 3.6e6,
};
const MEASURED = /^(\d+(?:\.\d+)?|\.\d+)([a-zµ]*)$/i;

/** A number of bytes: `512`, `1k`, `1.5MB`, `64KiB`. */
export function readSize(text: string): number | undefined {
  return measured(text, BYTES, '');
}

/** A length of time in milliseconds; `unit` is that of a number without one. */
export function readMilliseconds(text: string, unit: 'ms' | 's'): number | undefined {
  return measured(text, MILLISECONDS, unit);
}

export function readCount(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export interface Clock {
  readonly day: string | undefined;
  readonly seconds: number;
}

/** A time of day, `12:30`, `12:30:01` or `12:30:01.250`, with the day in front where it is given: `2026-11-22T12:30`. */
export function readClock(text: string): Clock | undefined {
  const found = /^(?:(\d{4}-\d{2}-\d{2})[T_])?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?$/.exec(text);
  if (!found) return undefined;
  const [, day, hours = '', minutes = '', seconds = '0'] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return undefined;
  if (day !== undefined && !isDay(day)) return undefined;
  const whole = Number(hours) * 3600 + Number(minutes) * 60;
  return { day, seconds: Math.round((whole + Number(seconds)) * 1000) / 1000 };
}

/** `12:30:01`, with thousandths where there are some. */
export function clockText({ day, seconds }: Clock): string {
  const whole = Math.floor(seconds);
  const thousandths = Math.round((seconds - whole) * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  const fraction = thousandths === 0 ? '' : `.${String(thousandths).padStart(3, '0')}`;
  return `${day === undefined ? '' : `${day}T`}${time}${fraction}`;
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day);
}

function measured(text: string, units: Readonly<Record<string, number>>, unit: string): number | undefined {
  const found = MEASURED.exec(text);
  const [, digits = '', written = ''] = found ?? [];
  const factor = units[(written === '' ? unit : written).toLowerCase()];
  if (!found || factor === undefined) return undefined;
  // Rounded to a millionth, so that 1.1k is 1100 and every number is written back as it was.
  const value = Math.round(Number(digits) * factor * 1e6) / 1e6;
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}
