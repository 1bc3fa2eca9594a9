import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BACKWARD, FORWARD, type FlowId } from '../../shared/traffic/flow';
import { socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { bytesText, countText, rateText } from '../ui/numbers';
import classes from './LiveCounts.module.css';

/** The exact counts of a socket, live. */
export function SocketCounts({ index, type }: { readonly index: number; readonly type: SocketType }) {
  const { t } = useTranslation('inspector');
  const { sends, receives } = socketFacts(type);
  const sent = useCallback(() => countText(feed.socketCount(index, 'sent')), [index]);
  const sentRate = useCallback(() => rateText(feed.socketRate(index, 'sent')), [index]);
  const received = useCallback(() => countText(feed.socketCount(index, 'received')), [index]);
  const receivedRate = useCallback(() => rateText(feed.socketRate(index, 'received')), [index]);
  const queued = useCallback(() => countText(feed.socketCount(index, 'queued')), [index]);
  const dropped = useCallback(() => countText(feed.socketCount(index, 'dropped')), [index]);
  return (
    <div className={classes['counts']} data-testid="socket-counts">
      {sends && <Count label={t('counts.sent')} read={sent} rate={sentRate} testId="count-sent" />}
      {receives && <Count label={t('counts.received')} read={received} rate={receivedRate} testId="count-received" />}
      {sends && <Count label={t('counts.queued')} read={queued} title={t('counts.queuedHint')} />}
      {sends && <Count label={t('counts.dropped')} read={dropped} title={t('counts.droppedHint')} />}
    </div>
  );
}

/** The counts of a cable in both directions, live. */
export function FlowCounts({
  flow,
  forward,
  backward,
}: {
  readonly flow: FlowId;
  readonly forward: string;
  readonly backward: string;
}) {
  return (
    <div className={classes['counts']} data-testid="flow-counts">
      <DirectionCount flow={flow} direction={FORWARD} label={forward} />
      <DirectionCount flow={flow} direction={BACKWARD} label={backward} />
    </div>
  );
}

function DirectionCount({
  flow,
  direction,
  label,
}: {
  readonly flow: FlowId;
  readonly direction: number;
  readonly label: string;
}) {
  const read = useCallback(() => countText(feed.flowMessages(flow, direction)), [flow, direction]);
  const rate = useCallback(
    () => `${rateText(feed.flowRate(flow, direction))} · ${bytesText(feed.flowBytes(flow, direction))}`,
    [flow, direction],
  );
  return (
    <Count label={label} read={read} rate={rate} testId={direction === FORWARD ? 'count-forward' : 'count-backward'} />
  );
}

interface CountProps {
  readonly label: string;
  readonly read: () => string;
  readonly rate?: () => string;
  readonly title?: string;
  readonly testId?: string;
}

function Count({ label, read, rate, title, testId }: CountProps) {
  return (
    <div className={classes['count']} title={title}>
      <span className={classes['label']}>{label}</span>
      <LiveText read={read} className={classes['number']} {...(testId === undefined ? {} : { testId })} />
      {rate && <LiveText read={rate} className={classes['rate']} />}
    </div>
  );
}
