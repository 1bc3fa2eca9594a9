import type { Problem } from '../../shared/result';
import { Spill } from '../capture/spill';
import type { StoredItems } from '../capture/stored/stored-items';
import type { CaptureRing } from '../capture/ring';
import { RunFolder } from './run-folder';

/** Milliseconds between two looks at how full the ring is. */
const BEAT_MS = 100;

/** The spill of one run, in a folder of its own for as long as the run can be looked at. */
export class RunSpill {
  readonly spill: Spill;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    ring: CaptureRing,
    private readonly folder: RunFolder,
    most: number,
  ) {
    this.spill = new Spill({ ring, folder: folder.path, most });
    this.timer = setInterval(() => this.spill.beat(), BEAT_MS);
  }

  /** @param most bytes on the disk; with 0, or where no folder can be made, nothing is kept there */
  static begin(ring: CaptureRing, most: number): RunSpill | undefined {
    const folder = most > 0 ? RunFolder.create() : undefined;
    return folder?.ok === true ? new RunSpill(ring, folder.value, most) : undefined;
  }

  /** Lets go of all that is on the disk. */
  async remove(): Promise<void> {
    clearInterval(this.timer);
    await this.spill.close();
    this.folder.remove();
  }

  /** The same at once, where the engine itself has failed. */
  abandon(): void {
    clearInterval(this.timer);
    this.folder.remove();
  }
}

/** What there is to say where a spill cannot do its work. */
export function spillProblem({ problem: detail }: StoredItems): Problem | undefined {
  if (detail === undefined) return undefined;
  const message = `What no longer fits into memory is not kept on the disk: ${detail}. Make room there, or keep less.`;
  return { code: 'spill', message, values: { detail } };
}
