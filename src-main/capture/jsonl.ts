import type { Result } from '../../shared/result';
import type { CaptureRing } from './ring';

/** Where a flow belongs, as the lines name it: one of the two is null. */
export interface FlowName {
  readonly link: string | null;
  readonly peer: string | null;
}

export interface JsonlOptions {
  readonly path: string;
  readonly ring: CaptureRing;
  readonly nameOf: (flow: number) => FlowName;
}

/** Writes every captured item as a line while the run goes on. */
export interface JsonlExport {
  /** Items written so far. */
  readonly written: number;
  /** Items that left the ring before they could be written. */
  readonly lost: number;
  /** Writes what has come in meanwhile and closes the file. */
  finish(): Promise<Result<{ readonly written: number; readonly lost: number }>>;
}

export async function openJsonlExport(_options: JsonlOptions): Promise<Result<JsonlExport>> {
  throw new Error('the export is not written yet');
}
