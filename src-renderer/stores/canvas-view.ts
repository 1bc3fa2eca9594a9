import { create } from 'zustand';

interface CanvasView {
  /** 1 is life size. */
  readonly zoom: number;
}

export const useCanvasView = create<CanvasView>()(() => ({ zoom: 1 }));
