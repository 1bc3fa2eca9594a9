import { ScrollArea, TextInput, Tooltip } from '@mantine/core';
import { IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVICE_SOCKETS } from '../../shared/topology/topology';
import { lacksSocket } from '../../shared/zmq/library';
import { socketFacts } from '../../shared/zmq/socket-types';
import { addInView, RECIPE_MIME } from '../canvas/add-node';
import { useRuntime } from '../stores/runtime';
import { DeviceBadge, TypeBadge } from '../ui/TypeBadge';
import classes from './Palette.module.css';
import { searchPalette, type PaletteItem } from './palette-items';

/** Everything that can be put onto the canvas: dragged there, or added with Enter. */
export function Palette() {
  const { t } = useTranslation('app');
  const [search, setSearch] = useState('');
  const groups = searchPalette(
    search,
    ({ name }) => `${t(`palette.items.${name}.short`)} ${t(`palette.items.${name}.long`)}`,
  );
  const first = groups[0]?.items[0];
  return (
    <nav className={classes['palette']} aria-label={t('palette.title')} data-testid="palette">
      <div className={classes['search']}>
        <TextInput
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && search !== '' && first && !event.nativeEvent.isComposing)
              addInView(first.recipe);
            if (event.key === 'Escape') setSearch('');
          }}
          placeholder={t('palette.search')}
          aria-label={t('palette.search')}
          leftSection={<IconSearch size={14} stroke={1.75} />}
        />
      </div>
      <ScrollArea className={classes['scroll'] ?? ''} scrollbarSize={8} type="auto">
        {groups.map((group) => (
          <section key={group.name} className={classes['group']} data-pattern={group.name}>
            <h3>{t(`palette.groups.${group.name}`)}</h3>
            {group.items.map((item) => (
              <Item key={item.name} item={item} />
            ))}
          </section>
        ))}
        {groups.length === 0 && <p className={classes['none']}>{t('palette.none', { search })}</p>}
        <p className={classes['how']}>{t('palette.how')}</p>
      </ScrollArea>
    </nav>
  );
}

function Item({ item }: { readonly item: PaletteItem }) {
  const { t } = useTranslation(['app', 'types']);
  const { recipe, name } = item;
  const library = useRuntime(({ status }) => status.library);
  const type = recipe.type === 'socket' ? recipe.socket : undefined;
  const lacks = type && lacksSocket(library, type);
  const draft = type !== undefined && socketFacts(type).draft;
  const about = [
    t(`palette.items.${name}.long`),
    ...(draft ? [t('types:draftTip')] : []),
    ...(type && lacks ? [t('types:socket', { type, remedy: t(`types:remedy.${lacks}`) })] : []),
  ].join(' ');
  const add = () => {
    if (!lacks) addInView(recipe);
  };
  const onDragStart = (event: DragEvent<HTMLButtonElement>) => {
    event.dataTransfer.setData(RECIPE_MIME, JSON.stringify(recipe));
    event.dataTransfer.effectAllowed = 'copy';
    const { width, height } = event.currentTarget.getBoundingClientRect();
    event.dataTransfer.setDragImage(event.currentTarget, width / 2, height / 2);
  };
  return (
    <Tooltip label={about} position="right" openDelay={500} multiline maw={320}>
      <button
        type="button"
        className={classes['item']}
        draggable={!lacks}
        aria-disabled={lacks !== undefined}
        onDragStart={onDragStart}
        onDoubleClick={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          add();
        }}
        data-testid={`palette-item-${name}`}
      >
        {recipe.type === 'socket' && <TypeBadge type={recipe.socket} />}
        {recipe.type === 'device' && <DeviceBadge device={recipe.device} />}
        {recipe.type === 'external' && <IconTerminal2 size={18} stroke={1.75} aria-hidden />}
        <span className={classes['short']}>
          {recipe.type === 'device'
            ? `${DEVICE_SOCKETS[recipe.device].frontend}–${DEVICE_SOCKETS[recipe.device].backend}`
            : t(`palette.items.${name}.short`)}
        </span>
        {draft && <span className={classes['draft']}>{t('types:draft')}</span>}
      </button>
    </Tooltip>
  );
}
