import { ActionIcon, Button, Checkbox, Menu, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPalette, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseFilter } from '../../shared/filter/parse';
import { MOST_COLOR_RULES, ROW_COLORS, type ColorRule, type RowColor } from '../../shared/settings';
import { changeSettings } from '../stores/settings';
import { useView } from '../stores/view';
import classes from './FilterSettings.module.css';
import { OpenerTooltip } from '../ui/OpenerTooltip';

/** Rules that colour the lines of the list: their order, whether they are on, and what they ask. */
export function ColorRules({ text }: { readonly text: string }) {
  const { t } = useTranslation('list');
  const rules = useView((state) => state.settings.colors);
  const [open, setOpen] = useState(false);
  const keep = (colors: readonly ColorRule[]) => changeSettings({ colors: [...colors] });
  const add = () => {
    const used = rules.map(({ color }) => color);
    const color = ROW_COLORS.find((each) => !used.includes(each)) ?? 'gray';
    keep([...rules, { query: parseFilter(text).ok ? text.trim() : '', color, on: true }]);
  };
  const full = rules.length >= MOST_COLOR_RULES;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={460} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <OpenerTooltip label={t('colors.open')}>
          <ActionIcon size={20} aria-label={t('colors.open')} onClick={() => setOpen(!open)} data-testid="color-rules">
            <IconPalette size={14} />
          </ActionIcon>
        </OpenerTooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes['panel'] ?? ''}>
        <h3>{t('colors.title')}</h3>
        <p className={classes['hint']}>{t('colors.hint')}</p>
        {rules.length === 0 && <p className={classes['hint']}>{t('colors.none')}</p>}
        <ul className={classes['list']}>
          {rules.map((rule, index) => (
            <RuleLine
              // A rule is its place: its text changes while it is written.
              key={index}
              rule={rule}
              number={index + 1}
              last={rules.length}
              onChange={(change) => keep(rules.map((other, at) => (at === index ? { ...other, ...change } : other)))}
              onMove={(step) => keep(moved(rules, index, index + step))}
              onDelete={() => keep(rules.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
        <Tooltip label={t('colors.full', { count: MOST_COLOR_RULES })} disabled={!full}>
          <Button
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={full}
            onClick={add}
            data-testid="add-color"
          >
            {t('colors.add')}
          </Button>
        </Tooltip>
      </Popover.Dropdown>
    </Popover>
  );
}

function moved(rules: readonly ColorRule[], from: number, to: number): ColorRule[] {
  const next = [...rules];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

interface RuleLineProps {
  readonly rule: ColorRule;
  readonly number: number;
  /** Number of the last rule. */
  readonly last: number;
  readonly onChange: (change: Partial<ColorRule>) => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onDelete: () => void;
}

function RuleLine({ rule, number, last, onChange, onMove, onDelete }: RuleLineProps) {
  const { t } = useTranslation(['list', 'filter']);
  const { query, color, on } = rule;
  const parsed = parseFilter(query);
  return (
    <li data-testid="color-rule">
      <Checkbox
        aria-label={t('colors.on', { number })}
        checked={on}
        onChange={(event) => onChange({ on: event.currentTarget.checked })}
      />
      <ColorChoice number={number} color={color} onChoose={(next) => onChange({ color: next })} />
      <TextInput
        className={classes['query'] ?? ''}
        classNames={{ input: classes['code'] ?? '' }}
        aria-label={t('colors.query', { number })}
        placeholder={t('colors.placeholder')}
        value={query}
        maxLength={2000}
        spellCheck={false}
        error={parsed.ok ? undefined : t(`filter:fault.${parsed.error.code}`, parsed.error.values)}
        onChange={(event) => onChange({ query: event.currentTarget.value })}
        data-testid="color-query"
      />
      <ActionIcon size={22} aria-label={t('colors.up', { number })} disabled={number === 1} onClick={() => onMove(-1)}>
        <IconArrowUp size={14} />
      </ActionIcon>
      <ActionIcon
        size={22}
        aria-label={t('colors.down', { number })}
        disabled={number === last}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={14} />
      </ActionIcon>
      <ActionIcon size={22} aria-label={t('colors.delete', { number })} onClick={onDelete}>
        <IconTrash size={14} />
      </ActionIcon>
    </li>
  );
}

interface ColorChoiceProps {
  readonly number: number;
  readonly color: RowColor;
  readonly onChoose: (color: RowColor) => void;
}

function ColorChoice({ number, color, onChoose }: ColorChoiceProps) {
  const { t } = useTranslation('list');
  return (
    <Menu width={140} position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes['swatch']}
          data-color={color}
          aria-label={`${t('colors.color', { number })}: ${t(`colors.${color}`)}`}
          data-testid="color-choice"
        />
      </Menu.Target>
      <Menu.Dropdown>
        {ROW_COLORS.map((each) => (
          <Menu.Item
            key={each}
            leftSection={<span className={classes['swatch']} data-color={each} />}
            onClick={() => onChoose(each)}
            data-testid={`color-${each}`}
          >
            {t(`colors.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
