/**
 * An expected outcome as a value. Failures that a person can cause or mend are returned, never thrown;
 * a thrown error is a bug.
 */
export type Result<Value, Failure = Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

/** What went wrong, as one sentence for a person: what, where, and what to do about it. */
export interface Problem {
  /** Stable name of the kind of problem, e.g. `EADDRINUSE` or `schema`; the window translates by it. */
  readonly code: string;
  /** A whole sentence in English. */
  readonly message: string;
  /** Where it is: a field path in a file (`nodes[2].bind[0]`), a node id or a link id. */
  readonly where?: string;
  /** Values that the sentence is built of, for the translation. */
  readonly values?: Readonly<Record<string, string | number>>;
}

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Failure>(error: Failure): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}
