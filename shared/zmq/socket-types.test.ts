import { describe, expect, it } from 'vitest';
import { behaviorFits, fittingBehaviors } from './behavior-fit';
import { canTalk, sensibleBinder, SOCKET_TYPES, socketFacts } from './socket-types';

describe('socket types', () => {
  it('talk with each other both ways or not at all', () => {
    for (const one of SOCKET_TYPES)
      for (const other of SOCKET_TYPES) expect(canTalk(one, other)).toBe(canTalk(other, one));
  });

  it('stay within their pattern', () => {
    for (const one of SOCKET_TYPES)
      for (const other of SOCKET_TYPES.filter((type) => canTalk(one, type)))
        expect(socketFacts(one).pattern).toBe(socketFacts(other).pattern);
  });

  it('have the stable end bind', () => {
    expect(sensibleBinder('REQ', 'REP')).toBe('other');
    expect(sensibleBinder('REP', 'REQ')).toBe('one');
    expect(sensibleBinder('REP', 'DEALER')).toBe('one');
    expect(sensibleBinder('ROUTER', 'DEALER')).toBe('one');
    expect(sensibleBinder('SUB', 'PUB')).toBe('other');
    expect(sensibleBinder('PAIR', 'PAIR')).toBe('other');
  });

  it('can always be driven by hand, and only do what their directions allow', () => {
    for (const type of SOCKET_TYPES) {
      expect(fittingBehaviors(type)).toContain('manual');
      if (!socketFacts(type).sends) expect(behaviorFits(type, 'generate')).toBe(false);
      if (!socketFacts(type).receives) expect(behaviorFits(type, 'sink')).toBe(false);
    }
  });
});
