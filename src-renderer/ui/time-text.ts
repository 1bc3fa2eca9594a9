/** Seconds since the run began as `12.345`, from a minute on as `1:02.345`, from an hour on as `1:00:02.345`. */
export function timeText(t: number, digits = 3): string {
  const unit = 10 ** digits;
  const whole = Math.floor(t * unit + 0.5);
  const fraction = digits === 0 ? '' : `.${String(whole % unit).padStart(digits, '0')}`;
  const seconds = Math.floor(whole / unit);
  if (seconds < 60) return `${seconds}${fraction}`;
  const rest = `${String(seconds % 60).padStart(2, '0')}${fraction}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
