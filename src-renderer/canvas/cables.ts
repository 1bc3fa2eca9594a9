import type { CablePath } from './cable-path';

/** The cables as they are drawn now, by the id of their edge: the canvas of pulses reads them every frame. */
const cables = new Map<string, CablePath>();

export function setCable(id: string, path: CablePath): void {
  cables.set(id, path);
}

export function removeCable(id: string): void {
  cables.delete(id);
}

export function cableOf(id: string): CablePath | undefined {
  return cables.get(id);
}
