import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ITEM_KINDS } from '../../shared/traffic/flow';
import { runCommand } from '../actions/actions';
import { useDocument } from '../stores/document';
import { isRunning, useRuntime } from '../stores/runtime';
import { setFilter, useView, type MessageFilter } from '../stores/view';
import classes from './Messages.module.css';
import { rowSource } from './row-source';

/** Says, while the list is empty, why it is and what to do next. */
export function EmptyState() {
  // Not the counts themselves, which change all the time while messages come in.
  const empty = useSyncExternalStore(rowSource.subscribe, () => rowSource.snapshot().count === 0);
  return empty ? <WhyEmpty /> : undefined;
}

function WhyEmpty() {
  const { t } = useTranslation('messages');
  const { complete } = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const running = useRuntime(isRunning);
  const stepping = useRuntime(({ status }) => status.stepping !== undefined);
  const filter = useView((state) => state.filter);
  const noNodes = useDocument((state) => state.history.present.nodes.length === 0);
  if (!rowSource.nothingCaptured && !complete) return <Said text={t('empty.searching')} />;
  const others = !rowSource.nothingCaptured && isAsAtFirst(filter);
  if (stepping && (others || rowSource.nothingCaptured)) {
    return <Said title={t('empty.steppingTitle')} text={t('empty.stepping')} />;
  }
  if (others) {
    return (
      <Said title={t('empty.onlyOthersTitle')} text={t('empty.onlyOthers')}>
        <Button variant="default" onClick={() => setFilter({ kinds: ITEM_KINDS })} data-testid="show-all-kinds">
          {t('empty.showAll')}
        </Button>
      </Said>
    );
  }
  if (!rowSource.nothingCaptured) {
    return (
      <Said title={t('empty.noMatchTitle')} text={t('empty.noMatch')}>
        {isNarrowed(filter) && (
          <Button
            variant="default"
            onClick={() => setFilter({ text: '', source: 'all', kinds: ITEM_KINDS })}
            data-testid="clear-filter"
          >
            {t('empty.clearFilter')}
          </Button>
        )}
      </Said>
    );
  }
  if (running) return <Said title={t('empty.waitingTitle')} text={t('empty.waiting')} />;
  if (noNodes) return <Said title={t('empty.stoppedTitle')} text={t('empty.nothingDrawn')} />;
  return (
    <Said title={t('empty.stoppedTitle')} text={t('empty.stopped')}>
      <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => runCommand('run.start')}>
        {t('empty.run')}
      </Button>
    </Said>
  );
}

interface SaidProps {
  readonly title?: string;
  readonly text: string;
  readonly children?: React.ReactNode;
}

function Said({ title, text, children }: SaidProps) {
  return (
    <div className={classes['empty']} role="status" data-testid="messages-empty">
      {title !== undefined && <h3>{title}</h3>}
      <p>{text}</p>
      {children}
    </div>
  );
}

function isNarrowed({ text, source, kinds }: MessageFilter): boolean {
  return text !== '' || source !== 'all' || kinds.length < ITEM_KINDS.length;
}

/** Nobody has narrowed the list: only that it shows messages, and no handshakes and commands. */
function isAsAtFirst({ text, source, kinds }: MessageFilter): boolean {
  return text === '' && source === 'all' && kinds.length === 1 && kinds[0] === 'message';
}
