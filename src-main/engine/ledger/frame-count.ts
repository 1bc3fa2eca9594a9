import type { SocketOptions } from '../../../shared/zmq/options';
import type { SocketType } from '../../../shared/zmq/socket-types';

/**
 * How many frames a socket's messages have on a sealed wire, where each frame is a message by itself and MORE cannot be
 * read (RFC 25/ZMTP-CURVE, "Message Command"): as many as its program gave or took, and those that the socket adds.
 */
export class FrameCount {
  private frames = 0;
  private messages = 0;

  /** @param hidden frames that the socket adds (+) or takes away (−) between its program and the wire */
  constructor(private readonly hidden: number) {}

  add(frames: number): void {
    this.frames += Math.max(1, frames + this.hidden);
    this.messages++;
  }

  /** The messages that so many frames of the wire are; exact where all messages have the same number of frames. */
  messagesOf(frames: number): number {
    if (this.messages === 0) return Math.floor(frames / Math.max(1, 1 + this.hidden));
    // The products are whole numbers, so that an exact quotient stays exact.
    return Math.floor((frames * this.messages) / this.frames);
  }
}

/** Frames that a socket puts in front of what its program gives, less those that it takes away (RFC 28, RFC 31). */
export function hiddenFrames(type: SocketType, options: SocketOptions): number {
  if (type === 'REQ') return options['correlate'] === true ? 2 : 1;
  if (type === 'REP') return 1;
  return type === 'ROUTER' ? -1 : 0;
}
