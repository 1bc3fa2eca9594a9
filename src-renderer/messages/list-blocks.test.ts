import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areDrawn, BLOCK_LINES, blocksInOrder, elementsFor, nextBlocks, NO_BLOCKS, type Blocks } from './list-blocks';

const LINES = 12;
const ELEMENTS = elementsFor(LINES);
const ALL = { from: -1_000_000, to: 1_000_000 };
const of = (blocks: Blocks) => blocksInOrder(blocks, ALL).map(({ element, begin }) => [element, begin]);
const wanted = (from: number) => ({ from, to: from + LINES });

test('a list that is scrolled moves a block only when a line of it comes close, and none in the document', () => {
  const still = nextBlocks(NO_BLOCKS, wanted(100), ELEMENTS, false);
  expect(of(still)).toEqual([
    [0, 100],
    [1, 108],
  ]);
  expect(areDrawn(wanted(104), still)).toBe(true);
  const down = nextBlocks(still, wanted(105), ELEMENTS, true);
  expect(of(down)).toEqual([
    [0, 100],
    [1, 108],
    [2, 116],
  ]);
  const further = nextBlocks(down, wanted(113), ELEMENTS, true);
  expect(of(further)).toEqual([
    [0, 124],
    [1, 108],
    [2, 116],
  ]);
  expect(areDrawn(wanted(109), further)).toBe(true);
  expect(areDrawn(wanted(107), further)).toBe(false);
  expect(of(nextBlocks(further, wanted(107), ELEMENTS, true))).toEqual([
    [0, 100],
    [1, 108],
    [2, 116],
  ]);
});

test('when the list rests, its elements are in the order of their lines again', () => {
  const still = nextBlocks(NO_BLOCKS, wanted(100), ELEMENTS, false);
  const scrolled = nextBlocks(still, wanted(113), ELEMENTS, true);
  const rested = nextBlocks(scrolled, wanted(113), ELEMENTS, false);
  expect(of(rested)).toEqual([
    [1, 108],
    [2, 116],
    [0, 124],
  ]);
});

test('lines that have nothing in common with those before take the elements as they stand', () => {
  const still = nextBlocks(NO_BLOCKS, wanted(100), ELEMENTS, false);
  for (const scrolling of [true, false]) {
    expect(of(nextBlocks(still, wanted(5001), ELEMENTS, scrolling))).toEqual([
      [0, 5001],
      [1, 5009],
    ]);
  }
});

test('at the ends of the list a block has only the lines that there are', () => {
  const blocks = nextBlocks(NO_BLOCKS, wanted(100), ELEMENTS, false);
  expect(blocksInOrder(blocks, { from: 103, to: 109 }).map(({ lines }) => lines)).toEqual([
    { from: 103, to: 108 },
    { from: 108, to: 109 },
  ]);
  expect(blocksInOrder(blocks, { from: 103, to: 108 })).toHaveLength(1);
});

test('wherever one goes, the wanted lines are drawn, each by an element of its own', () => {
  const steps = fc.array(fc.record({ from: fc.integer({ min: -300, max: 300 }), scrolling: fc.boolean() }));
  fc.assert(
    fc.property(steps, (all) => {
      let blocks = NO_BLOCKS;
      for (const { from, scrolling } of all) {
        blocks = nextBlocks(blocks, wanted(from), ELEMENTS, scrolling);
        expect(areDrawn(wanted(from), blocks)).toBe(true);
        const drawn = blocksInOrder(blocks, ALL);
        expect(new Set(drawn.map(({ element }) => element)).size).toBe(drawn.length);
        const lines = drawn.flatMap(({ begin }) => Array.from({ length: BLOCK_LINES }, (_, at) => begin + at));
        for (let place = from; place < from + LINES; place++) expect(lines).toContain(place);
      }
    }),
  );
});
