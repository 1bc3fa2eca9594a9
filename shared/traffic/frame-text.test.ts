import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { frameSnippet } from './frame-text';

test('a snippet is one line and says when there is more', () => {
  expect(frameSnippet(utf8('a\nb\0c'), 20)).toBe('a·b·c');
  expect(frameSnippet(utf8('abcdefgh'), 5)).toBe('abcd…');
  expect(frameSnippet(new Uint8Array(0), 5)).toBe('');
});
