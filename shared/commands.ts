/** A place in the menus. */
export type MenuName = 'file' | 'edit' | 'run' | 'view' | 'help';

interface CommandFacts {
  readonly menu: MenuName;
  /** Keys as Electron's accelerators spell them; the first is shown. */
  readonly keys: readonly string[];
  /** A line is drawn above it. */
  readonly group?: boolean;
  /** True where the keys do what the field does while one types in a field: undo, copy, delete. */
  readonly yieldsToText?: boolean;
}

/**
 * Every command of the app, in the order of the menus. The menus, the window's shortcuts and the command palette all read
 * this table; a command's title is the translation of `commands.<id>`. What each one does is in the window's actions.
 */
export const COMMANDS = {
  'file.new': { menu: 'file', keys: ['CmdOrCtrl+N'] },
  'file.open': { menu: 'file', keys: ['CmdOrCtrl+O'] },
  'file.gallery': { menu: 'file', keys: ['CmdOrCtrl+G'] },
  'file.save': { menu: 'file', keys: ['CmdOrCtrl+S'], group: true },
  'file.saveAs': { menu: 'file', keys: ['CmdOrCtrl+Shift+S'] },
  'file.reveal': { menu: 'file', keys: [] },
  'file.keys': { menu: 'file', keys: [], group: true },
  'file.saveCapture': { menu: 'file', keys: [], group: true },
  'file.openCapture': { menu: 'file', keys: [] },
  'file.close': { menu: 'file', keys: ['CmdOrCtrl+W'], group: true },

  'edit.undo': { menu: 'edit', keys: ['CmdOrCtrl+Z'], yieldsToText: true },
  'edit.redo': { menu: 'edit', keys: ['CmdOrCtrl+Shift+Z', 'CmdOrCtrl+Y'], yieldsToText: true },
  'edit.cut': { menu: 'edit', keys: ['CmdOrCtrl+X'], group: true, yieldsToText: true },
  'edit.copy': { menu: 'edit', keys: ['CmdOrCtrl+C'], yieldsToText: true },
  'edit.paste': { menu: 'edit', keys: ['CmdOrCtrl+V'], yieldsToText: true },
  'edit.duplicate': { menu: 'edit', keys: ['CmdOrCtrl+D'] },
  'edit.delete': { menu: 'edit', keys: ['Delete', 'Backspace'], yieldsToText: true },
  'edit.selectAll': { menu: 'edit', keys: ['CmdOrCtrl+A'], group: true, yieldsToText: true },
  'edit.rename': { menu: 'edit', keys: ['F2'] },
  'edit.flip': { menu: 'edit', keys: ['CmdOrCtrl+Shift+F'] },

  'run.start': { menu: 'run', keys: ['F5'] },
  'run.step': { menu: 'run', keys: ['F10'] },
  'run.stop': { menu: 'run', keys: ['Shift+F5'] },
  'run.restart': { menu: 'run', keys: ['CmdOrCtrl+Shift+F5'] },
  'capture.clear': { menu: 'run', keys: ['CmdOrCtrl+L'], group: true },
  'run.bundledLibrary': { menu: 'run', keys: [], group: true },
  'run.systemLibrary': { menu: 'run', keys: [] },

  'view.commands': { menu: 'view', keys: ['CmdOrCtrl+K', 'CmdOrCtrl+Shift+P'] },
  'view.fit': { menu: 'view', keys: ['CmdOrCtrl+0'], group: true },
  'view.zoomIn': { menu: 'view', keys: ['CmdOrCtrl+=', 'CmdOrCtrl+Plus'] },
  'view.zoomOut': { menu: 'view', keys: ['CmdOrCtrl+-'] },
  'view.palette': { menu: 'view', keys: ['CmdOrCtrl+1'], group: true },
  'view.inspector': { menu: 'view', keys: ['CmdOrCtrl+2'] },
  'view.messages': { menu: 'view', keys: ['CmdOrCtrl+3'] },
  'view.filter': { menu: 'view', keys: ['CmdOrCtrl+F'] },
  'view.follow': { menu: 'view', keys: ['CmdOrCtrl+Shift+L'] },
  'message.find': { menu: 'view', keys: ['CmdOrCtrl+Alt+F'], group: true },
  'message.mark': { menu: 'view', keys: ['CmdOrCtrl+B'] },
  'message.nextMark': { menu: 'view', keys: ['F4'] },
  'message.previousMark': { menu: 'view', keys: ['Shift+F4'] },
  'message.compare': { menu: 'view', keys: ['CmdOrCtrl+Alt+C'] },
  'view.english': { menu: 'view', keys: [], group: true },
  'view.chinese': { menu: 'view', keys: [] },
  'view.light': { menu: 'view', keys: [], group: true },
  'view.dark': { menu: 'view', keys: [] },
  'view.systemTheme': { menu: 'view', keys: [] },

  'help.shortcuts': { menu: 'help', keys: ['F1'] },
  'help.guide': { menu: 'help', keys: [], group: true },
  'help.about': { menu: 'help', keys: [] },
} as const satisfies Readonly<Record<string, CommandFacts>>;

export type CommandId = keyof typeof COMMANDS;

export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(COMMANDS, id);
}

export function commandFacts(id: CommandId): CommandFacts {
  return COMMANDS[id];
}

export const COMMAND_IDS: readonly CommandId[] = Object.keys(COMMANDS).filter(isCommandId);
export const MENU_NAMES: readonly MenuName[] = ['file', 'edit', 'run', 'view', 'help'];
