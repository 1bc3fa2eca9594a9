import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionsAnswer, TopicNode } from '../../shared/wire/subscriptions';
import type { DeviceSide, SocketKey } from '../../shared/topology/topology';
import { request } from '../bridge';
import { useSocketStatus } from '../stores/runtime';
import { countText, rateText } from '../ui/numbers';
import { useRepeatedly } from '../wire-view/use-connections';
import { spanText } from '../wire-view/wire-text';
import { Section } from './fields/Section';
import classes from './Peers.module.css';

interface SubscriptionsProps {
  readonly socket: SocketKey;
  /** Of a device: which of its sockets it is. */
  readonly side?: DeviceSide;
}

/** Who is subscribed to what at a publisher or forwarder, as a tree of topics with their rates. */
export function Subscriptions({ socket, side }: SubscriptionsProps) {
  const { t } = useTranslation('peers');
  const status = useSocketStatus(socket);
  const concerned = status !== undefined && ['PUB', 'XPUB', 'SUB', 'XSUB'].includes(status.type);
  const [answer, setAnswer] = useState<SubscriptionsAnswer>();
  useRepeatedly(
    async (current) => {
      if (!concerned) return;
      const read = await request('wire:subscriptions', { socket });
      if (current()) setAnswer(read);
    },
    [socket, concerned],
  );
  if (!concerned || !answer) return undefined;
  const { way, peers, roots, more, unseen, counted, oneOf } = answer;
  const seconds = spanText(answer.seconds);
  const title = side === undefined ? t('topics.title') : `${t('topics.title')} · ${t(`inspector:device.${side}`)}`;
  return (
    <Section title={title} testId={`subscriptions-${socket}`}>
      <p className={classes['note']}>{way === 'in' ? t('topics.in') : t('topics.out')}</p>
      {roots.length === 0 && unseen === 0 && (
        <p className={classes['note']}>
          {t(way === 'in' ? 'topics.none' : peers.length === 0 ? 'topics.noneAsked' : 'topics.noneOut')}
        </p>
      )}
      {roots.length > 0 && (
        <>
          <ul className={classes['topics']}>
            {roots.map((node) => (
              <Topic key={node.topic} node={node} />
            ))}
          </ul>
          <p className={classes['note']}>
            {peers.map(({ name, count }) => t('topics.byPeer', { name: name || t('outside'), count })).join(' · ')}
          </p>
        </>
      )}
      {more > 0 && <p className={classes['note']}>{t('topics.more', { count: more })}</p>}
      {unseen > 0 && <p className={classes['note']}>{t('topics.unseen', { count: unseen })}</p>}
      {counted !== undefined && (
        <p className={classes['note']} data-testid="topics-counted">
          {t('topics.counted', { count: counted, countText: countText(counted) })}
        </p>
      )}
      {roots.length > 0 && (
        <p className={classes['note']}>
          {oneOf > 1 ? t('topics.sampled', { oneOf: countText(oneOf), seconds }) : t('topics.measured', { seconds })}
        </p>
      )}
    </Section>
  );
}

function Topic({ node }: { readonly node: TopicNode }) {
  const { t } = useTranslation('peers');
  const { topic, subscribers, subscriberCount, rate, seen, children } = node;
  const others = subscriberCount - subscribers.length;
  return (
    <li>
      <div className={classes['topic']}>
        <span className={classes['topicName']} data-everything={topic === '' || undefined}>
          {topic === '' ? t('topics.everything') : topic}
        </span>
        <span className={classes['who']}>
          {subscribers.map((name) => name || t('outside')).join(', ')}
          {others > 0 && ` +${countText(others)}`}
        </span>
        <span className={classes['rate']}>{rateText(rate)}</span>
      </div>
      {(children.length > 0 || seen.length > 0) && (
        <ul>
          {children.map((child) => (
            <Topic key={child.topic} node={child} />
          ))}
          {seen.map(({ topic: text, rate: seenRate }) => (
            <li key={`seen ${text}`} className={classes['topic']} title={t('topics.seen')} data-seen>
              <span className={classes['topicName']}>{text}</span>
              <span />
              <span className={classes['rate']}>{rateText(seenRate)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
