import type { Heartbeat, WireSideName } from '../../shared/wire/ladder';

interface Beat {
  pings: number;
  pongs: number;
  at: number;
  answered: boolean;
  roundTrip: number | undefined;
}

/** Counts the PINGs of each side and times their PONGs, as they pass the relay (RFC 37/ZMTP 3.1, Connection Heartbeating). */
export class Heartbeats {
  private readonly beats: Partial<Record<WireSideName, Beat>> = {};

  /** @param by the side that sent the command */
  command(by: WireSideName, name: string, t: number): void {
    if (name === 'PING') {
      const beat = (this.beats[by] ??= { pings: 0, pongs: 0, at: t, answered: false, roundTrip: undefined });
      beat.pings++;
      beat.at = t;
      beat.answered = false;
    } else if (name === 'PONG') {
      const beat = this.beats[by === 'connecting' ? 'binding' : 'connecting'];
      if (!beat) return;
      beat.pongs++;
      // Of several that are under way only the newest is timed.
      if (!beat.answered) beat.roundTrip = t - beat.at;
      beat.answered = true;
    }
  }

  facts(): Partial<Record<WireSideName, Heartbeat>> {
    const { connecting, binding } = this.beats;
    return {
      ...(connecting ? { connecting: factsOf(connecting) } : {}),
      ...(binding ? { binding: factsOf(binding) } : {}),
    };
  }
}

function factsOf({ pings, pongs, at, roundTrip }: Beat): Heartbeat {
  return { pings, pongs, at, ...(roundTrip === undefined ? {} : { roundTrip }) };
}
