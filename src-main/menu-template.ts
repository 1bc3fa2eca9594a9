import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { COMMAND_IDS, commandFacts, MENU_NAMES, type CommandId, type MenuName } from '../shared/commands';
import type { Language, Settings } from '../shared/settings';
import type { Translate } from './texts';

export interface MenuParts {
  readonly platform: NodeJS.Platform;
  readonly translate: Translate;
  readonly settings: Settings;
  readonly language: Language;
  /** False where the document is no file that could be shown in its folder. */
  readonly hasFile: boolean;
  /** True where the tools for developing the app itself belong into the menu. */
  readonly development: boolean;
  command(id: CommandId): void;
  openRecent(file: string): void;
  clearRecent(): void;
  quit(): void;
}

/** Commands that are choices: which of them is the one in force. */
function chosen(id: CommandId, { settings, language }: MenuParts): boolean | undefined {
  switch (id) {
    case 'view.english':
      return language === 'en';
    case 'view.chinese':
      return language === 'zh-CN';
    case 'view.light':
      return settings.theme === 'light';
    case 'view.dark':
      return settings.theme === 'dark';
    case 'view.systemTheme':
      return settings.theme === 'system';
    default:
      return undefined;
  }
}

/** The native menus, out of the command table and what the system expects besides. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const mac = parts.platform === 'darwin';
  const menus = MENU_NAMES.map((name) => commandMenu(name, parts));
  return mac ? [appMenu(parts), ...menus.slice(0, -1), windowMenu(parts), ...menus.slice(-1)] : menus;
}

function commandMenu(name: MenuName, parts: MenuParts): MenuItemConstructorOptions {
  const items: MenuItemConstructorOptions[] = [];
  for (const id of COMMAND_IDS) {
    const facts = commandFacts(id);
    if (facts.menu !== name) continue;
    if (facts.group === true && items.length > 0) items.push({ type: 'separator' });
    items.push(commandItem(id, parts));
    if (id === 'file.open') items.push(recentItem(parts));
  }
  const t = parts.translate;
  if (name === 'file' && parts.platform !== 'darwin') {
    items.push({ id: 'quit', label: t('main:menu.quit'), accelerator: 'CmdOrCtrl+Q', click: parts.quit });
  }
  if (name === 'view' && parts.development)
    items.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });
  return { id: name, label: t(`commands:menu.${name}`), submenu: items };
}

function commandItem(id: CommandId, parts: MenuParts): MenuItemConstructorOptions {
  const [accelerator] = commandFacts(id).keys;
  const checked = chosen(id, parts);
  return {
    id,
    label: parts.translate(`commands:${id}`),
    ...(accelerator === undefined ? {} : { accelerator }),
    // The window handles the keys, so that a key pressed in a text field means what it means there. On macOS the menu gets
    // only those that the window left alone.
    registerAccelerator: parts.platform === 'darwin',
    ...(checked === undefined ? {} : { type: 'radio', checked }),
    ...(id === 'file.reveal' ? { enabled: parts.hasFile } : {}),
    click: () => parts.command(id),
  };
}

function recentItem(parts: MenuParts): MenuItemConstructorOptions {
  const t = parts.translate;
  const { recent } = parts.settings;
  const files = recent.map((file): MenuItemConstructorOptions => {
    const label = `${path.basename(file)} — ${path.dirname(file)}`;
    // An ampersand in a label would underline the letter after it.
    return { label: label.replaceAll('&', '&&'), click: () => parts.openRecent(file) };
  });
  const submenu: MenuItemConstructorOptions[] =
    files.length === 0
      ? [{ label: t('main:menu.noRecent'), enabled: false }]
      : [
          ...files,
          { type: 'separator' },
          { id: 'clear-recent', label: t('main:menu.clearRecent'), click: parts.clearRecent },
        ];
  return { id: 'recent', label: t('main:menu.recent'), submenu };
}

function appMenu(parts: MenuParts): MenuItemConstructorOptions {
  const about = { label: parts.translate('commands:help.about'), click: () => parts.command('help.about') };
  return {
    role: 'appMenu',
    submenu: [
      about,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

function windowMenu({ translate }: MenuParts): MenuItemConstructorOptions {
  return { role: 'windowMenu', label: translate('main:menu.window') };
}
