import { z } from 'zod';
import { FLOW_SLOTS } from '../../shared/traffic/batch';
import { BACKWARD, KIND_MESSAGE } from '../../shared/traffic/flow';
import { columnsOf } from './item-columns';
import { META_BACKWARD } from './item-writer';
import { FrameCursor } from './record';
import { kindOf } from './row-reader';

/** Messages and bytes of a flow in one section: number of the flow, forward messages and bytes, backward messages and bytes. */
type FlowSums = readonly [flow: number, ...counts: number[]];
/** Which kinds of items there are, a bit for each, and the sums of each flow that has any. */
export type SectionSums = readonly [kinds: number, sums: readonly FlowSums[]];

/** Numbers in one `sums`, more or less. */
const MOST_NUMBERS = 100_000;

const count = z.int().min(0);

/** A `sums`: of `ITEM`s that follow one another. */
export const sumsSchema = z.array(
  z.tuple([count.max(15), z.array(z.tuple([count.max(100_000), count, count, count, count]))]),
);

/** What is counted in a section of items. */
export function sumsOf(items: Uint8Array): SectionSums {
  const { flows, lengths, metas, records } = columnsOf(items);
  const cursor = new FrameCursor(records);
  const sums = new Map<number, [number, number, number, number]>();
  let at = 0;
  let kinds = 0;
  for (let index = 0; index < lengths.length; index++) {
    const meta = metas[index]!;
    kinds |= 1 << kindOf(meta);
    if (kindOf(meta) === KIND_MESSAGE) {
      const flow = flows[index]!;
      const counts = sums.get(flow) ?? [0, 0, 0, 0];
      sums.set(flow, counts);
      const way = (meta & META_BACKWARD) === BACKWARD ? 2 : 0;
      cursor.start(at);
      counts[way]!++;
      while (cursor.next()) counts[way + 1]! += cursor.size;
    }
    at += lengths[index]!;
  }
  return [kinds, [...sums].map(([flow, counts]) => [flow, ...counts] as const)];
}

/** The sums of all sections, in pieces of which each is a `sums`. */
export function* savedSums(sums: readonly SectionSums[]): Iterable<readonly SectionSums[]> {
  let from = 0;
  let numbers = 0;
  for (const [index, section] of sums.entries()) {
    numbers += 1 + section[1].length * 5;
    if (numbers < MOST_NUMBERS) continue;
    yield sums.slice(from, index + 1);
    from = index + 1;
    numbers = 0;
  }
  if (from < sums.length) yield sums.slice(from);
}

/**
 * What was counted before a section, in the layout of a batch's flows.
 * @param sums of all sections; those of a file that says nothing of them are none, and then nothing was counted
 */
export function countedBefore(sums: readonly SectionSums[], section: number, flows: number): Float64Array {
  const counted = new Float64Array(flows * FLOW_SLOTS);
  for (const [, each] of sums.slice(0, section)) {
    for (const [flow, ...counts] of each) {
      if (flow < flows) counts.forEach((number, slot) => (counted[flow * FLOW_SLOTS + slot]! += number));
    }
  }
  return counted;
}
