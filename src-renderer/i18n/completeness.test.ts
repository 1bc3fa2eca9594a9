import { describe, expect, it } from 'vitest';
import { COMMAND_IDS } from '../../shared/commands';
import { LANGUAGES } from '../../shared/settings';
import { resources } from './i18n';

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Every string of a language by its whole name, `namespace:key.key`. */
function stringsOf(language: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, name: string) => {
    if (typeof value === 'string') found.set(name, value);
    else
      for (const [key, inner] of Object.entries(value ?? {}))
        walk(inner, name.includes(':') ? join(name, key) : `${name}:${key}`);
  };
  for (const [namespace, strings] of Object.entries(resources()[language] ?? {})) walk(strings, namespace);
  return found;
}

function join(name: string, key: string): string {
  return `${name}.${key}`;
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();
}

const english = stringsOf('en');
const chinese = stringsOf('zh-CN');
// Chinese has one form for every number, and English two.
const withoutPlural = (names: Iterable<string>) => new Set([...names].map((name) => name.replace(/_(one|other)$/, '')));

describe('the translations', () => {
  it('are there for every language', () => {
    expect(Object.keys(resources()).sort()).toEqual([...LANGUAGES].sort());
    expect(english.size).toBeGreaterThan(200);
  });

  it('have the same strings in every language', () => {
    expect([...withoutPlural(chinese.keys())].sort()).toEqual([...withoutPlural(english.keys())].sort());
  });

  it('have the same placeholders in every language, and no empty string', () => {
    for (const [name, text] of english) {
      const other = chinese.get(name) ?? chinese.get(name.replace(/_(one|other)$/, '_other'));
      expect(text, name).not.toBe('');
      expect(other, name).toBeDefined();
      // “There is one problem” may leave the number out.
      if (!name.endsWith('_one')) expect(placeholders(other ?? ''), name).toEqual(placeholders(text));
    }
  });

  it('write units of time beside a number as their symbols, and only alone as words', () => {
    for (const [name, text] of chinese) expect(text, name).not.toMatch(/(?:\d|\}\})\s*(?:毫秒|微秒|纳秒|秒|分钟|小时)/);
  });

  it('name every command', () => {
    for (const id of COMMAND_IDS) expect(english.get(`commands:${id}`), id).toBeDefined();
  });

  it('have every string that the window names', () => {
    const known = withoutPlural(english.keys());
    const missing = Object.entries(sources).flatMap(([file, source]) => {
      const own = /useTranslation\(\[?'([\w-]+)'/.exec(source)?.[1];
      return [...source.matchAll(/\bt\(\s*'([\w:.-]+)'/g)].flatMap(([, key = '']) => {
        const name = key.includes(':') ? key : own === undefined ? undefined : `${own}:${key}`;
        return name === undefined || known.has(name) ? [] : [`${file}: ${name}`];
      });
    });
    expect(Object.keys(sources).length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });
});
