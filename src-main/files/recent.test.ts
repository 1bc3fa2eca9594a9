import { expect, it } from 'vitest';
import { MOST_RECENT } from '../../shared/settings';
import { withoutRecent, withRecent } from './recent';

it('has the newest file first, each once, and forgets the oldest', () => {
  expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  const many = Array.from({ length: MOST_RECENT }, (_, index) => `file ${index}`);
  expect(withRecent(many, 'new')).toEqual(['new', ...many.slice(0, -1)]);
  expect(withoutRecent(['a', 'b'], 'a')).toEqual(['b']);
});
