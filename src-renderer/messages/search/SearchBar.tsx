import { ActionIcon, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../../stores/view';
import { countText } from '../../ui/numbers';
import classes from './SearchBar.module.css';
import type { SearchState } from './use-message-search';

/** The field that looks for text or bytes in the opened message. Enter goes to the next place, Shift+Enter back. */
export function SearchBar({ state, onClose }: { readonly state: SearchState; readonly onClose: () => void }) {
  const { t } = useTranslation('frames');
  const { search, change, at, count, malformed, more, go } = state;
  const field = useRef<HTMLInputElement>(null);
  const asked = useView(({ messageSearch }) => messageSearch.asked);
  useEffect(() => field.current?.select(), [asked]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' || event.key === 'F3') go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said = malformed
    ? t('search.malformed')
    : search.text === ''
      ? ''
      : t('search.count', { at: countText(at), count, number: `${countText(count)}${more ? '+' : ''}` });
  return (
    <div className={classes['bar']} role="search" onKeyDown={onKeyDown} data-testid="message-search">
      <TextInput
        ref={field}
        className={classes['field'] ?? ''}
        value={search.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        placeholder={t(`search.${search.mode}Placeholder`)}
        aria-label={t('search.label')}
        error={malformed}
        spellCheck={false}
        data-testid="message-search-text"
      />
      <SegmentedControl
        value={search.mode}
        onChange={(mode) => change({ mode: mode === 'hex' ? 'hex' : 'text' })}
        data={[
          { value: 'text', label: t('search.text') },
          { value: 'hex', label: t('search.hex') },
        ]}
        aria-label={t('search.mode')}
        data-testid="message-search-mode"
      />
      <span className={classes['count']} role="status" data-testid="message-search-count">
        {said}
      </span>
      <Tooltip label={t('search.previous')}>
        <ActionIcon size={24} aria-label={t('search.previous')} disabled={count === 0} onClick={() => go(-1)}>
          <IconChevronUp size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('search.next')}>
        <ActionIcon size={24} aria-label={t('search.next')} disabled={count === 0} onClick={() => go(1)}>
          <IconChevronDown size={15} />
        </ActionIcon>
      </Tooltip>
      <ActionIcon size={24} aria-label={t('search.close')} onClick={onClose}>
        <IconX size={15} />
      </ActionIcon>
    </div>
  );
}
