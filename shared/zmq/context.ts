import { z } from 'zod';

/** Bounds of what a user may choose; the library takes up to `ZMQ_SOCKET_LIMIT`, 65 535 in its usual builds. */
export const IO_THREADS = { least: 1, most: 32 } as const;
export const MAX_SOCKETS = { least: 16, most: 65_535 } as const;

/** What is set on the context before its first socket, `zmq_ctx_set(3)`. */
export const contextSettingsSchema = z.object({
  ioThreads: z.number().int().min(IO_THREADS.least).max(IO_THREADS.most),
  maxSockets: z.number().int().min(MAX_SOCKETS.least).max(MAX_SOCKETS.most),
});

export type ContextSettings = z.infer<typeof contextSettingsSchema>;

/** The library's own bound of 1023 sockets is less than the sockets and monitors of the largest topology. */
export const DEFAULT_CONTEXT: ContextSettings = { ioThreads: 1, maxSockets: 4096 };

/** The context as it is, by `zmq_ctx_get(3)`. */
export interface ContextFacts extends ContextSettings {
  /** The most that `maxSockets` can be. */
  readonly socketLimit: number;
  /** Bytes. */
  readonly maxMessageSize: number;
  /** What sockets have by themselves. */
  readonly ipv6: boolean;
  /** Whether sockets that have no `linger` of their own wait for what is unsent when the context ends. */
  readonly blocky: boolean;
}

/** Sockets of the context that are open now. */
export interface ContextSockets {
  readonly topology: number;
  /** A pair for each socket whose connections are followed, `zmq_socket_monitor(3)`. */
  readonly monitors: number;
  /** The one that answers who may connect (RFC 27). */
  readonly zap: number;
}

export const NO_CONTEXT_SOCKETS: ContextSockets = { topology: 0, monitors: 0, zap: 0 };
