import type { LostItem } from '../../shared/traffic/capture';
import { LOSS_CAUSES, type Known } from '../../shared/traffic/losses';

/**
 * What stands before the frames of a lost message in its record, as a frame of its own: cause (its place in LOSS_CAUSES),
 * 1 where that is inferred, and four bytes of how many messages the record stands for, highest first.
 */
export const LOST_HEAD_SIZE = 6;

export function putLostHead(into: Uint8Array, cause: number, known: Known, count: number): void {
  const shown = Math.min(count, 0xffff_ffff);
  into[0] = cause;
  into[1] = known === 'exact' ? 0 : 1;
  into[2] = shown >>> 24;
  into[3] = shown >>> 16;
  into[4] = shown >>> 8;
  into[5] = shown;
}

export function readLostHead(bytes: Uint8Array): LostItem {
  const [cause = 0, known = 0, a = 0, b = 0, c = 0, d = 0] = bytes;
  return {
    cause: LOSS_CAUSES[cause] ?? 'noSubscriber',
    known: known === 0 ? 'exact' : 'inferred',
    count: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0,
  };
}
