import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { SPILLS } from '../../shared/settings';
import { changeSettings } from '../stores/settings';
import { useView } from '../stores/view';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { countText } from '../ui/numbers';
import { OpenerTooltip } from '../ui/OpenerTooltip';
import classes from './StatusLine.module.css';

/** How much was captured, and where it is: in memory, on the disk, or nowhere any more. Chooses what becomes of the oldest. */
export function CaptureCounts() {
  const { t } = useTranslation('app');
  const spill = useView((state) => state.settings.spill);
  const captured = useCallback(() => {
    const next = feed.header('nextSeq');
    return t('status.captured', { count: countText(next === 0 ? 0 : next - 1) as unknown as number });
  }, [t]);
  const spilled = useCallback(() => counted(t('status.spilled', { number: numberOf('spilled') }), 'spilled'), [t]);
  const dropped = useCallback(
    () => counted(t('status.dropped', { count: numberOf('captureDropped') as unknown as number }), 'captureDropped'),
    [t],
  );
  const lateLost = useCallback(() => counted(t('status.lateLost', { number: numberOf('lateLost') }), 'lateLost'), [t]);
  return (
    <Menu position="top-end" width={280}>
      <Menu.Target>
        <OpenerTooltip label={t('status.captureTip')}>
          <button type="button" className={classes['capture']} data-testid="capture-counts">
            <LiveText read={captured} testId="status-captured" />
            <LiveText read={spilled} testId="status-spilled" />
            <span className={classes['dropped']}>
              <LiveText read={dropped} testId="status-dropped" />
            </span>
            <span className={classes['dropped']}>
              <LiveText read={lateLost} testId="status-late-lost" />
            </span>
          </button>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('spill.title')}</Menu.Label>
        {SPILLS.map((most) => (
          <Menu.Item
            key={most}
            role="menuitemradio"
            aria-checked={most === spill}
            rightSection={most === spill ? <IconCheck size={14} aria-hidden /> : undefined}
            onClick={() => changeSettings({ spill: most })}
            data-testid={`spill-${most}`}
          >
            {most === 0
              ? t('spill.none')
              : t('spill.most', { size: most < 1024 ? `${most} MiB` : `${most / 1024} GiB` })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <p className={classes['hint']}>{t('spill.hint')}</p>
        <LateLostHint />
      </Menu.Dropdown>
    </Menu>
  );
}

/** What it means that replies were not noted, where there are such. */
function LateLostHint() {
  const { t } = useTranslation('app');
  if (feed.header('lateLost') === 0) return undefined;
  return <p className={classes['hint']}>{t('spill.lateLost', { number: numberOf('lateLost') })}</p>;
}

type Counter = 'spilled' | 'captureDropped' | 'lateLost';

function numberOf(name: Counter): string {
  return countText(feed.header(name));
}

/** A text that is there only where there is something to count. */
function counted(text: string, name: Counter): string {
  return feed.header(name) === 0 ? '' : text;
}
