import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD_NAMES, fieldFacts } from '../../shared/filter/fields';
import classes from './FilterField.module.css';
import { OpenerTooltip } from '../ui/OpenerTooltip';

const FORMS = ['text', 'quoted', 'regex', 'together', 'either', 'not', 'list', 'range'] as const;

/** The whole filter language on one page. */
export function FilterHelp() {
  const { t } = useTranslation('filter');
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={560} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <OpenerTooltip label={t('help.open')}>
          <ActionIcon size={20} aria-label={t('help.open')} onClick={() => setOpen(!open)} data-testid="filter-help">
            <IconHelp size={14} />
          </ActionIcon>
        </OpenerTooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes['help'] ?? ''} tabIndex={-1} data-selectable>
        <h3>{t('help.title')}</h3>
        <dl>
          {FORMS.map((form) => (
            <Line key={form} code={t(`form.${form}.example`)} text={t(`form.${form}.meaning`)} />
          ))}
        </dl>
        <h3>{t('help.fields')}</h3>
        <dl>
          {FIELD_NAMES.map((name) => (
            <Line key={name} code={fieldFacts(name).example} text={t(`field.${name}`)} />
          ))}
        </dl>
        <p>{t('help.regex')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

function Line({ code, text }: { readonly code: string; readonly text: string }) {
  return (
    <div>
      <dt>
        <code>{code}</code>
      </dt>
      <dd>{text}</dd>
    </div>
  );
}
