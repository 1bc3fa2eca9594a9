import i18next from 'i18next';

const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions, name: string): Intl.NumberFormat {
  const key = `${i18next.language} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(i18next.language, options);
    formats.set(key, found);
  }
  return found;
}

/** A count with the language's separators, as `1,234,567`. */
export function countText(count: number): string {
  return format({ maximumFractionDigits: 0 }, 'count').format(count);
}

/** A count in little room: exact below a million, then `1.23M`. */
export function shortCountText(count: number): string {
  if (count < 1_000_000) return countText(count);
  return format({ notation: 'compact', maximumSignificantDigits: 4 }, 'short').format(count);
}

/** A count in very little room: exact below a hundred thousand, then `868K`, `1.23M`. */
export function briefCountText(count: number): string {
  if (count < 100_000) return countText(count);
  return format({ notation: 'compact', maximumSignificantDigits: 3 }, 'brief').format(count);
}

/** Messages per second as `1.0/s`, `150/s`, `98.3K/s`. */
export function rateText(perSecond: number): string {
  return i18next.t('app:rate', { value: rateNumber(perSecond) });
}

function rateNumber(value: number): string {
  if (value < 0.05) return '0';
  if (value < 9.95) return format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }, 'tenths').format(value);
  if (value < 10_000) return countText(value);
  return format({ notation: 'compact', maximumSignificantDigits: 3 }, 'rate').format(value);
}

/** A number of bytes in units of 1000, as `512 B`, `1.2 kB`. */
export function bytesText(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const unit = units[power] ?? 'byte';
  if (unit === 'byte') return `${countText(bytes)} B`;
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return format(options, unit).format(bytes / 1000 ** power);
}

/** A duration given in milliseconds, as `250 ms`, `1.5 s`, `2 min`. */
export function durationText(ms: number): string {
  const number = (value: number) => format({ maximumFractionDigits: 3 }, 'thousandths').format(value);
  if (ms >= 60_000 && ms % 60_000 === 0) return i18next.t('app:duration.minutes', { value: number(ms / 60_000) });
  if (ms >= 1000) return i18next.t('app:duration.seconds', { value: number(ms / 1000) });
  return i18next.t('app:duration.milliseconds', { value: number(ms) });
}
