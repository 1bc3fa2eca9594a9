/** How many steps back are kept; the oldest are forgotten. */
export const LONGEST_HISTORY = 500;

/**
 * Undo and redo over immutable documents. While a gesture (a drag, typing in a field) is open, changes replace the present
 * without a step of their own; committing makes all of them one step, cancelling takes them back.
 */
export interface History<Document> {
  readonly past: readonly Document[];
  readonly present: Document;
  readonly future: readonly Document[];
  /** The document as it was when the open gesture began. */
  readonly gesture: { readonly before: Document } | undefined;
}

export function startHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [], gesture: undefined };
}

/** A change: a step of its own, or part of the open gesture. The same document is no change. */
export function change<Document>(history: History<Document>, next: Document): History<Document> {
  if (Object.is(next, history.present)) return history;
  if (history.gesture) return { ...history, present: next };
  return { past: pushed(history.past, history.present), present: next, future: [], gesture: undefined };
}

/** Begins a gesture; within an open one it goes on with that. */
export function beginGesture<Document>(history: History<Document>): History<Document> {
  return history.gesture ? history : { ...history, gesture: { before: history.present } };
}

/** Ends the gesture as one step; one that changed nothing leaves none. */
export function commitGesture<Document>(history: History<Document>): History<Document> {
  if (!history.gesture) return history;
  const { before } = history.gesture;
  if (Object.is(before, history.present)) return { ...history, gesture: undefined };
  return { past: pushed(history.past, before), present: history.present, future: [], gesture: undefined };
}

/** Ends the gesture and takes back what it did. */
export function cancelGesture<Document>(history: History<Document>): History<Document> {
  if (!history.gesture) return history;
  return { ...history, present: history.gesture.before, gesture: undefined };
}

/** A step back. An open gesture is committed first, so that it is what is undone. */
export function undo<Document>(history: History<Document>): History<Document> {
  const { past, present, future } = commitGesture(history);
  const previous = past.at(-1);
  if (previous === undefined) return commitGesture(history);
  return { past: past.slice(0, -1), present: previous, future: [present, ...future], gesture: undefined };
}

export function redo<Document>(history: History<Document>): History<Document> {
  const { past, present, future } = commitGesture(history);
  const next = future[0];
  if (next === undefined) return commitGesture(history);
  return { past: pushed(past, present), present: next, future: future.slice(1), gesture: undefined };
}

export function canUndo<Document>(history: History<Document>): boolean {
  return history.past.length > 0 || (history.gesture !== undefined && history.gesture.before !== history.present);
}

export function canRedo<Document>(history: History<Document>): boolean {
  return history.future.length > 0;
}

function pushed<Document>(past: readonly Document[], document: Document): readonly Document[] {
  return [...past, document].slice(-LONGEST_HISTORY);
}
