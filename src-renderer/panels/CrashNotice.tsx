import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../actions/actions';
import { problemText } from '../i18n/problem-text';
import { useRuntime } from '../stores/runtime';
import classes from './CrashNotice.module.css';

/** After the engine crashed: that it did, why, that nothing of the document is lost, and a way to run again. */
export function CrashNotice() {
  const { t } = useTranslation('app');
  const crash = useRuntime((state) => state.crash);
  if (!crash) return undefined;
  return (
    <div className={classes['notice']} role="alert" data-testid="crash">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span className={classes['text']}>{t('crash.text', { reason: problemText(crash) })}</span>
      <Button size="compact-xs" onClick={() => runCommand('run.start')}>
        {t('crash.again')}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => useRuntime.setState({ crash: undefined })}>
        {t('close')}
      </Button>
    </div>
  );
}
