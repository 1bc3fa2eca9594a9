import { create } from 'zustand';

interface CanvasView {
  /** 1 is life size. */
  readonly zoom: number;
  /** Somebody has moved or zoomed it since it was last made to show everything. */
  readonly byHand: boolean;
}

export const useCanvasView = create<CanvasView>()(() => ({ zoom: 1, byHand: false }));
