import { FORWARD, type FlowId } from '../../shared/traffic/flow';

/** How long a pulse travels along its cable. */
export const PULSE_MS = 500;
/** Pulses that travel or wait at once; more are not drawn one by one, and counted. */
const MOST_PULSES_DRAWN = 1500;
/** Batches come every 33 ms or so; drawing somewhat later than that keeps the spacing that messages had. */
const SMOOTHING_MS = 60;
/** What came to a node so many seconds before a message left it can have caused that message. */
const CAUSE_SECONDS = 0.3;
/** Longest that a pulse waits for the one that caused it to arrive. */
const LONGEST_WAIT_MS = 2500;
/** A flow whose messages come faster than this is drawn as it happened, without waiting for causes. */
export const UNHURRIED_RATE = 2.5;

/** The nodes at the ends of a flow. */
export interface FlowEnds {
  readonly from: string;
  readonly to: string;
}

export interface Pulse {
  flow: FlowId;
  direction: number;
  /** When it leaves, in milliseconds as `performance.now()`. */
  start: number;
  weight: number;
}

/**
 * When each pulse is drawn. A message takes microseconds and a pulse half a second, so a reply would leave before its
 * request is seen to arrive; while messages are few, a pulse therefore waits at a node until the one that came to the node
 * just before it, by the engine's clock, has arrived. The order is always the true one.
 */
export class PulseSchedule {
  private active: Pulse[] = [];
  private offset: number | undefined;
  private syncedAt = 0;
  /** By node: engine's time and arrival on the screen of the newest pulse that came to it. */
  private readonly arrivals = new Map<string, { t: number; at: number }>();
  /** Pulses that were not drawn because too many were on their way. */
  skipped = 0;

  /** Sets the clock: a batch that the engine made at `t` seconds of its run is here at `now` milliseconds. */
  sync(t: number, now: number): void {
    // A recording was gone back in: what is on its way belongs to another time.
    if (t < this.syncedAt) this.clear();
    this.syncedAt = t;
    const measured = now - t * 1000;
    // A batch that came late must not push all later ones back for good; one that came early shows the true offset.
    this.offset =
      this.offset === undefined || measured < this.offset ? measured : this.offset + (measured - this.offset) * 0.05;
  }

  /**
   * Takes a pulse that the engine saw at `t` seconds of its run, at `now` milliseconds. `unhurried` is true where the flow
   * has so few messages that each may wait for its cause.
   */
  add(
    pulse: { flow: FlowId; direction: number; t: number; weight: number },
    ends: FlowEnds,
    now: number,
    unhurried: boolean,
  ): void {
    if (this.active.length >= MOST_PULSES_DRAWN) {
      this.skipped++;
      return;
    }
    const happened = this.onScreen(pulse.t, now);
    const [sender, receiver] = pulse.direction === FORWARD ? [ends.from, ends.to] : [ends.to, ends.from];
    const start = unhurried ? this.afterCause(sender, pulse.t, happened) : happened;
    const arrives = start + PULSE_MS;
    const known = this.arrivals.get(receiver);
    if (!known || known.at < arrives) this.arrivals.set(receiver, { t: pulse.t, at: arrives });
    this.active.push({ flow: pulse.flow, direction: pulse.direction, start, weight: pulse.weight });
  }

  /** Calls `draw` for each pulse on its way with how far it has come, from 0 to 1, and forgets those that arrived. */
  forEach(now: number, draw: (pulse: Pulse, progress: number) => void): void {
    let kept = 0;
    for (const pulse of this.active) {
      const progress = (now - pulse.start) / PULSE_MS;
      if (progress >= 1) continue;
      this.active[kept++] = pulse;
      if (progress >= 0) draw(pulse, progress);
    }
    this.active.length = kept;
  }

  /** True while a pulse travels or waits. */
  get busy(): boolean {
    return this.active.length > 0;
  }

  clear(): void {
    this.active = [];
    this.arrivals.clear();
    this.offset = undefined;
  }

  /** The moment on the screen for a moment of the engine's clock; never in the past, so that no pulse begins half way. */
  private onScreen(t: number, now: number): number {
    return Math.max(t * 1000 + (this.offset ?? now - t * 1000) + SMOOTHING_MS, now);
  }

  private afterCause(sender: string, t: number, happened: number): number {
    const arrival = this.arrivals.get(sender);
    if (!arrival || arrival.t > t || t - arrival.t > CAUSE_SECONDS || arrival.at <= happened) return happened;
    return arrival.at - happened > LONGEST_WAIT_MS ? happened : arrival.at;
  }
}
