/**
 * Draws one frame at `now` (milliseconds, as `performance.now()`). Says whether it wants the next one as well, or in how many
 * milliseconds at the latest; every frame costs the window something, also one in which little is drawn.
 */
export type Painter = (now: number) => boolean | number;

const painters = new Set<Painter>();
let scheduled = false;
let later: ReturnType<typeof setTimeout> | undefined;

/** Adds a painter to the window's one animation loop until the returned function is called. The loop stops when idle. */
export function onFrame(painter: Painter): () => void {
  painters.add(painter);
  wake();
  return () => painters.delete(painter);
}

/** Asks for a frame: something changed. Hidden windows get none until they are seen again. */
export function wake(): void {
  if (scheduled) return;
  scheduled = true;
  clearTimeout(later);
  requestAnimationFrame(run);
}

function run(now: number): void {
  scheduled = false;
  let wait = Number.POSITIVE_INFINITY;
  for (const painter of painters) {
    const wanted = painter(now);
    if (wanted !== false) wait = Math.min(wait, wanted === true ? 0 : wanted);
  }
  if (wait <= 0) wake();
  else if (wait < Number.POSITIVE_INFINITY && !scheduled) {
    clearTimeout(later);
    later = setTimeout(wake, wait);
  }
}
