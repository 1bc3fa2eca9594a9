import { ActionIcon, Menu } from '@mantine/core';
import { IconBrandNodejs, IconBrandPython, IconDownload } from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CaptureFilter } from '../../shared/traffic/capture';
import { knownKeys } from '../../shared/zmq/secure-code';
import { sendSnippet, SNIPPET_LANGUAGES, type SnippetLanguage } from '../../shared/zmq/send-snippet';
import { request } from '../bridge';
import { topologyNow } from '../stores/document';
import { useKeep } from '../stores/keep';
import { loadKeys, useKeys } from '../stores/keys';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { copyText } from '../ui/copy-text';
import { notify } from '../ui/notify';
import { countText } from '../ui/numbers';
import { OpenerTooltip } from '../ui/OpenerTooltip';
import { AgainItem, ExportItems } from './ExportItems';
import classes from './KeepMenu.module.css';
import type { ReplayChoice } from './replay';
import { sentMessage } from './snippet';

interface KeepMenuProps {
  /** How many rows the list has. */
  readonly count: number;
  /** What the list shows now. */
  readonly filter: () => CaptureFilter;
  /** All rows that the list has now. */
  readonly listed: () => ReplayChoice;
  /** Rows that are chosen together. */
  readonly chosen: { readonly items: ReplayChoice; readonly count: number } | undefined;
  readonly onOpened: (opened: boolean) => void;
}

const LANGUAGE_ICONS = { python: IconBrandPython, node: IconBrandNodejs } as const;

/** What can be made of the listed messages and of the opened one: files, programs. */
export function KeepMenu({ count, filter, listed, chosen, onOpened }: KeepMenuProps) {
  const { t } = useTranslation('keep');
  const opened = useView((state) => state.openedSeq);
  const busy = useKeep((state) => state.task !== undefined);
  const one = () => ({ type: 'items', seqs: opened === undefined ? [] : [opened] }) as const;
  return (
    <Menu position="bottom-end" width={280} onChange={onOpened}>
      <Menu.Target>
        <OpenerTooltip label={t('menu.title')}>
          <ActionIcon aria-label={t('menu.title')} data-testid="keep-menu">
            <IconDownload size={16} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown className={classes['menu'] ?? ''}>
        <Menu.Label>{t('menu.list', { count, number: countText(count) })}</Menu.Label>
        <ExportItems disabled={busy || count === 0} items={() => ({ type: 'filter', filter: filter() })} of="list" />
        <AgainItem disabled={busy || count === 0} items={listed} of="list" />
        <Menu.Divider />
        {chosen && (
          <>
            <Menu.Label>{t('menu.chosen', { count: chosen.count, number: countText(chosen.count) })}</Menu.Label>
            <ExportItems disabled={busy} items={() => chosen.items} of="chosen" />
            <AgainItem disabled={busy} items={() => chosen.items} of="chosen" />
            <Menu.Divider />
          </>
        )}
        <Menu.Label>
          {opened === undefined ? t('menu.noneOpened') : t('menu.opened', { seq: countText(opened) })}
        </Menu.Label>
        {/* The opened one is mostly one of several that are chosen: all of it would not fit into a low window. */}
        {!chosen && (
          <>
            <ExportItems disabled={busy || opened === undefined} items={one} of="opened" />
            <AgainItem disabled={busy || opened === undefined} items={one} of="opened" />
          </>
        )}
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

function copySnippet(seq: number, language: SnippetLanguage): void {
  Promise.all([request('capture:item', { seq }), loadKeys()]).then(
    ([detail]) => {
      const message = detail && sentMessage(detail, topologyNow(), useRuntime.getState().status);
      if (message)
        copyText(
          sendSnippet(language, message, knownKeys(useKeys.getState().keys)),
          i18next.t(`keep:snippet.copied.${language}`),
        );
      else notify(i18next.t('keep:snippet.impossible'), 'error', 'snippet');
    },
    (error: unknown) => console.error('capture:item failed', error),
  );
}
