import { expect, test } from 'vitest';
import { findOptions, groupedOptions, OPTION_GROUPS } from './option-groups';
import { optionEffect, OPTIONS, optionFacts, optionsOf, type OptionName } from './options';
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

test('an option is found by its name, by that of libzmq, and by what is said about it', () => {
  const about = (name: OptionName) => (name === 'linger' ? 'unsent messages after closing' : '');
  const found = (typed: string) =>
    findOptions(groupedOptions('DEALER'), typed, about).flatMap(([, list]) => list.map(({ name }) => name));
  expect(found('highwater')).toEqual(['sendHighWaterMark', 'receiveHighWaterMark']);
  expect(found('ZMQ_SNDHWM')).toEqual(['sendHighWaterMark']);
  expect(found(' rcv TIMEO ')).toEqual(['receiveTimeout']);
  expect(found('closing')).toEqual(['linger']);
  expect(found('nothing of that')).toEqual([]);
  expect(found('  ')).toHaveLength(optionsOf('DEALER').length);
});

// zmq_setsockopt(3): "All options, with the exception of … only take effect for subsequent socket bind/connects."
test('what a change does on an open socket is what libzmq lets it do', () => {
  const names = (effect: string) =>
    Object.keys(OPTIONS).filter((name) => optionEffect(optionFacts(name as OptionName)) === effect);
  expect(names('now')).toEqual([
    'sendHighWaterMark',
    'receiveHighWaterMark',
    'linger',
    'correlate',
    'mandatory',
    'verbosity',
  ]);
  expect(names('newcomers')).toEqual(['handover', 'probeRouter']);
});
