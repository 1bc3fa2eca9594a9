import type { ComponentType } from 'react';
import type { ByteRange } from '../byte-range';
import type { Marking } from './marking';
import type { FrameDecoding } from './use-decoding';

/** What draws a payload. */
export interface PayloadProps {
  readonly bytes: Uint8Array;
  /** Length of the whole frame; `bytes` may be its beginning only. */
  readonly size: number;
  readonly reading: FrameDecoding;
  readonly marking: Marking;
  /** Where the choice for what is inside of a compressed frame is remembered. */
  readonly place: string;
  /** How many compressed frames it is inside of. */
  readonly depth: number;
  /** What the search knows it by. */
  readonly part: string;
  /** Bytes that a search found, in their order. */
  readonly hits: readonly ByteRange[];
  /** True where the bytes say nothing but their number, so that they are not decoded. */
  readonly sealed?: boolean;
}

/** Draws what is inside of a compressed frame: handed down, because it is drawn by what draws the frame. */
export interface InsideProps {
  readonly Payload: ComponentType<PayloadProps>;
}
