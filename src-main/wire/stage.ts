/** Where bytes go on to: the next stage, or the reader and socket at the end of the pipeline. */
export interface Outlet {
  /**
   * Takes bytes in order; gives how many it took from the front. All of them, unless the reader at the end holds
   * messages back. The bytes are valid only during the call, unless `Pipe` says otherwise.
   */
  write(chunk: Uint8Array): number;
}

/**
 * A step that the bytes of one direction pass before they are read and sent on: it may hold them, delay them, or leave
 * some out. What the reader counts and the capture keeps is what comes out behind the last stage, which is what really
 * went on. A stage that keeps bytes copies them, and keeps at most one chunk: while `holding`, no more are read from the
 * socket, and the sender feels it.
 */
export interface Stage {
  readonly holding: boolean;
  write(chunk: Uint8Array, next: Outlet): void;
}
