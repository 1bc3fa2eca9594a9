import { availableParallelism } from 'node:os';

/** Items captured in a second from which there is a flood, and below which there is none any more. */
const FLOOD_FROM = 20_000;
const FLOOD_UNTIL = 15_000;
/** With more cores than this the window has one of its own, and the engine loses nothing to it. */
const FEW_CORES = 4;

/**
 * Tells whether so many messages pass, on a machine with few cores, that every picture of them slows them down. Nobody can tell
 * one from another by then.
 */
export class FloodWatch {
  private flooded = false;
  private lookedAt: number | undefined;
  private counted = 0;

  constructor(private readonly cores = availableParallelism()) {}

  /** @param now milliseconds @param counted items captured until now; fewer than before where the capture was emptied */
  look(now: number, counted: number): boolean {
    const ms = this.lookedAt === undefined ? Number.POSITIVE_INFINITY : Math.max(now - this.lookedAt, 1);
    const rate = ((counted - this.counted) * 1000) / ms;
    this.lookedAt = now;
    this.counted = counted;
    this.flooded = this.cores <= FEW_CORES && rate > (this.flooded ? FLOOD_UNTIL : FLOOD_FROM);
    return this.flooded;
  }
}
