import { Menu } from '@mantine/core';
import { IconFileSpreadsheet, IconFileText, IconNetwork, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EXPORT_FORMATS, type ExportFormatName, type ItemChoice } from '../../shared/keep';
import { exportItems } from './export';
import classes from './KeepMenu.module.css';
import { askToReplay, type ReplayChoice } from './replay';

interface PlaceProps {
  readonly disabled: boolean;
  /** Which messages these are, in the places of a test. */
  readonly of: 'list' | 'opened' | 'chosen' | 'row';
}

interface ItemsProps extends PlaceProps {
  readonly items: () => ItemChoice;
}

interface AgainProps extends PlaceProps {
  readonly items: () => ReplayChoice;
}

const FORMAT_ICONS = { pcapng: IconNetwork, jsonl: IconFileText, csv: IconFileSpreadsheet } as const;

/** Lines of a menu that write messages to a file, one for each format. */
export function ExportItems({ disabled, items, of }: ItemsProps) {
  const { t } = useTranslation('keep');
  return [...EXPORT_FORMATS].reverse().map((format) => {
    const Icon = FORMAT_ICONS[format];
    return (
      <Menu.Item
        key={format}
        disabled={disabled}
        leftSection={<Icon size={15} stroke={1.75} />}
        rightSection={<span className={classes['ending']}>{`.${format}`}</span>}
        onClick={() => exportNow(format, items())}
        data-testid={`export-${of}-${format}`}
      >
        {t(`menu.format.${format}`)}
      </Menu.Item>
    );
  });
}

/** The line of a menu that sends messages again. */
export function AgainItem({ disabled, items, of }: AgainProps) {
  const { t } = useTranslation('keep');
  return (
    <Menu.Item
      disabled={disabled}
      leftSection={<IconRepeat size={15} stroke={1.75} />}
      onClick={() => askToReplay(items())}
      data-testid={`replay-${of}`}
    >
      {t('replay.menu')}
    </Menu.Item>
  );
}

function exportNow(format: ExportFormatName, items: ItemChoice): void {
  exportItems(format, items).catch((error: unknown) => console.error('keep:export failed', error));
}
