import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SocketKey } from '../../shared/topology/topology';
import type { AskedSubscription, DeskDecision } from '../../shared/traffic/desk';
import { settingsOf } from '../../shared/topology/socket-settings';
import { request } from '../bridge';
import { Section } from '../inspector/fields/Section';
import fieldClasses from '../inspector/fields/Fields.module.css';
import { useTopology } from '../stores/document';
import { isRunning, useRuntime, useSocketStatus } from '../stores/runtime';
import { notifyProblem } from '../ui/notify';
import classes from './Desk.module.css';

/** Where the subscriptions of an XPUB with the option `manual` are accepted, changed or refused, one by one as they come. */
export function DeskSection({ socket }: { readonly socket: SocketKey }) {
  const { t } = useTranslation('desk');
  const desk = useSocketStatus(socket)?.desk;
  const running = useRuntime(isRunning);
  const lastValue = useTopology((topology) => settingsOf(topology, socket).options?.['manualLastValue'] === true);
  if (!desk || !running) return undefined;
  const { asked, accepted, refused } = desk;
  return (
    <Section title={t('title')} testId="desk">
      {asked ? (
        <Asked key={asked.number} socket={socket} asked={asked} />
      ) : (
        <p className={fieldClasses['note']}>{t('nobody')}</p>
      )}
      {accepted.length > 0 && (
        <ul className={classes['accepted']} aria-label={t('accepted')} data-testid="desk-accepted">
          {accepted.map(({ topic, as }) => (
            <li key={`${topic} ${as}`}>
              <IconCheck size={13} aria-hidden />
              <Topic topic={topic} />
              {as !== topic && (
                <>
                  <span className={fieldClasses['note']}>{t('gets')}</span>
                  <Topic topic={as} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {refused > 0 && <p className={fieldClasses['note']}>{t('refused', { count: refused })}</p>}
      <p className={fieldClasses['note']}>{t('why')}</p>
      {lastValue && <p className={fieldClasses['note']}>{t('lastValue')}</p>}
    </Section>
  );
}

function Asked({ socket, asked }: { readonly socket: SocketKey; readonly asked: AskedSubscription }) {
  const { t } = useTranslation('desk');
  const { number, topic } = asked;
  const [as, setAs] = useState(topic);
  const decide = (decision: Omit<DeskDecision, 'number'>) => {
    request('socket:decide', { socket, number, ...decision }).then(
      (done) => !done.ok && notifyProblem(done.error),
      (error: unknown) => console.error('socket:decide failed', error),
    );
  };
  const accept = () => decide({ accept: true, ...(as === topic ? {} : { as }) });
  return (
    <div className={classes['asked']} data-testid="desk-asked">
      <p>
        {t('asks')} <Topic topic={topic} />
      </p>
      <TextInput
        size="xs"
        label={t('give')}
        description={t('giveHint')}
        value={as}
        placeholder={t('everything')}
        onChange={(event) => setAs(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && accept()}
        data-testid="desk-as"
      />
      <div className={classes['buttons']}>
        <Button size="xs" leftSection={<IconCheck size={14} />} onClick={accept} data-testid="desk-accept">
          {t(as === topic ? 'accept' : 'acceptAs')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconX size={14} />}
          onClick={() => decide({ accept: false })}
          data-testid="desk-refuse"
        >
          {t('refuse')}
        </Button>
      </div>
    </div>
  );
}

function Topic({ topic }: { readonly topic: string }) {
  const { t } = useTranslation('desk');
  return topic === '' ? <em>{t('everything')}</em> : <code className={classes['topic']}>{topic}</code>;
}
