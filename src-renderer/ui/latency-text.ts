import i18next from 'i18next';

/** Seconds between two events with three digits, as `840 µs`, `1.25 ms`, `2.5 s`; `–` for NaN. */
export function latencyText(seconds: number): string {
  if (Number.isNaN(seconds)) return '–';
  const [value, unit] = seconds < 1e-3 ? [seconds * 1e6, 'µs'] : seconds < 1 ? [seconds * 1e3, 'ms'] : [seconds, 's'];
  const number = new Intl.NumberFormat(i18next.language, { maximumSignificantDigits: 3 }).format(Math.max(0, value));
  return `${number} ${unit}`;
}
