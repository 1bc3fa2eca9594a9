import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { COMMAND_IDS, type CommandId } from '../shared/commands';
import { DEFAULT_SETTINGS } from '../shared/settings';
import { menuTemplate, type MenuParts } from './menu-template';
import { translatorFor } from './texts';

function template(changes: Partial<MenuParts> = {}): MenuItemConstructorOptions[] {
  return menuTemplate({
    platform: 'linux',
    translate: translatorFor('en'),
    settings: DEFAULT_SETTINGS,
    language: 'en',
    hasFile: true,
    development: false,
    command: () => {},
    openRecent: () => {},
    clearRecent: () => {},
    quit: () => {},
    ...changes,
  });
}

function items(menus: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menus.flatMap((menu) => [menu, ...(Array.isArray(menu.submenu) ? items(menu.submenu) : [])]);
}

function item(menus: readonly MenuItemConstructorOptions[], id: string): MenuItemConstructorOptions | undefined {
  return items(menus).find((candidate) => candidate.id === id);
}

describe('the native menus', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('have every command once, with its keys, on %s', (platform) => {
    const chosen: CommandId[] = [];
    const menus = template({ platform, command: (id) => void chosen.push(id) });
    for (const id of COMMAND_IDS) {
      const found = items(menus).filter((candidate) => candidate.id === id);
      expect(found).toHaveLength(1);
      found[0]?.click?.({} as never, undefined, {});
    }
    expect(chosen).toEqual(COMMAND_IDS);
    expect(item(menus, 'file.save')?.accelerator).toBe('CmdOrCtrl+S');
  });

  it('leave the keys to the window where the system allows it', () => {
    expect(item(template(), 'edit.delete')?.registerAccelerator).toBe(false);
    expect(item(template({ platform: 'darwin' }), 'edit.delete')?.registerAccelerator).toBe(true);
  });

  it('have no label without a translation, in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const labels = items(template({ language, translate: translatorFor(language) })).flatMap(
        ({ label }) => label ?? [],
      );
      expect(labels.length).toBeGreaterThan(COMMAND_IDS.length);
      for (const label of labels) expect(label).not.toMatch(/^\w+[.:]\w+/);
    }
    expect(item(template({ translate: translatorFor('zh-CN') }), 'file.save')?.label).toBe('保存');
  });

  it('mark the language and the theme in force', () => {
    const menus = template({ language: 'zh-CN', settings: { ...DEFAULT_SETTINGS, theme: 'dark' } });
    const checked = items(menus).filter((candidate) => candidate.checked === true);
    expect(checked.map(({ id }) => id)).toEqual(['view.chinese', 'view.dark']);
  });

  it('list the recent files, and open and clear them', () => {
    const opened: string[] = [];
    let cleared = false;
    const settings = { ...DEFAULT_SETTINGS, recent: ['/a/R&D.zmq.json', '/b/two.zmq.json'] };
    const menus = template({
      settings,
      openRecent: (file) => void opened.push(file),
      clearRecent: () => (cleared = true),
    });
    const recent = item(menus, 'recent')?.submenu;
    const [first] = Array.isArray(recent) ? recent : [];
    expect(first?.label).toBe('R&&D.zmq.json — /a');
    first?.click?.({} as never, undefined, {});
    expect(opened).toEqual(['/a/R&D.zmq.json']);
    item(menus, 'clear-recent')?.click?.({} as never, undefined, {});
    expect(cleared).toBe(true);
  });

  it('show a document in its folder only where it has one', () => {
    expect(item(template({ hasFile: false }), 'file.reveal')?.enabled).toBe(false);
    expect(item(template({ hasFile: true }), 'file.reveal')?.enabled).toBe(true);
  });

  it('are what macOS expects there: an app menu first and a window menu', () => {
    const roles = template({ platform: 'darwin' }).map(({ role, id }) => role ?? id);
    expect(roles).toEqual(['appMenu', 'file', 'edit', 'run', 'view', 'windowMenu', 'help']);
    expect(item(template({ platform: 'darwin' }), 'quit')).toBeUndefined();
    expect(item(template(), 'quit')?.accelerator).toBe('CmdOrCtrl+Q');
  });
});
