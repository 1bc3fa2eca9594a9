import { expect, test } from 'vitest';
import { fittingBehaviors } from '../zmq/behavior-fit';
import { SOCKET_TYPES } from '../zmq/socket-types';
import {
  behaviorOfType,
  PACES,
  paceOf,
  withField,
  withFrames,
  withPace,
  type GenerateBehavior,
} from './behavior-fields';
import { parseTopology } from './parse';
import type { Behavior } from './topology';

function problems(socket: (typeof SOCKET_TYPES)[number], behavior: Behavior): unknown {
  const parsed = parseTopology({
    format: 'zmq-patchbay/1',
    name: '',
    nodes: [{ id: 'a', kind: 'socket', socket, position: { x: 0, y: 0 }, behavior }],
    links: [],
  });
  return parsed.ok ? [] : parsed.error;
}

test('every behavior that can be chosen for a socket makes a file that can be opened, whatever was chosen before', () => {
  for (const socket of SOCKET_TYPES) {
    for (const type of fittingBehaviors(socket)) {
      for (const before of [undefined, ...fittingBehaviors(socket)]) {
        const old = before && behaviorOfType(socket, before, undefined);
        expect(problems(socket, behaviorOfType(socket, type, old))).toEqual([]);
      }
    }
  }
});

test('choosing another type keeps the frames and times that both have', () => {
  const generate: Behavior = { type: 'generate', every: '2s', count: 5, frames: ['a', 'b'] };
  const request = behaviorOfType('DEALER', 'request', generate);
  expect(request).toEqual({ type: 'request', every: '2s', count: 5, frames: ['a', 'b'] });
  expect(behaviorOfType('DEALER', 'sink', { type: 'reply', echo: true, delay: '1s' })).toEqual({
    type: 'sink',
    delay: '1s',
  });
  expect(behaviorOfType('DEALER', 'request', request)).toBe(request);
});

test('every pace can follow every other, and is read back', () => {
  const start: GenerateBehavior = { type: 'generate', every: '1s', frames: ['x'] };
  for (const first of PACES) {
    for (const second of PACES) {
      const paced = withPace(withPace(start, first), second);
      expect(paceOf(paced)).toBe(second);
      expect(problems('PUSH', paced)).toEqual([]);
    }
  }
  expect(withPace({ type: 'generate', every: '5s', frames: ['x'] }, 'burst')).toMatchObject({ every: '5s', burst: 10 });
});

test('a message always has a frame', () => {
  expect(withFrames({ type: 'reply', frames: ['a'] }, []).frames).toEqual(['']);
});

test('a field that is set to nothing is gone', () => {
  expect(Object.keys(withField({ a: 1, b: 2 } as { a: number; b?: number }, 'b', undefined))).toEqual(['a']);
  expect(withField({ a: 1 }, 'a', 3)).toEqual({ a: 3 });
});
