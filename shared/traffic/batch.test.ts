import { describe, expect, it } from 'vitest';
import { BatchReader, batchSlots, FLOW_SLOTS, HEADER, HEADER_SLOTS, PULSE_SLOTS, SOCKET_SLOTS } from './batch';

describe('a batch', () => {
  it('is read where its parts were laid', () => {
    const data = new Float64Array(batchSlots(2, 1, 1));
    data[HEADER.flows] = 2;
    data[HEADER.sockets] = 1;
    data[HEADER.pulses] = 1;
    data[HEADER.tick] = 9;
    data.set([1, 2, 3, 4], HEADER_SLOTS + FLOW_SLOTS);
    data.set([5, 6, 7, 8], HEADER_SLOTS + 2 * FLOW_SLOTS);
    data.set([1, 0, 0.5, 10], HEADER_SLOTS + 2 * FLOW_SLOTS + SOCKET_SLOTS);
    const batch = new BatchReader(data);
    expect(batch.header('tick')).toBe(9);
    expect([0, 1, 2, 3].map((slot) => batch.flow(1, slot))).toEqual([1, 2, 3, 4]);
    expect([0, 1, 2, 3].map((slot) => batch.socket(0, slot))).toEqual([5, 6, 7, 8]);
    expect([0, 1, 2, 3].map((slot) => batch.pulse(0, slot))).toEqual([1, 0, 0.5, 10]);
    expect(data).toHaveLength(HEADER_SLOTS + 2 * FLOW_SLOTS + SOCKET_SLOTS + PULSE_SLOTS);
  });

  it('has zeros for what it does not know', () => {
    const batch = new BatchReader(new Float64Array(HEADER_SLOTS));
    expect(batch.flow(3, 0)).toBe(0);
    expect(batch.socket(3, 0)).toBe(0);
  });
});
