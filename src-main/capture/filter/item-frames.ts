import { KIND_LOST } from '../../../shared/traffic/flow';
import type { FrameCursor } from '../record';
import type { CaptureRing } from '../ring';
import { kindOf } from '../row-reader';

/** Goes before the first frame of an item's message; of a loss, behind what is noted of it. */
export function startFrames(ring: CaptureRing, cursor: FrameCursor, seq: number): void {
  cursor.start(ring.offsetOf(seq));
  if (kindOf(ring.metaOf(seq)) === KIND_LOST) cursor.next();
}

/** Body bytes of all frames of an item, kept or not. */
export function sizeOf(ring: CaptureRing, cursor: FrameCursor, seq: number): number {
  let size = 0;
  startFrames(ring, cursor, seq);
  while (cursor.next()) size += cursor.size;
  return size;
}
