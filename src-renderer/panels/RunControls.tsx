import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled, IconPlayerTrackNext, IconRefresh } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../actions/actions';
import { shortcutText } from '../actions/shortcut-text';
import { useRuntime } from '../stores/runtime';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import classes from './RunControls.module.css';

/** Run and Stop, the state they lead to, and for how long it has been on. */
export function RunControls() {
  const { t } = useTranslation(['app', 'commands']);
  const state = useRuntime(({ status }) => status.state);
  const recorded = useRuntime(({ status }) => status.recording !== undefined);
  const stopped = state === 'stopped';
  const stepping = useRuntime(({ status }) => status.stepping !== undefined);
  return (
    <div className={classes['controls']} data-run-state={state}>
      {stopped || (state === 'starting' && !stepping) ? (
        <>
          <Tooltip label={`${t('commands:run.start')}  ${shortcutText('run.start')}`}>
            <Button
              className={classes['run'] ?? ''}
              leftSection={<IconPlayerPlayFilled size={14} />}
              loading={state === 'starting'}
              disabled={recorded}
              onClick={() => runCommand('run.start')}
              data-testid="run"
            >
              {t('run.run')}
            </Button>
          </Tooltip>
          <Tooltip label={`${t('commands:run.step')}  ${shortcutText('run.step')}`}>
            <ActionIcon
              aria-label={t('commands:run.step')}
              disabled={!stopped || recorded}
              onClick={() => runCommand('run.step')}
              className={classes['restart'] ?? ''}
              data-testid="run-step"
            >
              <IconPlayerTrackNext size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </>
      ) : (
        <>
          <Tooltip label={`${t('commands:run.stop')}  ${shortcutText('run.stop')}`}>
            <Button
              className={classes['stop'] ?? ''}
              variant="default"
              leftSection={<IconPlayerStopFilled size={14} />}
              loading={state === 'stopping'}
              onClick={() => runCommand('run.stop')}
              data-testid="stop"
            >
              {t('run.stop')}
            </Button>
          </Tooltip>
          <Tooltip label={`${t('commands:run.restart')}  ${shortcutText('run.restart')}`}>
            <ActionIcon
              aria-label={t('commands:run.restart')}
              disabled={state === 'stopping'}
              onClick={() => runCommand('run.restart')}
              className={classes['restart'] ?? ''}
              data-testid="restart"
            >
              <IconRefresh size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {state === 'running' && <RunTime />}
    </div>
  );
}

function RunTime() {
  const { t } = useTranslation('app');
  const startedAt = useRuntime(({ status }) => status.startedAt);
  const read = useCallback(() => clockText(Math.max(0, Date.now() - startedAt), feed.header('t')), [startedAt]);
  return (
    <Tooltip label={t('run.since')}>
      <span className={classes['time']}>
        <span className={classes['dot']} />
        <LiveText read={read} />
      </span>
    </Tooltip>
  );
}

/** Minutes and seconds, with hours where there are any; a run's own clock is taken where it is ahead of the window's. */
function clockText(ms: number, seconds: number): string {
  const whole = Math.floor(Math.max(ms / 1000, seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
