import { expect, it } from 'vitest';
import { benchTable } from './bench-table.mjs';

it('puts figures under each other, with their ratio, goal and whether it was met', () => {
  const table = benchTable('PUSH→PULL', [
    { name: 'alone', value: 150_000, unit: 'msg/s' },
    { name: 'with relay', value: 130_000, unit: 'msg/s', ratio: 0.8667, of: 'alone', goal: '≥ 0.80', met: true },
    { name: 'with faults', value: 9_000, unit: 'msg/s', ratio: 0.06, of: 'alone', goal: '≥ 0.50', met: false },
  ]);
  expect(table.split('\n')).toEqual([
    'PUSH→PULL',
    '  alone        150,000 msg/s',
    '  with relay   130,000 msg/s  0.87 × alone  goal ≥ 0.80  ✓',
    '  with faults    9,000 msg/s  0.06 × alone  goal ≥ 0.50  ✗ missed',
  ]);
});

it('shows small numbers with the digits that matter', () => {
  expect(benchTable('Latency', [{ name: 'added', value: 0.0421, unit: 'ms' }])).toContain('0.042 ms');
});
