import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBrandNodejs,
  IconBrandPython,
  IconDownload,
  IconFileSpreadsheet,
  IconFileText,
  IconNetwork,
  IconRepeat,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { EXPORT_FORMATS, type ExportFormatName, type ItemChoice } from '../../shared/keep';
import type { CaptureFilter } from '../../shared/traffic/capture';
import { sendSnippet, SNIPPET_LANGUAGES, type SnippetLanguage } from '../../shared/zmq/send-snippet';
import { request } from '../bridge';
import { topologyNow } from '../stores/document';
import { useKeep } from '../stores/keep';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { copyText } from '../ui/copy-text';
import { notify } from '../ui/notify';
import { countText } from '../ui/numbers';
import { OpenerTooltip } from '../ui/OpenerTooltip';
import { exportItems } from './export';
import classes from './KeepMenu.module.css';
import { askToReplay } from './replay';
import { sentMessage } from './snippet';

interface KeepMenuProps {
  /** How many rows the list has. */
  readonly count: number;
  /** What the list shows now. */
  readonly filter: () => CaptureFilter;
}

const FORMAT_ICONS = { pcapng: IconNetwork, jsonl: IconFileText, csv: IconFileSpreadsheet } as const;
const LANGUAGE_ICONS = { python: IconBrandPython, node: IconBrandNodejs } as const;

/** What can be made of the listed messages and of the opened one: files, programs. */
export function KeepMenu({ count, filter }: KeepMenuProps) {
  const { t } = useTranslation('keep');
  const opened = useView((state) => state.openedSeq);
  const busy = useKeep((state) => state.task !== undefined);
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <OpenerTooltip label={t('menu.title')}>
          <ActionIcon aria-label={t('menu.title')} data-testid="keep-menu">
            <IconDownload size={16} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('menu.list', { count, number: countText(count) })}</Menu.Label>
        <Formats disabled={busy || count === 0} items={() => ({ type: 'filter', filter: filter() })} of="list" />
        <AgainItem
          disabled={busy || count === 0}
          items={() => ({ type: 'filter', filter: filter() })}
          count={count}
          of="list"
        />
        <Menu.Divider />
        <Menu.Label>
          {opened === undefined ? t('menu.noneOpened') : t('menu.opened', { seq: countText(opened) })}
        </Menu.Label>
        <Formats
          disabled={busy || opened === undefined}
          items={() => ({ type: 'items', seqs: opened === undefined ? [] : [opened] })}
          of="opened"
        />
        <AgainItem
          disabled={busy || opened === undefined}
          items={() => ({ type: 'items', seqs: opened === undefined ? [] : [opened] })}
          count={1}
          of="opened"
        />
        {SNIPPET_LANGUAGES.map((language) => {
          const Icon = LANGUAGE_ICONS[language];
          return (
            <Menu.Item
              key={language}
              disabled={opened === undefined}
              leftSection={<Icon size={15} stroke={1.75} />}
              onClick={() => {
                if (opened !== undefined) copySnippet(opened, language);
              }}
              data-testid={`snippet-${language}`}
            >
              {t(`menu.snippet.${language}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

interface FormatsProps {
  readonly disabled: boolean;
  readonly items: () => ItemChoice;
  readonly of: 'list' | 'opened';
}

function Formats({ disabled, items, of }: FormatsProps) {
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

function AgainItem({ disabled, items, count, of }: FormatsProps & { readonly count: number }) {
  const { t } = useTranslation('keep');
  return (
    <Menu.Item
      disabled={disabled}
      leftSection={<IconRepeat size={15} stroke={1.75} />}
      onClick={() => {
        askToReplay(items(), count).catch((error: unknown) => console.error('asking to replay failed', error));
      }}
      data-testid={`replay-${of}`}
    >
      {t('replay.menu')}
    </Menu.Item>
  );
}

function exportNow(format: ExportFormatName, items: ItemChoice): void {
  exportItems(format, items).catch((error: unknown) => console.error('keep:export failed', error));
}

function copySnippet(seq: number, language: SnippetLanguage): void {
  request('capture:item', { seq }).then(
    (detail) => {
      const message = detail && sentMessage(detail, topologyNow(), useRuntime.getState().status);
      if (message) copyText(sendSnippet(language, message), i18next.t(`keep:snippet.copied.${language}`));
      else notify(i18next.t('keep:snippet.impossible'), 'error', 'snippet');
    },
    (error: unknown) => console.error('capture:item failed', error),
  );
}
