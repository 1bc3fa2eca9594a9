import { expect, it } from 'vitest';
import { parseFilter } from '../../shared/filter/parse';
import type { CaptureRow } from '../../shared/traffic/capture';
import type { FlowName } from '../../shared/traffic/flow-names';
import { conditionsOf } from './row-conditions';

const ROW: CaptureRow = {
  seq: 1,
  t: 0,
  flow: 0,
  direction: 'backward',
  kind: 'message',
  frames: 2,
  size: 12,
  preview: 'weather | sunny',
  truncated: false,
  sealed: false,
};
const LINK: FlowName = {
  id: 'l1',
  kind: 'link',
  sockets: {},
  connecting: { name: 'My reader', side: undefined, type: 'SUB', socket: 'SUB' },
  binding: { name: 'station', side: undefined, type: 'PUB', socket: 'PUB' },
};
const PEER: FlowName = {
  id: 'peer1',
  kind: 'peer',
  sockets: {},
  connecting: { name: 'Program 1', side: undefined, type: 'REQ', socket: undefined },
  binding: { name: 'server', side: undefined, type: 'REP', socket: 'REP' },
};

it('offers what a row is, as conditions that can be read', () => {
  expect(conditionsOf(ROW, LINK)).toEqual([
    'link:l1',
    'from:station',
    'to:"My reader"',
    'topic="weather"',
    'dir:backward',
    'kind:message',
    'size=12',
    'size>=12',
    'frames=2',
  ]);
  expect(conditionsOf({ ...ROW, latency: 0.0123456, exchange: 'reply' }, PEER)).toEqual([
    'peer:peer1',
    'from:server',
    'to:peer1',
    'dir:backward',
    'kind:message',
    'size=12',
    'size>=12',
    'frames=2',
    'latency>=12.346ms',
  ]);
  const meeting = { ...LINK, id: 'meeting1', kind: 'peer' } as const;
  expect(conditionsOf(ROW, meeting)).toContain('link:meeting1');
  expect(conditionsOf({ ...ROW, exchange: 'waiting' }, undefined)).toContain('answered:no');
  for (const query of conditionsOf(ROW, LINK)) expect(parseFilter(query).ok).toBe(true);
});
