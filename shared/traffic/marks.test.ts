import { expect, test } from 'vitest';
import { addMark, MOST_MARKS, nextMark, removeMark, withNote, type Marks } from './marks';

const mark = (seq: number) => ({ seq, t: seq / 10, title: `message ${seq}`, note: '' });

function marksOf(...seqs: number[]): Marks {
  return seqs.reduce<Marks>((marks, seq) => {
    const added = addMark(marks, mark(seq));
    return added.ok ? added.value : marks;
  }, []);
}

test('bookmarks are in the order of their messages, each once', () => {
  expect(marksOf(7, 3, 9, 3).map(({ seq }) => seq)).toEqual([3, 7, 9]);
  expect(removeMark(marksOf(3, 7), 3).map(({ seq }) => seq)).toEqual([7]);
});

test('a note belongs to one bookmark', () => {
  expect(withNote(marksOf(3, 7), 7, 'odd').map(({ note }) => note)).toEqual(['', 'odd']);
});

test('one goes from bookmark to bookmark, and round', () => {
  const marks = marksOf(3, 7, 9);
  expect(nextMark(marks, 3, 1)?.seq).toBe(7);
  expect(nextMark(marks, 8, 1)?.seq).toBe(9);
  expect(nextMark(marks, 9, 1)?.seq).toBe(3);
  expect(nextMark(marks, 3, -1)?.seq).toBe(9);
  expect(nextMark(marks, undefined, 1)?.seq).toBe(3);
  expect(nextMark([], 3, 1)).toBeUndefined();
});

test('beyond the bound another bookmark is refused', () => {
  const full = Array.from({ length: MOST_MARKS }, (_, seq) => mark(seq));
  expect(addMark(full, mark(5000))).toMatchObject({ ok: false, error: { code: 'marks-full' } });
  expect(addMark(full, mark(5)).ok).toBe(true);
});
