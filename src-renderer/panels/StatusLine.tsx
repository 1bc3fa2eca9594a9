import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanvasView } from '../stores/canvas-view';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { rateText } from '../ui/numbers';
import { CaptureCounts } from './CaptureCounts';
import classes from './StatusLine.module.css';

/** The line at the bottom: the engine's state, the library, and how much passes through. */
export function StatusLine() {
  const { t } = useTranslation('app');
  const state = useRuntime(({ status }) => status.state);
  const recorded = useRuntime(({ status }) => status.recording !== undefined);
  const stepping = useRuntime(({ status }) => status.stepping !== undefined);
  const zoom = useCanvasView((view) => view.zoom);
  const rate = useCallback(() => t('status.rate', { rate: rateText(feed.totalRate()) }), [t]);
  return (
    <footer className={classes['line']} data-testid="status-line">
      <span className={classes['state']} data-state={state} data-testid="status-state" role="status">
        <span className={classes['lamp']} />
        {recorded ? t('keep:recording.state') : t(`status.${stepping ? 'stepping' : state}`)}
      </span>
      <Library />
      <span className={classes['space']} />
      {state !== 'stopped' && <LiveText read={rate} testId="status-rate" />}
      <CaptureCounts />
      <span className={classes['zoom']}>{t('status.zoom', { percent: Math.round(zoom * 100) })}</span>
    </footer>
  );
}

/** Which ZeroMQ the engine runs on, and what it can do. */
function Library() {
  const { t } = useTranslation(['app', 'types']);
  const library = useRuntime(({ status }) => status.library);
  const known = useView(({ versions }) => versions.libzmq);
  const { choice, transports, drafts, curve, problem } = library;
  const version = library.version === '' ? known : library.version;
  if (version === '') return undefined;
  const has = t('types:library.has', {
    transports: transports.join(' '),
    drafts: t(drafts ? 'types:library.drafts' : 'types:library.noDrafts'),
    curve: t(curve ? 'types:library.curve' : 'types:library.noCurve'),
  });
  return (
    <Tooltip label={problem ?? t(`types:library.${choice}Tip`, { has })} multiline maw={420}>
      <span data-testid="status-library" data-library={choice} data-failed={problem !== undefined || undefined}>
        {problem !== undefined && <IconAlertTriangle size={13} stroke={1.75} aria-label={problem} />}
        {t(`types:library.${choice}`, { version })}
      </span>
    </Tooltip>
  );
}
