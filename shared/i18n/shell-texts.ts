import type { Language } from '../settings';
import enCommands from './en/commands.json';
import enMain from './en/main.json';
import zhCommands from './zh-CN/commands.json';
import zhMain from './zh-CN/main.json';

// An interface would not fit the open-ended type that i18next takes.
type ShellTexts = {
  readonly commands: typeof enCommands;
  readonly main: typeof enMain;
};

/** The texts of native menus and dialogs. Typed by the English ones, so a key that one language lacks does not compile. */
export const SHELL_TEXTS: Readonly<Record<Language, ShellTexts>> = {
  en: { commands: enCommands, main: enMain },
  'zh-CN': { commands: zhCommands, main: zhMain },
};
