import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/traffic/detail';
import { commandParts } from '../../shared/zmq/command-parts';
import classes from './CommandView.module.css';
import { useFramePlaces } from './frame/use-frame-place';
import { FrameCard } from './FrameCard';

/** What has no name of its own, by what it begins with. */
const UNNAMED: Readonly<Record<string, string>> = { signature: 'GREETING', httpLine: 'UPGRADE' };

/** Commands that a sentence explains. */
const EXPLAINED = [
  'READY',
  'ERROR',
  'SUBSCRIBE',
  'CANCEL',
  'JOIN',
  'LEAVE',
  'PING',
  'PONG',
  'HELLO',
  'WELCOME',
  'INITIATE',
  'GREETING',
  'UPGRADE',
  'CLOSE',
];

interface CommandViewProps {
  readonly detail: ItemDetail;
}

/** A command or a step of the handshake, taken apart. */
export function CommandView({ detail }: CommandViewProps) {
  const { t } = useTranslation('messages');
  const [pointed, setPointed] = useState(false);
  const { row, frames } = detail.item;
  const placeOf = useFramePlaces(row);
  const frame = frames[0];
  if (!frame) return undefined;
  const parts = commandParts(frame.bytes, row.kind === 'handshake');
  const name = parts.find((part) => part.name === 'name')?.value ?? UNNAMED[parts[0]?.name ?? ''] ?? '';
  return (
    <>
      <section
        className={classes['command']}
        data-testid="command"
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
      >
        <h3>{row.label ?? t(`kind.${row.kind}`)}</h3>
        {EXPLAINED.includes(name) && <p>{t(`command.${name}`)}</p>}
        <dl>
          {parts.map((part) => (
            <div key={part.from} className={classes['part']}>
              <dt>{part.property ?? t(`part.${part.name}`)}</dt>
              <dd data-empty={part.value === '' || undefined}>{part.value === '' ? t('part.empty') : part.value}</dd>
              <dd className={classes['range']}>
                {t('part.range', { from: part.from, to: Math.max(part.from, part.to - 1) })}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <FrameCard
        index={0}
        frame={frame}
        role={row.sealed ? 'sealed' : 'body'}
        title={t('command.bytes')}
        peerName={undefined}
        topicBytes={undefined}
        pointed={pointed}
        place={placeOf(0)}
      />
    </>
  );
}
