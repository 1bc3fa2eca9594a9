import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings';
import { SettingsStore } from './settings-store';

const at = temporaryFolder();

function load(onError: (error: unknown) => void = rethrow): Promise<SettingsStore> {
  return SettingsStore.load(at('settings.json'), onError);
}

function rethrow(error: unknown): never {
  throw error;
}

describe('the settings', () => {
  it('are the usual ones at first', async () => {
    expect((await load()).current).toEqual(DEFAULT_SETTINGS);
    expect(await readdir(at())).toEqual([]);
  });

  it('count at once and are there at the next start', async () => {
    const store = await load();
    expect(store.change({ theme: 'dark' }).theme).toBe('dark');
    store.change({ panels: { inspector: 320 } });
    await store.flush();
    const again = (await load()).current;
    expect(again).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', panels: { inspector: 320 } } satisfies Settings);
  });

  it('are written by themselves', async () => {
    const store = await load();
    store.change({ language: 'zh-CN' });
    await expect
      .poll(() => readFile(at('settings.json'), 'utf8').catch(() => ''), { timeout: 5000 })
      .toContain('zh-CN');
    await store.flush();
  });

  it('fall back field by field where the file was edited by hand and wrongly', async () => {
    await writeFile(at('settings.json'), JSON.stringify({ theme: 'pink', language: 'zh-CN', panels: 7, window: {} }));
    expect((await load()).current).toEqual({ ...DEFAULT_SETTINGS, language: 'zh-CN' });
  });

  it.each(['{"theme":', '[]', '"dark"'])('begin anew where the file is %s, which is kept', async (text) => {
    await writeFile(at('settings.json'), text);
    const onError = vi.fn();
    expect((await load(onError)).current).toEqual(DEFAULT_SETTINGS);
    expect(onError).toHaveBeenCalled();
    expect(await readFile(at('settings.json.unreadable'), 'utf8')).toBe(text);
  });
});
