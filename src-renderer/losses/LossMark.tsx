import { Tooltip } from '@mantine/core';
import { IconHourglass, IconMailOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { nodeIdOf, type SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { blockedSender, causesIn, lossesOfFlow, lossesOfSocket, useHealth } from '../stores/health';
import { showPanel } from '../stores/settings';
import { select, showBottom } from '../stores/view';
import { briefCountText, countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './LossMark.module.css';

/** How many messages of a socket did not arrive, and whether it waits to send: small marks on its node. */
export function SocketMarks({ socket }: { readonly socket: SocketKey }) {
  const { t } = useTranslation('losses');
  const text = useHealth((health) => lossesOfSocket(health, socket));
  const blocked = useHealth((health) => blockedSender(health, socket));
  return (
    <>
      {blocked && (
        <Tooltip
          multiline
          maw={300}
          label={t('badge.blockedHint', { since: timeText(blocked.since), waiting: countText(blocked.waiting) })}
        >
          <span className={classes['blocked']} data-testid={`blocked-${socket}`}>
            <IconHourglass size={11} stroke={1.75} aria-hidden />
            {t('badge.blocked')}
          </span>
        </Tooltip>
      )}
      <Mark text={text} tip="badge.node" testId={`lost-${socket}`} onShow={() => select([nodeIdOf(socket)])} />
    </>
  );
}

/** How many messages did not arrive over one cable. */
export function CableMark({
  flow,
  id,
  onShow,
}: {
  readonly flow: FlowId;
  readonly id: string;
  readonly onShow: () => void;
}) {
  const text = useHealth((health) => lossesOfFlow(health, flow));
  return <Mark text={text} tip="badge.cable" testId={`lost-${id}`} onShow={onShow} />;
}

interface MarkProps {
  /** As the store of the run's health sums losses up. */
  readonly text: string;
  readonly tip: string;
  readonly testId: string;
  readonly onShow: () => void;
}

function Mark({ text, tip, testId, onShow }: MarkProps) {
  const { t } = useTranslation('losses');
  const causes = causesIn(text);
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const list = causes.map(({ cause, count }) => `${t(`cause.${cause}.name`)} ${countText(count)}`).join(' · ');
  return (
    <Tooltip multiline maw={320} label={t(tip, { count: countText(total), causes: list })}>
      <button
        type="button"
        className={`nodrag ${classes['mark']}`}
        data-testid={testId}
        data-count={total}
        onClick={(event) => {
          event.stopPropagation();
          onShow();
          showBottom('losses');
          showPanel('messages');
        }}
      >
        <IconMailOff size={11} stroke={1.75} aria-hidden />
        {briefCountText(total)}
      </button>
    </Tooltip>
  );
}
