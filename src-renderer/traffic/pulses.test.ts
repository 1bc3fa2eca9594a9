import { describe, expect, it } from 'vitest';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import { PULSE_MS, PulseSchedule, type Pulse } from './pulses';

const CLIENT_SERVER = { from: 'client', to: 'server' };
const pulse = (t: number, direction = FORWARD) => ({ flow: 0, direction, t, weight: 1 });

function travelling(schedule: PulseSchedule, now: number): Pulse[] {
  const seen: Pulse[] = [];
  schedule.forEach(now, (each) => seen.push({ ...each }));
  return seen;
}

/** When each pulse leaves, by watching the schedule as the overlay does. */
function starts(schedule: PulseSchedule, until: number): { direction: number; start: number }[] {
  const found = new Map<string, { direction: number; start: number }>();
  for (let now = 1000; now <= until; now += 5) {
    for (const { direction, start } of travelling(schedule, now))
      found.set(`${direction} ${start}`, { direction, start });
  }
  return [...found.values()];
}

describe('pulses', () => {
  it('travel from the beginning to the end once, then are gone', () => {
    const schedule = new PulseSchedule();
    schedule.add(pulse(1), CLIENT_SERVER, 1000, false);
    const [only] = starts(schedule, 1000 + 2 * PULSE_MS);
    expect(only?.direction).toBe(FORWARD);
    expect(schedule.busy).toBe(false);
  });

  it('keep the distance that their messages had, although they come in one batch', () => {
    const schedule = new PulseSchedule();
    schedule.sync(1.03, 1000);
    schedule.add(pulse(1), CLIENT_SERVER, 1000, false);
    schedule.add(pulse(1.02), CLIENT_SERVER, 1000, false);
    const [first, second] = travelling(schedule, 1200);
    expect((second?.start ?? 0) - (first?.start ?? 0)).toBeCloseTo(20, 3);
  });

  it('let a reply leave when its request has arrived, while messages are few', () => {
    const schedule = new PulseSchedule();
    schedule.add(pulse(1), CLIENT_SERVER, 1000, true);
    schedule.add(pulse(1.0002, BACKWARD), CLIENT_SERVER, 1000, true);
    const [request, reply] = starts(schedule, 2500);
    expect(request?.direction).toBe(FORWARD);
    expect((reply?.start ?? 0) - (request?.start ?? 0)).toBeCloseTo(PULSE_MS, 3);
  });

  it('wait for nothing that cannot have caused them', () => {
    const schedule = new PulseSchedule();
    schedule.sync(1.03, 1000);
    schedule.add(pulse(1), CLIENT_SERVER, 1000, true);
    schedule.add({ ...pulse(1.001), flow: 1 }, { from: 'other', to: 'server' }, 1000, true);
    const [first, second] = travelling(schedule, 1300);
    expect((second?.start ?? 0) - (first?.start ?? 0)).toBeCloseTo(1, 3);
  });

  it('take up their spacing again after a batch that came late', () => {
    const schedule = new PulseSchedule();
    schedule.sync(1, 1000);
    schedule.sync(2, 2400);
    schedule.sync(3, 3000);
    schedule.add(pulse(2.98), CLIENT_SERVER, 3000, false);
    expect(travelling(schedule, 3100)[0]?.start).toBeCloseTo(3040, 3);
  });

  it('go as it happened where messages are many', () => {
    const schedule = new PulseSchedule();
    schedule.add(pulse(1), CLIENT_SERVER, 1000, false);
    schedule.add(pulse(1.0002, BACKWARD), CLIENT_SERVER, 1000, false);
    expect(travelling(schedule, 1200)).toHaveLength(2);
  });

  it('are bounded, and count what is not drawn', () => {
    const schedule = new PulseSchedule();
    for (let count = 0; count < 2000; count++) schedule.add(pulse(1), CLIENT_SERVER, 1000, false);
    expect(travelling(schedule, 1100).length + schedule.skipped).toBe(2000);
    expect(schedule.skipped).toBeGreaterThan(0);
  });
});
