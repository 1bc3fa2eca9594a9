import { emptyTopology } from '../../../shared/topology/defaults';
import { saveCapture } from '../capture-file-write';
import { KeptItems } from '../kept-items';
import type { CaptureRing } from '../ring';
import type { StoredItems } from '../stored/stored-items';

/** Saves what is in a ring, and on the disk before it, as the items of one flow between two programs. */
export async function savedItems(path: string, ring: CaptureRing, stored?: StoredItems, duration = 1e6): Promise<void> {
  const end = { type: 'peer' } as const;
  const done = await saveCapture({
    path,
    head: { format: 'zmqcap/1', name: '', app: '', libzmq: '', startedAt: 0, savedAt: 0, duration },
    topology: emptyTopology(''),
    run: { flows: [{ id: 0, observe: 'wire', from: end, to: end }], links: [], peers: [], routing: [] },
    items: new KeptItems(ring, stored),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!done.ok) throw new Error(done.error.message);
}
