import { describe, expect, it } from 'vitest';
import { parseEndpoint } from './endpoint';
import { tipcInEvents, tipcToConnect } from './tipc';

describe('a tipc endpoint', () => {
  it('is a range where it is bound, and one name where it is connected to', () => {
    const fits = (text: string) => [parseEndpoint(text, 'bind').ok, parseEndpoint(text, 'connect').ok];
    expect(fits('tipc://{5560,0,0}')).toEqual([true, false]);
    expect(fits('tipc://{5560, 0, 9}')).toEqual([true, false]);
    expect(fits('tipc://<*>')).toEqual([true, false]);
    expect(fits('tipc://{5560,0}')).toEqual([false, true]);
    expect(fits('tipc://{5560,0}@0.0.0')).toEqual([false, true]);
    expect(fits('tipc://<1.1.1:2388990410>')).toEqual([false, true]);
    expect(fits('tipc://5560')).toEqual([false, false]);
  });

  it('that is bound is reached by its lowest instance, wherever in the cluster it is', () => {
    expect(tipcToConnect('tipc://{5560,3,9}')).toBe('tipc://{5560,3}@0.0.0');
    expect(tipcToConnect('tipc://<1.1.1:5>')).toBe('tipc://<1.1.1:5>');
  });

  // As libzmq 4.3.5 on Linux 6.1 said them.
  it('is named in events with its domain as one number', () => {
    expect(tipcInEvents('tipc://{5570,0}')).toBe('tipc://{5570, 0, 16777216}');
    expect(tipcInEvents('tipc://{5570,0}@0.0.0')).toBe('tipc://{5570, 0, 0}');
    expect(tipcInEvents('tipc://{5570,0}@1.1.1')).toBe('tipc://{5570, 0, 16781313}');
    expect(tipcInEvents('tipc://<1.1.1:5>')).toBe('tipc://<1.1.1:5>');
  });
});
