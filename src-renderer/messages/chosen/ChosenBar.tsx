import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsDiff, IconBookmarks, IconCopy, IconDownload, IconRepeat, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useKeep } from '../../stores/keep';
import { chooseNone } from '../../stores/chosen-rows';
import { ExportItems } from '../../keep/ExportItems';
import { askToReplay } from '../../keep/replay';
import { OpenerTooltip } from '../../ui/OpenerTooltip';
import { briefCountText, countText } from '../../ui/numbers';
import { begin, compareRows, copyJson, copyLines, markRows, type LineContext } from './chosen-actions';
import classes from './ChosenBar.module.css';
import { useChosen } from './use-chosen';

/** How many rows are chosen, and what can be done with all of them; nothing for fewer than two. */
export function ChosenBar({ lines }: { readonly lines: LineContext }) {
  const { t } = useTranslation(['list', 'keep']);
  const chosen = useChosen();
  const busy = useKeep((state) => state.task !== undefined);
  if (!chosen) return undefined;
  const { ranges, count, items, view } = chosen;
  const action = (name: 'mark' | 'again', Icon: typeof IconRepeat, run: () => void, disabled = false) => (
    <Tooltip label={t(`list:chosen.${name}`)}>
      <ActionIcon
        size={24}
        aria-label={t(`list:chosen.${name}`)}
        disabled={disabled}
        onClick={run}
        data-testid={`chosen-${name}`}
      >
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('list:chosen.label')} data-testid="chosen-bar">
      <span className={classes['count']} role="status" title={countText(count)} data-testid="chosen-count">
        {t('list:chosen.count', { count, number: briefCountText(count) })}
      </span>
      {count === 2 && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconArrowsDiff size={13} />}
          onClick={() => begin(compareRows(view, ranges))}
          data-testid="chosen-compare"
        >
          {t('list:chosen.compare')}
        </Button>
      )}
      <span className={classes['spacer']} />
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <OpenerTooltip label={t('list:chosen.copy')}>
            <ActionIcon size={24} aria-label={t('list:chosen.copy')} data-testid="chosen-copy">
              <IconCopy size={15} />
            </ActionIcon>
          </OpenerTooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => begin(copyLines(view, ranges, lines))} data-testid="chosen-copy-lines">
            {t('list:chosen.copyLines')}
          </Menu.Item>
          <Menu.Item disabled={busy} onClick={() => begin(copyJson(items))} data-testid="chosen-copy-json">
            {t('list:chosen.copyJson')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-end" width={280}>
        <Menu.Target>
          <OpenerTooltip label={t('list:chosen.export')}>
            <ActionIcon size={24} aria-label={t('list:chosen.export')} data-testid="chosen-export">
              <IconDownload size={15} />
            </ActionIcon>
          </OpenerTooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <ExportItems disabled={busy} items={() => items} of="chosen" />
        </Menu.Dropdown>
      </Menu>
      {action('mark', IconBookmarks, () => begin(markRows(view, ranges)))}
      {action('again', IconRepeat, () => askToReplay(items), busy)}
      <Tooltip label={t('list:chosen.none')}>
        <ActionIcon size={24} aria-label={t('list:chosen.none')} onClick={chooseNone} data-testid="chosen-none">
          <IconX size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
