import { expect, test } from 'vitest';
import { timeText } from '../ui/time-text';
import { digitsOf, logLines, logTexts, TIME_STEPS, VALUE_STEPS, WHOLE_STEPS } from './axis-steps';

test('texts of an axis of time are as far apart as its lines', () => {
  for (const step of TIME_STEPS) {
    const texts = [0, 1, 2, 3, 4].map((index) => timeText(index * step, digitsOf(step)));
    expect(texts.map(secondsOf)).toEqual([0, 1, 2, 3, 4].map((index) => expect.closeTo(index * step, 6)));
  }
});

test('each step is larger than the one before', () => {
  for (const steps of [TIME_STEPS, VALUE_STEPS, WHOLE_STEPS])
    expect(steps).toEqual([...new Set(steps)].sort((one, other) => one - other));
  expect(VALUE_STEPS.slice(0, 4)).toEqual([0.1, 0.2, 0.5, 1]);
  expect(WHOLE_STEPS.every(Number.isInteger)).toBe(true);
});

/** Of a text as `1:02:03.5`. */
function secondsOf(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

test('a logarithmic axis has texts and lines as far as they can be told apart', () => {
  const splits = [-3, -2, -1, 0].flatMap((power) => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => digit * 10 ** power));
  const shown = (texts: readonly (number | null)[]) => texts.filter((value) => value !== null);
  expect(shown(logTexts(splits, 100)).slice(0, 4)).toEqual([0.001, 0.002, 0.005, 0.01]);
  expect(shown(logTexts(splits, 30))).toEqual([0.001, 0.01, 0.1, 1]);
  expect(shown(logTexts(splits, 10))).toEqual([0.01, 1]);
  expect(shown(logLines(splits, 100))).toEqual(splits);
  expect(shown(logLines(splits, 30))).toEqual([0.001, 0.01, 0.1, 1]);
});
