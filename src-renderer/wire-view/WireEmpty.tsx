import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../actions/actions';
import { isRunning, useRuntime } from '../stores/runtime';
import { setWireSource } from '../stores/wire';
import classes from './WireView.module.css';

/** Says, while there is no connection to show, why there is none and what to do. */
export function WireEmpty({ selected }: { readonly selected: boolean }) {
  const { t } = useTranslation('wire');
  const running = useRuntime(isRunning);
  if (selected) {
    return (
      <Said title={t('empty.selectionTitle')} text={t('empty.selection')}>
        <Button variant="default" onClick={() => setWireSource('all')} data-testid="wire-show-all">
          {t('empty.showAll')}
        </Button>
      </Said>
    );
  }
  if (running) return <Said title={t('empty.waitingTitle')} text={t('empty.waiting')} />;
  return (
    <Said title={t('empty.stoppedTitle')} text={t('empty.stopped')}>
      <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => runCommand('run.start')}>
        {t('messages:empty.run')}
      </Button>
    </Said>
  );
}

interface SaidProps {
  readonly title: string;
  readonly text: string;
  readonly children?: React.ReactNode;
}

function Said({ title, text, children }: SaidProps) {
  return (
    <div className={classes['empty']} role="status" data-testid="wire-empty">
      <h3>{title}</h3>
      <p>{text}</p>
      {children}
    </div>
  );
}
