import i18next, { type Resource } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaptureRow } from '../../../shared/traffic/capture';
import { endsOf, type FlowName } from '../../../shared/traffic/flow-names';
import { resources } from '../../i18n/i18n';
import { cellText, patternOf, routeTitle } from './row-cells';

const ROW: CaptureRow = {
  seq: 12_345,
  t: 1.5,
  flow: 0,
  direction: 'forward',
  kind: 'message',
  frames: 2,
  size: 1200,
  preview: 'weather oslo',
  truncated: false,
  sealed: false,
};
const NAME: FlowName = {
  id: 'l1',
  kind: 'link',
  sockets: { connecting: 'client', binding: 'broker.frontend' },
  connecting: { name: 'client', side: undefined, type: 'REQ', socket: 'REQ' },
  binding: { name: 'broker', side: 'frontend', type: 'ROUTER', socket: 'ROUTER' },
};

describe('the cells of a line', () => {
  beforeAll(async () => {
    await i18next.init({ lng: 'en', resources: resources() as Resource, defaultNS: 'app' });
  });

  const texts = (row: CaptureRow, name: FlowName | undefined) => {
    const text = (column: Parameters<typeof cellText>[0]) =>
      cellText(column, row, { name, time: '1.500' }, i18next.t).text;
    return {
      seq: text('seq'),
      size: text('size'),
      sockets: text('sockets'),
      content: text('content'),
      time: text('time'),
    };
  };

  it('say what an item is', () => {
    expect(texts(ROW, NAME)).toEqual({
      seq: '12,345',
      time: '1.500',
      size: '1.2 kB',
      sockets: 'REQ → ROUTER',
      content: 'weather oslo',
    });
    expect(texts({ ...ROW, direction: 'backward', label: 'READY DEALER' }, NAME)).toMatchObject({
      sockets: 'ROUTER → REQ',
      content: 'READY DEALER',
    });
    expect(texts(ROW, undefined).sockets).toBe('–');
    expect(cellText('time', ROW, { name: NAME, time: '' }, i18next.t).title).toBe('#12,345 · 1.500000 s');
  });

  it('say how long an answer took, whether that is known from the wire, and what has none', () => {
    const latency = (fields: Partial<CaptureRow>) =>
      cellText('latency', { ...ROW, ...fields }, { name: NAME, time: '' }, i18next.t).text;
    expect(latency({ latency: 0.00125 })).toBe('1.25 ms');
    expect(latency({ latency: 0.00125, pairInferred: true })).toBe('≈ 1.25 ms');
    expect(latency({ exchange: 'waiting' })).toBe('…');
    expect(latency({ exchange: 'abandoned' })).toBe('✕');
    expect(latency({})).toBe('');
  });

  it('say a route in full, in the colour of its pattern', () => {
    expect(routeTitle(NAME, endsOf(NAME, 'backward'))).toBe('l1: broker frontend ROUTER → client REQ');
    expect(patternOf(NAME)).toBe('request-reply');
    expect(patternOf(undefined)).toBeUndefined();
  });
});
