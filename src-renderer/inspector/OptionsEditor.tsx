import { ActionIcon, NativeSelect, Switch, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { parseOptionField } from '../../shared/field-fault';
import { setOption, settingsOf } from '../../shared/topology/socket-settings';
import type { SocketKey } from '../../shared/topology/topology';
import { groupedOptions } from '../../shared/zmq/option-groups';
import { lacksOption } from '../../shared/zmq/library';
import type { OptionFacts, OptionValue } from '../../shared/zmq/options';
import type { SocketType } from '../../shared/zmq/socket-types';
import { edit, tryEdit, useTopology } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { DraftField } from './fields/DraftField';
import classes from './OptionsEditor.module.css';

interface OptionsEditorProps {
  readonly socket: SocketKey;
  readonly type: SocketType;
}

/** The options of a socket in groups; those that are set stand out, the others show what the library does by itself. */
export function OptionsEditor({ socket, type }: OptionsEditorProps) {
  const { t } = useTranslation('inspector');
  const options = useTopology((topology) => settingsOf(topology, socket).options) ?? {};
  return groupedOptions(type).map(([group, list]) => {
    const set = list.filter(({ name }) => options[name] !== undefined).length;
    return (
      <details key={group} className={classes['group']} open={set > 0 || undefined} data-testid={`options-${group}`}>
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
  });
}

interface OptionRowProps extends OptionsEditorProps {
  readonly facts: OptionFacts;
  readonly value: OptionValue | undefined;
}

function OptionRow({ socket, type, facts, value }: OptionRowProps) {
  const { t } = useTranslation(['inspector', 'types']);
  const { name, form, fallback, choices, draft } = facts;
  const lacks = useRuntime(({ status }) => lacksOption(status.library, name));
  const off = lacks !== undefined && value === undefined;
  const put = (next: OptionValue | undefined) => tryEdit((topology) => setOption(topology, socket, name, next));
  return (
    <div
      className={classes['option']}
      data-set={value !== undefined || undefined}
      data-lacking={lacks}
      data-testid={`option-${name}`}
    >
      <div className={classes['line']}>
        <span className={classes['name']} translate="no">
          {/* Long names break between their words. */}
          {name.split(/(?=[A-Z])/).map((word, index) => (
            <Fragment key={word}>
              {index > 0 && <wbr />}
              {word}
            </Fragment>
          ))}
          {draft && (
            <Tooltip label={t('types:draftTip')} multiline maw={280}>
              <span className={classes['draft']}>{t('types:draft')}</span>
            </Tooltip>
          )}
        </span>
        {value !== undefined && (
          <Tooltip label={t('options.reset', { value: fallbackText(t, fallback) })}>
            <ActionIcon
              size={20}
              aria-label={t('options.resetOf', { name })}
              onClick={() => edit((topology) => setOption(topology, socket, name, undefined))}
            >
              <IconRestore size={13} />
            </ActionIcon>
          </Tooltip>
        )}
        {choices ? (
          <NativeSelect
            size="xs"
            value={String(value ?? '')}
            onChange={(event) => put(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
            data={[{ value: '', label: fallbackText(t, fallback) }, ...choices]}
            disabled={off}
            aria-label={name}
          />
        ) : form === 'flag' ? (
          <Switch
            checked={value === undefined ? fallback === true : value === true}
            onChange={(event) =>
              put(event.currentTarget.checked === (fallback === true) ? undefined : event.currentTarget.checked)
            }
            disabled={off}
            aria-label={name}
          />
        ) : (
          <div
            className={classes['value']}
            data-wide={form === 'name' || form === 'text' || form === 'property' || undefined}
          >
            <DraftField
              value={value === undefined ? '' : String(value)}
              parse={(text) => parseOptionField(type, name, text)}
              apply={put}
              placeholder={fallbackText(t, fallback)}
              ariaLabel={form === 'name' ? name : `${name} (${t(`unit.${form}`)})`}
              rightSection={
                form === 'milliseconds' ? (
                  <span className={classes['unit']}>ms</span>
                ) : form === 'seconds' ? (
                  <span className={classes['unit']}>s</span>
                ) : form === 'bytes' ? (
                  <span className={classes['unit']}>B</span>
                ) : undefined
              }
              disabled={off}
              mono
              testId={`option-field-${name}`}
            />
          </div>
        )}
      </div>
      <p className={classes['about']}>{t(`option.${name}`)}</p>
      {lacks && (
        <p className={classes['lacks']} data-testid={`lacks-option-${name}`}>
          {t('types:option', { remedy: t(`types:remedy.${lacks}`) })}
        </p>
      )}
    </div>
  );
}

function fallbackText(t: (key: string) => string, fallback: OptionFacts['fallback']): string {
  if (fallback === undefined) return t('options.system');
  if (typeof fallback === 'boolean') return t(fallback ? 'options.on' : 'options.off');
  return fallback === '' ? t('options.none') : String(fallback);
}
