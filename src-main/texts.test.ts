import { describe, expect, it } from 'vitest';
import { languageOf, translatorFor } from './texts';

describe('the language', () => {
  it('is the chosen one, whatever the system prefers', () => {
    expect(languageOf('en', ['zh-CN'])).toBe('en');
    expect(languageOf('zh-CN', ['en-US'])).toBe('zh-CN');
  });

  it('is the first of the system that the app has', () => {
    expect(languageOf('system', ['zh-Hans-CN', 'en-US'])).toBe('zh-CN');
    expect(languageOf('system', ['zh-TW'])).toBe('zh-CN');
    expect(languageOf('system', ['fr-FR', 'zh-CN', 'en'])).toBe('zh-CN');
    expect(languageOf('system', ['fr-FR', 'en-GB', 'zh-CN'])).toBe('en');
    expect(languageOf('system', [])).toBe('en');
  });
});

it('fills names in as they are', () => {
  expect(translatorFor('en')('main:unsaved.message', { name: 'R&D <1>' })).toBe('Save the changes to “R&D <1>”?');
  expect(translatorFor('zh-CN')('main:title', { name: '你好' })).toBe('你好 — ZeroMQ Patchbay');
});
