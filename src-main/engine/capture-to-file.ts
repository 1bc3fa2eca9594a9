import { ok, type Result } from '../../shared/result';
import { openJsonlExport, type JsonlExport } from '../capture/jsonl';
import type { Run } from './run';

/** Begins to write everything that a run captures to a file, where one is named. */
export async function captureToFile(run: Run, path: string | undefined): Promise<Result<JsonlExport | undefined>> {
  if (path === undefined) return ok(undefined);
  const nameOf = (id: number) => {
    const flow = run.flows.get(id);
    return { link: flow?.options.link ?? null, peer: flow?.peer ?? null };
  };
  return openJsonlExport({ path, ring: run.ring, nameOf });
}
