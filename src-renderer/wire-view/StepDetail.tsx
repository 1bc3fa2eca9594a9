import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hex } from '../../shared/bytes';
import { byteParts } from '../../shared/wire/byte-parts';
import type { ConnectionFacts, LadderStep } from '../../shared/wire/ladder';
import type { BytePart } from '../../shared/wire/parts';
import { rfcText } from '../../shared/wire/rfc';
import { faultPlace } from '../../shared/wire/zmtp-fault';
import { copyText } from '../ui/copy-text';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { BytesColored } from './BytesColored';
import classes from './StepDetail.module.css';
import { closingText, contextOf, stepSays, stepText } from './wire-text';

/** Neighbouring parts are told apart by so many hues. */
const HUES = 6;

interface StepDetailProps {
  readonly connection: ConnectionFacts;
  readonly step: LadderStep;
}

/** One step of a ladder: what it is, and each of its bytes explained. */
export function StepDetail({ connection, step }: StepDetailProps) {
  const { t } = useTranslation('wire');
  const [pointed, setPointed] = useState<number>();
  const parts = useMemo(() => byteParts(step, contextOf(connection, step)), [connection, step]);
  const { title, detail } = stepText(connection, step, t);
  const closing = step.type === 'closed' ? closingText(connection, t) : undefined;
  return (
    <div className={classes['detail']} data-testid="step-detail">
      <header className={classes['head']}>
        <h3>
          {title === '' ? t(`says.${step.type}`) : title}
          {detail !== '' && title !== '' && <span>{detail}</span>}
        </h3>
        {step.bytes.length > 0 && (
          <Tooltip label={t('detail.copy')}>
            <ActionIcon
              size={22}
              aria-label={t('detail.copy')}
              onClick={() => copyText(hex(step.bytes, ' '), t('detail.copied'))}
            >
              <IconCopy size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      <p className={classes['facts']}>
        {t('app:duration.seconds', { value: timeText(step.t) })}
        {step.size > 0 && ` · ${t('detail.bytes', { count: step.size, number: countText(step.size) })}`}
      </p>
      {step.fault && (
        <p className={classes['fault']} data-testid="step-fault">
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            {t(`fault.${step.fault.code}`, step.fault.values ?? {})}{' '}
            <b>{t('detail.breaks', { place: rfcText(faultPlace(step.fault.code)) })}</b>
          </span>
        </p>
      )}
      {title !== '' && <p className={classes['says']}>{stepSays(connection, step, t)}</p>}
      {closing !== undefined && <p className={classes['says']}>{closing}</p>}
      {step.bytes.length === 0 ? (
        <p className={classes['none']}>{t('detail.noBytes')}</p>
      ) : (
        <>
          <BytesColored bytes={step.bytes} parts={parts} hues={HUES} pointed={pointed} onPoint={setPointed} />
          <h4>{t('detail.partsTitle')}</h4>
          <ol className={classes['parts']} onPointerLeave={() => setPointed(undefined)}>
            {parts.map((part, index) => (
              <Part
                key={part.from}
                part={part}
                hue={index % HUES}
                pointed={pointed === index}
                onPoint={() => setPointed(index)}
              />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

interface PartProps {
  readonly part: BytePart;
  readonly hue: number;
  readonly pointed: boolean;
  readonly onPoint: () => void;
}

function Part({ part, hue, pointed, onPoint }: PartProps) {
  const { t } = useTranslation('wire');
  const { name, from, to, value, place } = part;
  const last = to - 1;
  return (
    <li
      className={classes['part']}
      data-hue={hue}
      data-broken={name === 'broken' || undefined}
      data-pointed={pointed || undefined}
      onPointerEnter={onPoint}
      data-testid={`part-${name}`}
    >
      <span className={classes['range']}>
        {from === last ? t('detail.one', { from }) : t('detail.range', { from, to: last })}
      </span>
      <span className={classes['name']}>{t(`part.${name}.title`)}</span>
      {value !== '' && <code className={classes['value']}>{value}</code>}
      <span className={classes['partSays']}>
        {t(`part.${name}.says`)} <span className={classes['place']}>{rfcText(place)}</span>
      </span>
    </li>
  );
}
