import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMAND_IDS, commandFacts, MENU_NAMES } from '../../shared/commands';
import { isEnabled, runCommand } from '../actions/actions';
import { shortcutText } from '../actions/shortcut-text';
import { addInView } from '../canvas/add-node';
import classes from './CommandPalette.module.css';
import { PALETTE } from './palette-items';

/** Every command and everything that can be added, found by typing. */
export function CommandPalette() {
  const { t } = useTranslation(['app', 'commands']);
  // What can be done is asked anew each time the palette opens.
  const [, setOpenings] = useState(0);
  const commands: SpotlightActionGroupData[] = MENU_NAMES.map((menu) => ({
    group: t(`commands:menu.${menu}`),
    actions: COMMAND_IDS.filter((id) => commandFacts(id).menu === menu && id !== 'view.commands').map((id) => ({
      id,
      label: t(`commands:${id}`),
      disabled: !isEnabled(id),
      onClick: () => runCommand(id),
      rightSection: <kbd className={classes['keys']}>{shortcutText(id)}</kbd>,
    })),
  }));
  const additions: SpotlightActionGroupData = {
    group: t('palette.title'),
    actions: PALETTE.flatMap(({ items }) =>
      items.map(({ name, recipe }) => ({
        id: `add ${name}`,
        label: t('palette.add', { name: recipe.type === 'external' ? t('palette.items.external.short') : name }),
        description: t(`palette.items.${name}.long`),
        onClick: () => addInView(recipe),
      })),
    ),
  };
  return (
    <Spotlight
      actions={[...commands, additions]}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={t('header.nothingFound')}
      onSpotlightOpen={() => setOpenings((count) => count + 1)}
      searchProps={{
        placeholder: t('header.search'),
        'aria-label': t('header.search'),
        leftSection: <IconSearch size={16} stroke={1.75} />,
      }}
    />
  );
}
