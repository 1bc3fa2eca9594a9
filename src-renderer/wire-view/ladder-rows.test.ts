import { describe, expect, it } from 'vitest';
import type { ConnectionFacts, LadderStep } from '../../shared/wire/ladder';
import { ladderRows } from './ladder-rows';

const none = { messages: 0, bytes: 0 };
const side = { name: '', node: '', socket: undefined, version: '3.1', mechanism: 'NULL', socketType: '', identity: '' };
const facts: ConnectionFacts = {
  id: 1,
  flow: 0,
  link: 'l1',
  phase: 'ready',
  endpoint: '',
  remote: '',
  openedAt: 0,
  connecting: side,
  binding: side,
  forward: none,
  backward: none,
  heartbeats: {},
  steps: 0,
};

function step(index: number, fields: Partial<LadderStep> = {}): LadderStep {
  const type = 'greeting';
  const bytes = new Uint8Array(0);
  const base = {
    t: index / 100,
    name: '',
    bytes,
    header: 0,
    size: 0,
    unfinished: false,
    forward: none,
    backward: none,
  };
  return { index, type, seq: index + 1, ...base, ...fields };
}

const beat = (index: number, name = 'PING', fields: Partial<LadderStep> = {}) =>
  step(index, { type: 'command', name, ...fields });

function rows(steps: readonly LadderStep[], connection = facts, opened: readonly string[] = []) {
  return ladderRows({ connection, steps, seq: 100 }, new Set(opened));
}

describe('the lines of a ladder', () => {
  it('have the messages between two steps in one line, with where they are in the capture', () => {
    const forward = { messages: 1204, bytes: 77_056 };
    const lines = rows([step(0), step(1, { forward })], { ...facts, forward });
    expect(lines.map(({ type }) => type)).toEqual(['step', 'messages', 'step']);
    expect(lines[1]).toMatchObject({ forward, backward: none, from: 1, to: 2 });
  });

  it('have those since the last step at the end', () => {
    const backward = { messages: 3, bytes: 9 };
    expect(rows([step(0)], { ...facts, backward }).at(-1)).toMatchObject({
      type: 'messages',
      backward,
      from: 1,
      to: 100,
    });
  });

  it('do not say where messages are once the capture was emptied', () => {
    const forward = { messages: 1, bytes: 1 };
    expect(rows([step(0, { seq: 0 })], { ...facts, forward }).at(-1)).toMatchObject({ from: 0, to: 0 });
  });

  it('show a silence, and steps that were not kept', () => {
    expect(rows([step(0, { t: 0 }), step(1, { t: 5 }), step(9, { t: 5 })]).map((row) => row.type)).toEqual([
      'step',
      'gap',
      'step',
      'passed',
      'step',
    ]);
    expect(rows([step(1), step(9)])[1]).toMatchObject({ type: 'passed', count: 7 });
  });

  it('fold a run of heartbeats, however far they are apart, and unfold it', () => {
    const steps = [
      step(0),
      ...Array.from({ length: 6 }, (_, i) => beat(i + 1, i % 2 ? 'PONG' : 'PING', { t: i * 10 })),
    ];
    const folded = rows(steps);
    expect(folded.map(({ type }) => type)).toEqual(['step', 'heartbeats']);
    expect(rows(steps, facts, [folded[1]?.key ?? '']).map(({ type }) => type)).toEqual([
      'step',
      'heartbeats',
      ...Array.from({ length: 6 }, () => 'step'),
    ]);
  });

  it('do not fold one PING with its PONG, nor across messages', () => {
    const forward = { messages: 1, bytes: 1 };
    const steps = [beat(0), beat(1, 'PONG'), beat(2, 'PING', { forward }), beat(3, 'PONG', { forward })];
    expect(rows(steps, { ...facts, forward }).map(({ type }) => type)).toEqual([
      'step',
      'step',
      'messages',
      'step',
      'step',
    ]);
  });

  it('have a key of their own each', () => {
    const forward = { messages: 1, bytes: 1 };
    const keys = rows([step(0), step(1, { forward }), beat(2), beat(3), beat(4)], facts).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
