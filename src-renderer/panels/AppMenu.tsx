import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconMenu2 } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMAND_IDS, commandFacts, MENU_NAMES, type CommandId, type MenuName } from '../../shared/commands';
import { ACTIONS, isEnabled, runCommand } from '../actions/actions';
import { shortcutText } from '../actions/shortcut-text';
import { openFile } from '../actions/open-file';
import { useView } from '../stores/view';
import classes from './AppMenu.module.css';
import { OpenerTooltip } from '../ui/OpenerTooltip';

/** The whole command table as a menu, one submenu for each place. */
export function AppMenu() {
  const { t } = useTranslation(['app', 'commands']);
  return (
    <Menu position="bottom-start" width={188}>
      <Menu.Target>
        <OpenerTooltip label={t('header.menu')}>
          <ActionIcon aria-label={t('header.menu')} className={classes['button'] ?? ''} data-testid="app-menu">
            <IconMenu2 size={18} stroke={1.6} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {MENU_NAMES.map((menu) => (
          <Menu.Sub key={menu}>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{t(`commands:menu.${menu}`)}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown miw={232}>
              <SubMenu menu={menu} />
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SubMenu({ menu }: { readonly menu: MenuName }) {
  return COMMAND_IDS.filter((id) => commandFacts(id).menu === menu).map((id) => (
    <Fragment key={id}>
      {commandFacts(id).group === true && <Menu.Divider />}
      <CommandItem id={id} />
      {id === 'file.open' && <RecentItems />}
    </Fragment>
  ));
}

function CommandItem({ id }: { readonly id: CommandId }) {
  const { t } = useTranslation('commands');
  const { checked } = ACTIONS[id];
  return (
    <Menu.Item
      disabled={!isEnabled(id)}
      onClick={() => runCommand(id)}
      leftSection={checked ? <IconCheck size={14} stroke={2} opacity={checked() ? 1 : 0} /> : undefined}
      rightSection={<span className={classes['keys']}>{shortcutText(id)}</span>}
    >
      {t(id)}
    </Menu.Item>
  );
}

function RecentItems() {
  const { t } = useTranslation('app');
  const recent = useView((state) => state.settings.recent);
  if (recent.length === 0) return undefined;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('file.recent')}</Menu.Label>
      {recent.slice(0, 5).map((path) => (
        <Menu.Item key={path} title={path} onClick={() => openFile(path)}>
          <span className={classes['recent']}>{path.split(/[\\/]/).at(-1)}</span>
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}
