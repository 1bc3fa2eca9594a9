import { ActionIcon, NativeSelect, Switch, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { parseOptionField } from '../../shared/field-fault';
import { setOption } from '../../shared/topology/socket-settings';
import type { SocketKey } from '../../shared/topology/topology';
import { lacksOption } from '../../shared/zmq/library';
import { optionConstant } from '../../shared/zmq/option-constants';
import { optionEffect, type OptionFacts, type OptionValue } from '../../shared/zmq/options';
import type { SocketType } from '../../shared/zmq/socket-types';
import { edit, tryEdit } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { DraftField } from './fields/DraftField';
import classes from './OptionsEditor.module.css';

interface OptionRowProps {
  readonly socket: SocketKey;
  readonly type: SocketType;
  readonly facts: OptionFacts;
  readonly value: OptionValue | undefined;
}

/** One option: its name, its value or the default, how to be rid of it, and what it does. */
export function OptionRow({ socket, type, facts, value }: OptionRowProps) {
  const { t } = useTranslation(['inspector', 'types']);
  const { name, form, fallback, choices, draft } = facts;
  const effect = optionEffect(facts);
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
          <Tooltip label={`ZMQ_${optionConstant(name) ?? ''}`}>
            <span>
              {/* Long names break between their words. */}
              {name.split(/(?=[A-Z])/).map((word, index) => (
                <Fragment key={word}>
                  {index > 0 && <wbr />}
                  {word}
                </Fragment>
              ))}
            </span>
          </Tooltip>
          {draft && (
            <Tooltip label={t('types:draftTip')} multiline maw={280}>
              <span className={classes['draft']}>{t('types:draft')}</span>
            </Tooltip>
          )}
          {effect !== 'reopens' && (
            <Tooltip label={t(`options.effect.${effect}`)} multiline maw={280}>
              <span className={classes['live']} data-testid={`live-${name}`}>
                {t('options.live')}
              </span>
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
            data-wide={form === 'name' || form === 'text' || form === 'property' || form === 'range' || undefined}
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
