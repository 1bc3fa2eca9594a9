import { create } from 'zustand';

interface CanvasView {
  /** 1 is life size. */
  readonly zoom: number;
  /** True while dragged nodes snap to the grid. */
  readonly snap: boolean;
  readonly minimap: boolean;
}

export const useCanvasView = create<CanvasView>()(() => ({ zoom: 1, snap: false, minimap: true }));
