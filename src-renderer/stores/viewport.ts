import type { Position } from '../../shared/topology/topology';

/** What commands can do with the canvas' view; the canvas puts itself here while it is shown. */
export interface Viewport {
  fit(): void;
  /** Fits once the nodes of a document that was just opened have been measured. */
  fitSoon(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** What is seen, in the document's coordinates. */
  seen(): Position & { readonly width: number; readonly height: number };
  /** Moves the keyboard's focus to the canvas. */
  focus(): void;
}

const ABSENT: Viewport = {
  fit: () => undefined,
  fitSoon: () => undefined,
  zoomIn: () => undefined,
  zoomOut: () => undefined,
  seen: () => ({ x: 0, y: 0, width: 800, height: 600 }),
  focus: () => undefined,
};

let current = ABSENT;

export function viewport(): Viewport {
  return current;
}

/** Makes this the canvas that commands act on, until the returned function is called. */
export function provideViewport(shown: Viewport): () => void {
  current = shown;
  return () => {
    if (current === shown) current = ABSENT;
  };
}
