import { fail, ok, type Result } from './result';

/** A length of time as a file spells it: `"250ms"`, `"1s"`, `"2m"`, or a number of milliseconds. */
export type Duration = string | number;

const FORM = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const LONGEST_MS = 24 * 3_600_000;

/** Reads a duration into milliseconds. At most a day, never negative. */
export function parseDuration(text: Duration): Result<number, string> {
  if (typeof text === 'number') return withinBounds(text);
  const match = FORM.exec(text.trim());
  const unit = match?.[2];
  if (!match || unit === undefined) {
    return fail(`"${text}" is no duration: write "250ms", "1s", "2m", or a number of milliseconds`);
  }
  // Rounded to a microsecond, so that "4115.685s" is not 4115685.0000000005 ms.
  return withinBounds(Math.round(Number(match[1]) * (MILLISECONDS[unit] ?? 1) * 1000) / 1000);
}

/** The milliseconds of a duration that the schema has already accepted. */
export function durationMs(duration: Duration): number {
  const parsed = parseDuration(duration);
  if (!parsed.ok) throw new Error(`unchecked duration: ${parsed.error}`);
  return parsed.value;
}

/** The shortest spelling of a number of milliseconds: `1500` is `1.5s`. */
export function formatDuration(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  if (ms >= 1000) return `${Number((ms / 1000).toFixed(3))}s`;
  return `${ms}ms`;
}

function withinBounds(ms: number): Result<number, string> {
  if (!Number.isFinite(ms) || ms < 0) return fail('a duration is zero or more');
  if (ms > LONGEST_MS) return fail('a duration is a day at the most');
  return ok(ms);
}
