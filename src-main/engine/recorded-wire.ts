import type { ConnectionsAnswer, LadderAnswer } from '../../shared/wire/ladder';
import type { SavedConnection } from '../capture/capture-file-wire';

/** The connections that a capture file has of its run. */
export class RecordedWire {
  private readonly ids: ReadonlyMap<number, SavedConnection>;

  constructor(private readonly saved: readonly SavedConnection[]) {
    this.ids = new Map(saved.map((each) => [each.facts.id, each]));
  }

  connections(concerns: (connection: SavedConnection['facts']) => boolean, most: number): ConnectionsAnswer {
    const connections = this.saved.map(({ facts }) => facts).filter(concerns);
    return { connections: connections.slice(0, most), forgotten: 0 };
  }

  ladder(id: number, from: number, most: number, seq: number): LadderAnswer | undefined {
    const saved = this.ids.get(id);
    if (!saved) return undefined;
    const { facts, keptFirst, keptFrom } = saved;
    const steps = saved.steps.filter(({ index }) => index >= from).slice(0, most);
    return { connection: facts, steps, keptFirst, keptFrom, seq };
  }
}
