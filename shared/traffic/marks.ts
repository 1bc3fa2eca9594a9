import { z } from 'zod';
import { fail, ok, type Result } from '../result';

/** A bookmark on a captured item, with what the user noted about it. Plain data, so that a file of a capture can hold it. */
export interface Mark {
  /** Number of the item in its run. */
  readonly seq: number;
  /** Seconds since the run began. */
  readonly t: number;
  /** What it is called in a list: its label, or its first frames as text. */
  readonly title: string;
  /** May be empty. */
  readonly note: string;
}

/** The bookmarks of a run, in the order of their items. */
export type Marks = readonly Mark[];

/** So many items can be bookmarked; another one is refused. */
export const MOST_MARKS = 1000;
export const LONGEST_NOTE = 4000;
const LONGEST_TITLE = 2000;

/** Bookmarks as a window sends them, or a file has them. */
export const marksSchema: z.ZodType<Marks> = z
  .array(
    z.strictObject({
      seq: z.int().min(1),
      t: z.number().min(0),
      title: z.string().max(LONGEST_TITLE),
      note: z.string().max(LONGEST_NOTE),
    }),
  )
  .max(MOST_MARKS);

export function addMark(marks: Marks, mark: Mark): Result<Marks> {
  if (marks.some(({ seq }) => seq === mark.seq)) return ok(marks);
  if (marks.length >= MOST_MARKS) {
    const message = `No more than ${MOST_MARKS} messages can be bookmarked. Remove some bookmarks first.`;
    return fail({ code: 'marks-full', message, values: { count: MOST_MARKS } });
  }
  const at = marks.findIndex(({ seq }) => seq > mark.seq);
  return ok(marks.toSpliced(at === -1 ? marks.length : at, 0, mark));
}

export function removeMark(marks: Marks, seq: number): Marks {
  return marks.filter((mark) => mark.seq !== seq);
}

export function withNote(marks: Marks, seq: number, note: string): Marks {
  return marks.map((mark) => (mark.seq === seq ? { ...mark, note: note.slice(0, LONGEST_NOTE) } : mark));
}

/** The bookmark after an item, or before it with `step` -1; from the last it goes on at the first. */
export function nextMark(marks: Marks, seq: number | undefined, step: 1 | -1): Mark | undefined {
  if (step === 1) return marks.find((mark) => mark.seq > (seq ?? -1)) ?? marks[0];
  return marks.findLast((mark) => mark.seq < (seq ?? Infinity)) ?? marks.at(-1);
}
