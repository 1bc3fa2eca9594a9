/** Often enough to be told from a loop that is late. */
const LEAST_TICK_MS = 5;
/** So many times in a row nothing was heard: between once and one and a half times as long as it may last. */
const SILENT_TICKS = 3;

/**
 * Watches over a side that answers heartbeats: whoever says nothing for too long is not there any more.
 *
 * libzmq does that itself, but not well where its own receive queue is full: it reads no answers then, takes its peer for gone,
 * connects anew, and when there is room again it ends the whole process (4.3.5: `stream_engine_base_t::restart_input` asserts
 * that it had stopped, which the new connection had not). So the relay does it for those of the app's sockets that connect.
 */
export class Silence {
  private ticks = 0;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param ms how long nothing may be heard
   * @param excused nothing can be heard, because the other side is not read from
   * @param over told once when it lasted too long
   */
  constructor(
    private readonly ms: number,
    private readonly excused: () => boolean,
    private readonly over: () => void,
  ) {}

  begin(): void {
    this.timer ??= setInterval(() => this.look(), Math.max(LEAST_TICK_MS, this.ms / (SILENT_TICKS - 1)));
    this.timer.unref();
  }

  heard(): void {
    this.ticks = 0;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.ticks = this.excused() ? 0 : this.ticks + 1;
    if (this.ticks < SILENT_TICKS) return;
    this.end();
    this.over();
  }
}
