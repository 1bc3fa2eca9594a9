import { create } from 'zustand';
import type { SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { HEALTHY, type Health } from '../../shared/traffic/health';
import { countOf, type BlockedSender, type LossRow } from '../../shared/traffic/losses';

export const useHealth = create<Health>()(() => HEALTHY);

/** Takes what the engine says of how the run fares; it comes four times a second at most. */
export function takeHealth(health: Health): void {
  useHealth.setState(health, true);
}

/** What counts as lost for a person: not what was on its way when the run was stopped. */
function isTroubling({ cause }: LossRow): boolean {
  return cause !== 'stopped';
}

/** What a socket lost, as text `cause:count` so that a component is drawn anew only when it changes. */
export function lossesOfSocket({ losses }: Health, socket: SocketKey): string {
  return summed(losses.rows.filter((row) => isTroubling(row) && row.socket === socket));
}

/** What was lost over one cable, in the same form. */
export function lossesOfFlow({ losses }: Health, flow: FlowId): string {
  return summed(losses.rows.filter((row) => isTroubling(row) && row.flow === flow));
}

/** How many in all. */
export function troublingLosses({ losses }: Health): number {
  return losses.rows.filter(isTroubling).reduce((sum, row) => sum + countOf(row), 0);
}

export function blockedSender({ losses }: Health, socket: SocketKey): BlockedSender | undefined {
  return losses.blocked.find((blocked) => blocked.socket === socket);
}

interface CauseCount {
  readonly cause: LossRow['cause'];
  readonly count: number;
}

/** Takes apart what `lossesOfSocket` and `lossesOfFlow` give. */
export function causesIn(text: string): readonly CauseCount[] {
  if (text === '') return [];
  return text.split(' ').map((part) => {
    const [cause = '', count = '0'] = part.split(':');
    return { cause: cause as CauseCount['cause'], count: Number(count) };
  });
}

function summed(rows: readonly LossRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.cause, (counts.get(row.cause) ?? 0) + countOf(row));
  return [...counts].map(([cause, count]) => `${cause}:${count}`).join(' ');
}
