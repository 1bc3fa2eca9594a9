/** The settings by which a socket tries to connect again, in milliseconds. */
export interface ReconnectSettings {
  /** `reconnectInterval`; −1 is never. */
  readonly interval: number;
  /** `reconnectMaxInterval`; 0 leaves the interval as it is. */
  readonly max: number;
}

/** A wait between two attempts: from `least` to `most` milliseconds. */
export interface PlannedWait {
  readonly least: number;
  readonly most: number;
}

/**
 * The waits that come after a wait of `last` milliseconds, or the first ones where there was none (`zmq_setsockopt(3)`,
 * "ZMQ_RECONNECT_IVL" and "ZMQ_RECONNECT_IVL_MAX"; libzmq 4.3.5, `stream_connecter_base_t::get_new_reconnect_ivl`): with a maximum
 * each is twice the one before, without one each is the interval and by chance up to as much again, so that many sockets do
 * not come all at once.
 */
export function plannedWaits(
  { interval, max }: ReconnectSettings,
  last: number | undefined,
  count: number,
): PlannedWait[] {
  if (interval < 0) return [];
  if (max <= 0) return Array.from({ length: count }, () => ({ least: interval, most: 2 * interval }));
  const waits: PlannedWait[] = [];
  let ms = last;
  for (let i = 0; i < count; i++) {
    ms = Math.min(ms === undefined ? interval : 2 * ms, max);
    waits.push({ least: ms, most: ms });
  }
  return waits;
}
