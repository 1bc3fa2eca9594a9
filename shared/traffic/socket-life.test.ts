import { expect, test } from 'vitest';
import { lateOptions, LIFE_STEPS, lifeOf, stepTimes, type LifeFacts } from './socket-life';
import type { EndpointStatus, SocketStatus } from './status';

const open: SocketStatus = { key: 'a', node: 'a', type: 'REP', index: 0, state: 'open', endpoints: [], problems: [] };
const bound: EndpointStatus = { use: 'bind', given: 'tcp://*:1', actual: 'tcp://0.0.0.0:1', local: false };

function said(facts: Partial<LifeFacts>): string {
  const states = lifeOf({ runState: 'running', status: open, attached: false, moved: false, ...facts });
  return LIFE_STEPS.map((step) => states[step][0]).join('');
}

test('a socket goes through its life step by step', () => {
  expect(said({ runState: 'stopped', status: undefined })).toBe('aaaaaa');
  expect(said({ status: { ...open, state: 'opening' } })).toBe('naaaaa');
  expect(said({})).toBe('ddnaaa');
  expect(said({ attached: true })).toBe('dddnaa');
  expect(said({ status: { ...open, endpoints: [bound] } })).toBe('dddnaa');
  expect(said({ moved: true })).toBe('ddddna');
  expect(said({ status: { ...open, state: 'closed' }, moved: true })).toBe('dddddn');
});

test('a socket whose run is over was closed, and what it never came to is not said to be done', () => {
  const over = { runState: 'stopped', status: undefined } as const;
  expect(said({ ...over, times: { created: 1, options: 1, attached: 2, traffic: 3, closed: 9 } })).toBe('dddddn');
  expect(said({ ...over, times: { created: 1, options: 1, attached: 2, closed: 9 } })).toBe('ddddan');
  expect(said({ ...over, times: {} })).toBe('aaaaaa');
});

test('the step that failed is said', () => {
  const problem = { code: 'EADDRINUSE', message: 'in use' };
  expect(said({ status: { ...open, endpoints: [{ ...bound, actual: '', problem }] } })).toBe('ddnfaa');
  expect(said({ status: { ...open, state: 'failed' } })).toBe('nfaaaa');
});

const create = (options: Record<string, number>) => ({ type: 'create', socket: 'REP', options }) as const;
const bind = { type: 'bind', endpoint: 'tcp://*:1' } as const;

test('each step has the time at which the newest life reached it', () => {
  const events = [
    { t: 1, call: create({}) },
    { t: 2, call: bind, problem: 'in use' },
    { t: 3, call: bind },
    { t: 4, call: { type: 'receive' } as const },
  ];
  expect(stepTimes(events)).toEqual({ created: 1, options: 1, attached: 3, traffic: 4 });
  expect(stepTimes([...events, { t: 9, call: create({}) }])).toEqual({ created: 9, options: 9 });
  expect(stepTimes([])).toEqual({});
});

test('options that were changed once it was bound are late', () => {
  const first = [{ t: 1, call: create({ linger: 1, backlog: 5 }) }];
  const again = { t: 7, call: create({ linger: 2 }) };
  expect(lateOptions([...first, again])).toEqual([]);
  expect(lateOptions([...first, { t: 2, call: bind, problem: 'in use' }, again])).toEqual([]);
  expect(lateOptions([...first, { t: 2, call: bind }, again])).toEqual([
    { t: 7, option: 'linger', live: true },
    { t: 7, option: 'backlog', live: false },
  ]);
});
