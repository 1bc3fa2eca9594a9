import { expect, test } from 'vitest';
import { groupedOptions, OPTION_GROUPS } from './option-groups';
import { OPTIONS, optionsOf } from './options';
import { SOCKET_TYPES } from './socket-types';

test('every option is in one group', () => {
  expect(Object.values(OPTION_GROUPS).flat().sort()).toEqual(Object.keys(OPTIONS).sort());
});

test('every option of a socket type is shown once', () => {
  for (const type of SOCKET_TYPES) {
    const shown = groupedOptions(type).flatMap(([, options]) => options.map(({ name }) => name));
    expect(shown.sort()).toEqual(
      optionsOf(type)
        .map(({ name }) => name)
        .sort(),
    );
  }
});

test('groups that a type has nothing of are left out', () => {
  expect(groupedOptions('PUSH').map(([group]) => group)).toEqual(['queues', 'timing', 'connection', 'tcp']);
});
