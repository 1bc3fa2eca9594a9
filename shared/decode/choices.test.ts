import { expect, test } from 'vitest';
import { choicesSchema, MOST_CHOICES, placeKey, withChoice, type DecoderChoices } from './choices';

const place = { document: '/a/b.zmq.json', link: 'l1', direction: 'forward', frame: 1 } as const;

test('a choice holds for one place, until it is taken back', () => {
  const key = placeKey(place);
  const chosen = withChoice({}, key, { decoder: 'msgpack' });
  expect(chosen[key]).toEqual({ decoder: 'msgpack' });
  for (const other of [{ document: '/c' }, { link: 'l2' }, { direction: 'backward' as const }, { frame: 0 }])
    expect(chosen[placeKey({ ...place, ...other })]).toBeUndefined();
  expect(withChoice(chosen, key, undefined)).toEqual({});
});

test('the oldest choices are forgotten', () => {
  let choices: DecoderChoices = {};
  for (let frame = 0; frame < MOST_CHOICES + 2; frame++)
    choices = withChoice(choices, placeKey({ ...place, frame }), { decoder: 'json' });
  choices = withChoice(choices, placeKey({ ...place, frame: 2 }), { decoder: 'text' });
  expect(Object.keys(choices)).toHaveLength(MOST_CHOICES);
  expect(choices[placeKey({ ...place, frame: 1 })]).toBeUndefined();
  expect(Object.values(choices).at(-1)).toEqual({ decoder: 'text' });
  expect(choicesSchema.safeParse(choices).success).toBe(true);
});
