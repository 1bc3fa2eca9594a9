import type { ItemSink, ItemWriter } from './tap';

const ignore = (): void => undefined;

const writer: ItemWriter = {
  storing: false,
  frameLimit: Number.MAX_SAFE_INTEGER,
  begin: ignore,
  frame: ignore,
  bytes: ignore,
  end: ignore,
  abandon: ignore,
  run: ignore,
};

/** For a relay that only counts. */
export const uncaptured: ItemSink = { writer: () => writer };
