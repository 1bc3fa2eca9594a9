/** Draws one frame at `now` (milliseconds, as `performance.now()`); says whether it wants the next one as well. */
export type Painter = (now: number) => boolean;

const painters = new Set<Painter>();
let scheduled = false;

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
  requestAnimationFrame(run);
}

function run(now: number): void {
  scheduled = false;
  let more = false;
  for (const painter of painters) more = painter(now) || more;
  if (more) wake();
}
