import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedFilter } from '../../shared/settings';
import { changeSettings } from '../stores/settings';
import { setFilter, useView } from '../stores/view';
import classes from './FilterSettings.module.css';
import { OpenerTooltip } from '../ui/OpenerTooltip';

interface SavedFiltersProps {
  /** The filter in the field, and whether it can be saved. */
  readonly text: string;
  readonly readable: boolean;
}

/** Filters kept by name: applied, renamed, deleted; and the one in the field saved among them. */
export function SavedFilters({ text, readable }: SavedFiltersProps) {
  const { t } = useTranslation('list');
  const saved = useView((state) => state.settings.filters);
  const [open, setOpen] = useState(false);
  const keep = (filters: readonly SavedFilter[]) => changeSettings({ filters: [...filters] });
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <OpenerTooltip label={t('saved.open')}>
          <ActionIcon size={20} aria-label={t('saved.open')} onClick={() => setOpen(!open)} data-testid="saved-filters">
            <IconBookmark size={14} />
          </ActionIcon>
        </OpenerTooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes['panel'] ?? ''}>
        <h3>{t('saved.title')}</h3>
        {readable ? (
          <SaveForm
            key={text}
            query={text.trim()}
            onSave={(name) => keep([...saved.filter((other) => other.name !== name), { name, query: text.trim() }])}
          />
        ) : (
          <p className={classes['hint']}>{t('saved.saveHint')}</p>
        )}
        {saved.length === 0 && <p className={classes['hint']}>{t('saved.none')}</p>}
        <ul className={classes['list']}>
          {saved.map((filter) => (
            <SavedLine
              key={filter.name}
              filter={filter}
              onApply={() => {
                setFilter({ text: filter.query });
                setOpen(false);
              }}
              onRename={(name) =>
                keep(
                  saved
                    .filter((other) => other === filter || other.name !== name)
                    .map((other) => (other === filter ? { ...filter, name } : other)),
                )
              }
              onDelete={() => keep(saved.filter((other) => other !== filter))}
            />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveForm({ query, onSave }: { readonly query: string; readonly onSave: (name: string) => void }) {
  const { t } = useTranslation('list');
  const [name, setName] = useState(query.slice(0, 60));
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onSave(name.trim());
      }}
    >
      <TextInput
        aria-label={t('saved.name')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
        data-testid="save-name"
      />
      <Button type="submit" disabled={name.trim() === ''} data-testid="save-filter">
        {t('saved.save')}
      </Button>
    </form>
  );
}

interface SavedLineProps {
  readonly filter: SavedFilter;
  readonly onApply: () => void;
  readonly onRename: (name: string) => void;
  readonly onDelete: () => void;
}

function SavedLine({ filter, onApply, onRename, onDelete }: SavedLineProps) {
  const { t } = useTranslation('list');
  const { name, query } = filter;
  const [typed, setTyped] = useState<string>();
  const finish = () => {
    if (typed !== undefined && typed.trim() !== '' && typed.trim() !== name) onRename(typed.trim());
    setTyped(undefined);
  };
  return (
    <li data-testid="saved-filter">
      {typed === undefined ? (
        <button type="button" className={classes['apply']} aria-label={t('saved.apply', { name })} onClick={onApply}>
          <b>{name}</b>
          {query !== name && <code>{query}</code>}
        </button>
      ) : (
        <TextInput
          className={classes['query'] ?? ''}
          aria-label={t('saved.name')}
          value={typed}
          maxLength={100}
          autoFocus
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setTyped(undefined);
          }}
          data-testid="rename-filter"
        />
      )}
      <ActionIcon size={24} aria-label={t('saved.rename', { name })} onClick={() => setTyped(name)}>
        <IconPencil size={14} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t('saved.delete', { name })} onClick={onDelete}>
        <IconTrash size={14} />
      </ActionIcon>
    </li>
  );
}
