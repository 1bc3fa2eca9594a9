/** Reads the bytes of one direction of one connection, cut in any way, whatever they are. It never throws. */
export interface WireReader {
  /** While true, `read` stops in front of the next message; handshake and commands are read. */
  holding: boolean;
  /** Reads `chunk[from, to)`; gives the place up to which it has read: `to`, or less while `holding`. */
  read(chunk: Uint8Array, from: number, to: number): number;
  /** To be called when the other side has done its handshake. */
  otherIsReady(): void;
  /** The connection has ended: what is half read will never be whole. */
  finish(): void;
}

/** Bytes behind a fault that are told with it. */
const SHOWN_AFTER_FAULT = 192;

/** The bytes that broke the rule, and what came behind them. */
export function joined(bytes: Uint8Array, chunk: Uint8Array, from: number, to: number): Uint8Array {
  const all = new Uint8Array(bytes.length + Math.min(to - from, SHOWN_AFTER_FAULT));
  all.set(bytes);
  all.set(chunk.subarray(from, from + all.length - bytes.length), bytes.length);
  return all;
}
