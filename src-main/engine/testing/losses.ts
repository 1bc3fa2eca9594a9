import { countOf, type LossCause, type LossRow, type PipeGauge } from '../../../shared/traffic/losses';
import type { TestEngine } from './harness';

export function lossRows(engine: TestEngine, socket: string, cause: LossCause): LossRow[] {
  return engine.engine.health().losses.rows.filter((row) => row.socket === socket && row.cause === cause);
}

export function lost(engine: TestEngine, socket: string, cause: LossCause): number {
  return lossRows(engine, socket, cause).reduce((sum, row) => sum + countOf(row), 0);
}

/** Everything that was lost anywhere. */
export function allLost(engine: TestEngine): number {
  return engine.engine.health().losses.rows.reduce((sum, row) => sum + countOf(row), 0);
}

export function gaugeOf(engine: TestEngine, socket: string): PipeGauge | undefined {
  return engine.engine.health().losses.pipes.find((pipe) => pipe.socket === socket);
}

export function uncounted(engine: TestEngine) {
  return engine.engine.health().losses.uncounted;
}

export function burst(count: number, frames: readonly string[] = ['x']) {
  return { type: 'generate', burst: count, frames: [...frames] } as const;
}
