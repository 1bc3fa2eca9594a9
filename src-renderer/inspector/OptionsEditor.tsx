import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsOf } from '../../shared/topology/socket-settings';
import type { SocketKey } from '../../shared/topology/topology';
import { findOptions, groupedOptions } from '../../shared/zmq/option-groups';
import type { SocketType } from '../../shared/zmq/socket-types';
import { useTopology } from '../stores/document';
import { OptionRow } from './OptionRow';
import classes from './OptionsEditor.module.css';

interface OptionsEditorProps {
  readonly socket: SocketKey;
  readonly type: SocketType;
}

/** The options of a socket in groups; those that are set stand out, the others show what the library does by itself. */
export function OptionsEditor({ socket, type }: OptionsEditorProps) {
  const { t } = useTranslation('inspector');
  const [typed, setTyped] = useState('');
  const options = useTopology((topology) => settingsOf(topology, socket).options) ?? {};
  const searching = typed.trim() !== '';
  const groups = findOptions(groupedOptions(type), typed, (name) => t(`option.${name}`));
  return (
    <>
      <TextInput
        size="xs"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
        }}
        placeholder={t('options.find')}
        aria-label={t('options.find')}
        leftSection={<IconSearch size={13} stroke={1.75} />}
        spellCheck={false}
        data-testid="find-option"
      />
      <p className={classes['about']}>{t('options.whileRunning')}</p>
      {groups.map(([group, list]) => {
        const set = list.filter(({ name }) => options[name] !== undefined).length;
        return (
          <details
            // A search opens every group that it finds something in, also one that was closed by hand.
            key={searching ? `found-${group}` : group}
            className={classes['group']}
            open={searching || set > 0 || undefined}
            data-testid={`options-${group}`}
          >
            <summary>
              {t(`optionGroup.${group}`)}
              {set > 0 && <span className={classes['count']}>{t('options.set', { count: set })}</span>}
            </summary>
            {group === 'tcp' && <p className={classes['about']}>{t('optionGroupNote.tcp')}</p>}
            {list.map((facts) => (
              <OptionRow key={facts.name} socket={socket} type={type} facts={facts} value={options[facts.name]} />
            ))}
          </details>
        );
      })}
      {groups.length === 0 && <p className={classes['about']}>{t('options.notFound', { type, text: typed.trim() })}</p>}
    </>
  );
}
