import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconDeviceFloppy,
  IconFilePlus,
  IconFolderOpen,
  IconLanguage,
  IconLayoutGrid,
  IconMoon,
  IconSun,
  IconSunMoon,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../../shared/commands';
import { runCommand } from '../actions/actions';
import { shortcutText } from '../actions/shortcut-text';
import { useEnabled } from '../actions/use-command';
import { useDocument } from '../stores/document';
import { useView } from '../stores/view';
import { AppMenu } from './AppMenu';
import classes from './Header.module.css';
import { RunControls } from './RunControls';
import { OpenerTooltip } from '../ui/OpenerTooltip';

const THEME_ICONS: Readonly<Record<string, Icon>> = { light: IconSun, dark: IconMoon, system: IconSunMoon };

/** The bar at the top: what the document is, what can be done with it, and whether it runs. */
export function Header() {
  return (
    <header className={classes['header']}>
      <div className={classes['part']}>
        <AppMenu />
        <FileName />
        <span className={classes['rule']} />
        <Command id="file.new" icon={IconFilePlus} />
        <Command id="file.open" icon={IconFolderOpen} />
        <Command id="file.save" icon={IconDeviceFloppy} />
        <Command id="file.gallery" icon={IconLayoutGrid} />
        <span className={classes['rule']} />
        <Command id="edit.undo" icon={IconArrowBackUp} />
        <Command id="edit.redo" icon={IconArrowForwardUp} />
      </div>
      <RunControls />
      <div className={`${classes['part']} ${classes['end']}`}>
        <CommandSearch />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function FileName() {
  const { t } = useTranslation('app');
  const name = useDocument((state) => state.history.present.name);
  const path = useDocument((state) => state.path);
  const unsaved = useDocument((state) => state.unsaved);
  const file = path?.split(/[\\/]/).at(-1);
  const shown = name === '' ? t('file.untitled') : name;
  return (
    <Tooltip
      label={`${path ?? t('file.neverSaved')}${unsaved ? `\n${t('file.unsaved')}` : ''}`}
      styles={{ tooltip: { whiteSpace: 'pre-line' } }}
    >
      <div className={classes['file']} data-testid="file-name">
        <span className={classes['name']}>{shown}</span>
        {file !== undefined && <span className={classes['path']}>{file}</span>}
        {unsaved && (
          <span className={classes['unsaved']} role="img" aria-label={t('file.unsaved')} data-testid="unsaved" />
        )}
      </div>
    </Tooltip>
  );
}

function Command({ id, icon: Glyph }: { readonly id: CommandId; readonly icon: Icon }) {
  const { t } = useTranslation('commands');
  const enabled = useEnabled(id);
  const title = t(id);
  const keys = shortcutText(id);
  return (
    <Tooltip label={keys === '' ? title : `${title}  ${keys}`}>
      <ActionIcon
        aria-label={title}
        disabled={!enabled}
        onClick={() => runCommand(id)}
        data-testid={`command-${id}`}
        className={classes['icon'] ?? ''}
      >
        <Glyph size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

function CommandSearch() {
  const { t } = useTranslation('app');
  return (
    <Button
      variant="default"
      className={classes['search'] ?? ''}
      leftSection={<IconCommand size={14} stroke={1.6} />}
      rightSection={<kbd className={classes['keys']}>{shortcutText('view.commands')}</kbd>}
      onClick={() => runCommand('view.commands')}
    >
      {t('header.commands')}
    </Button>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation(['app', 'commands']);
  const language = useView((state) => state.language);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <OpenerTooltip label={t('header.language')}>
          <ActionIcon aria-label={t('header.language')} className={classes['icon'] ?? ''} data-testid="language">
            <IconLanguage size={17} stroke={1.6} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => runCommand('view.english')}
          aria-checked={language === 'en'}
          data-chosen={language === 'en'}
          lang="en"
        >
          {t('commands:view.english')}
        </Menu.Item>
        <Menu.Item
          onClick={() => runCommand('view.chinese')}
          aria-checked={language === 'zh-CN'}
          data-chosen={language === 'zh-CN'}
          lang="zh-CN"
        >
          {t('commands:view.chinese')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation(['app', 'commands']);
  const theme = useView((state) => state.settings.theme);
  const Glyph = THEME_ICONS[theme] ?? IconSunMoon;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <OpenerTooltip label={t('header.theme')}>
          <ActionIcon aria-label={t('header.theme')} className={classes['icon'] ?? ''} data-testid="theme">
            <Glyph size={17} stroke={1.6} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSun size={15} stroke={1.6} />}
          data-chosen={theme === 'light'}
          onClick={() => runCommand('view.light')}
        >
          {t('commands:view.light')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMoon size={15} stroke={1.6} />}
          data-chosen={theme === 'dark'}
          onClick={() => runCommand('view.dark')}
        >
          {t('commands:view.dark')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSunMoon size={15} stroke={1.6} />}
          data-chosen={theme === 'system'}
          onClick={() => runCommand('view.systemTheme')}
        >
          {t('commands:view.systemTheme')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
