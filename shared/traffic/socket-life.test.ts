import { expect, test } from 'vitest';
import { LIFE_STEPS, lifeOf, type LifeFacts } from './socket-life';
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

test('the step that failed is said', () => {
  const problem = { code: 'EADDRINUSE', message: 'in use' };
  expect(said({ status: { ...open, endpoints: [{ ...bound, actual: '', problem }] } })).toBe('ddnfaa');
  expect(said({ status: { ...open, state: 'failed' } })).toBe('nfaaaa');
});
