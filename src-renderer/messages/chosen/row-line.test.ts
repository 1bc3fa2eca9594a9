import { expect, it } from 'vitest';
import type { CaptureRow } from '../../../shared/traffic/capture';
import type { FlowName } from '../../../shared/traffic/flow-names';
import { COLUMNS } from '../list-columns';
import { rowLine } from './row-line';

const ROW: CaptureRow = {
  seq: 1234,
  t: 1.5,
  flow: 0,
  direction: 'backward',
  kind: 'message',
  frames: 2,
  size: 15_000,
  preview: 'one\ttwo\nthree',
  truncated: false,
  sealed: false,
  latency: 0.0012344,
};
const end = (name: string, socket: 'REQ' | 'REP') => ({ name, side: undefined, type: socket, socket });
const NAME: FlowName = {
  id: 'l1',
  kind: 'link',
  sockets: {},
  connecting: end('client', 'REQ'),
  binding: end('server', 'REP'),
};

it('writes a row as the list shows it, with numbers that a spreadsheet reads', () => {
  expect(rowLine(COLUMNS, ROW, NAME, '1.500')).toBe(
    '1234\t1.500\tl1\tserver → client\tREP → REQ\tbackward\t2\t15000\t1.234\tone two three',
  );
  expect(rowLine(['time', 'route', 'latency', 'content'], { ...ROW, label: 'READY REQ' }, undefined, '2.000')).toBe(
    '2.000\t\t1.234\tREADY REQ',
  );
});
