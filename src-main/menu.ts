import { Menu, type WebContents } from 'electron';
import { menuTemplate, type MenuParts } from './menu-template';
import type { Translate } from './texts';

/** Puts the native menus up; to be called again when the language, a choice or the recent files changed. */
export function showMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
}

/** Gives text fields the menu that a right click has everywhere else. */
export function offerTextMenu(contents: WebContents, translate: () => Translate): void {
  contents.on('context-menu', (_event, { isEditable, editFlags, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const t = translate();
    const copy = { role: 'copy', label: t('main:text.copy'), enabled: editFlags.canCopy } as const;
    const menu = isEditable
      ? Menu.buildFromTemplate([
          { role: 'undo', label: t('main:text.undo'), enabled: editFlags.canUndo },
          { role: 'redo', label: t('main:text.redo'), enabled: editFlags.canRedo },
          { type: 'separator' },
          { role: 'cut', label: t('main:text.cut'), enabled: editFlags.canCut },
          copy,
          { role: 'paste', label: t('main:text.paste'), enabled: editFlags.canPaste },
          { type: 'separator' },
          { role: 'selectAll', label: t('main:text.selectAll'), enabled: editFlags.canSelectAll },
        ])
      : Menu.buildFromTemplate([copy]);
    menu.popup();
  });
}
