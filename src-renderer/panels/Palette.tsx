import { ScrollArea, TextInput, Tooltip } from '@mantine/core';
import { IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVICE_SOCKETS } from '../../shared/topology/topology';
import { addInView, RECIPE_MIME } from '../canvas/add-node';
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
  const { t } = useTranslation('app');
  const { recipe, name } = item;
  const onDragStart = (event: DragEvent<HTMLButtonElement>) => {
    event.dataTransfer.setData(RECIPE_MIME, JSON.stringify(recipe));
    event.dataTransfer.effectAllowed = 'copy';
    const { width, height } = event.currentTarget.getBoundingClientRect();
    event.dataTransfer.setDragImage(event.currentTarget, width / 2, height / 2);
  };
  return (
    <Tooltip label={t(`palette.items.${name}.long`)} position="right" openDelay={500}>
      <button
        type="button"
        className={classes['item']}
        draggable
        onDragStart={onDragStart}
        onDoubleClick={() => addInView(recipe)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          addInView(recipe);
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
      </button>
    </Tooltip>
  );
}
