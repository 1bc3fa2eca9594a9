import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFacts, LadderStep } from '../../shared/wire/ladder';
import { rfcText } from '../../shared/wire/rfc';
import { faultPlace } from '../../shared/wire/zmtp-fault';
import { chooseStep } from '../stores/wire';
import { bytesText, countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './Ladder.module.css';
import type { LadderRow, MessagesRow } from './ladder-rows';
import { sideName, sideOf, spanText, stepText } from './wire-text';

interface LadderLineProps {
  readonly row: LadderRow;
  readonly connection: ConnectionFacts;
  readonly selected: boolean;
  readonly opened: boolean;
  readonly onToggle: (row: LadderRow) => void;
}

/** A line of the ladder: an arrow from side to side, or a word about the connection itself. */
export const LadderLine = memo(function LadderLine(props: LadderLineProps) {
  const { t } = useTranslation('wire');
  const { row, connection, selected, opened, onToggle } = props;
  switch (row.type) {
    case 'step':
      return <StepLine step={row.step} connection={connection} selected={selected} />;
    case 'gap':
      return <Said text={t('row.gap', { time: spanText(row.seconds) })} />;
    case 'passed':
      return <Said text={t('row.passed', { count: row.count, number: countText(row.count) })} />;
    case 'messages':
      return <MessagesLine row={row} connection={connection} opened={opened} onToggle={onToggle} />;
    case 'heartbeats': {
      const count = row.steps.filter(({ name }) => name === 'PING').length;
      return (
        <Folded t={row.steps[0]?.t ?? 0} opened={opened} onClick={() => onToggle(row)} testId="ladder-heartbeats">
          {t('row.heartbeats', { count, number: countText(count) })}
          {roundTripText(connection, t('row.roundTrip', { time: '{{time}}' }))}
        </Folded>
      );
    }
  }
});

function StepLine({
  step,
  connection,
  selected,
}: Omit<LadderLineProps, 'row' | 'opened' | 'onToggle'> & { readonly step: LadderStep }) {
  const { t } = useTranslation('wire');
  const arrow = step.direction !== undefined && step.type !== 'finished';
  return (
    <div
      id={`step-${step.index}`}
      className={classes['line']}
      role="option"
      aria-selected={selected}
      onClick={() => chooseStep(step.index)}
      data-testid={`step-${step.index}`}
      data-type={step.type}
      data-name={step.name || undefined}
    >
      <span className={classes['time']}>{timeText(step.t)}</span>
      <span className={classes['lane']}>
        {arrow ? (
          <Arrow step={step} connection={connection} />
        ) : (
          <span className={classes['said']}>{saidOf(step, connection, t)}</span>
        )}
      </span>
    </div>
  );
}

function Arrow({ step, connection }: { readonly step: LadderStep; readonly connection: ConnectionFacts }) {
  const { t } = useTranslation('wire');
  const { title, detail } = stepText(connection, step, t);
  const place = step.fault && rfcText(faultPlace(step.fault.code));
  return (
    <span className={classes['arrow']} data-direction={step.direction} data-type={step.type}>
      <span className={classes['label']}>
        {step.fault && <IconAlertTriangle size={13} aria-hidden />}
        <b translate={step.type === 'fault' ? undefined : 'no'}>{title}</b>
        {(place ?? detail) !== '' && <span className={classes['what']}>{place ?? detail}</span>}
        {step.unfinished && <i>{t('row.unfinished')}</i>}
      </span>
    </span>
  );
}

function MessagesLine({
  row,
  connection,
  opened,
  onToggle,
}: Omit<LadderLineProps, 'row' | 'selected'> & { readonly row: MessagesRow }) {
  const { t } = useTranslation('wire');
  const { mechanism } = connection.connecting;
  const kind = mechanism === 'CURVE' || mechanism === 'GSSAPI' ? 'sealed' : 'messages';
  const text = ({ messages, bytes }: MessagesRow['forward']) => {
    const values = { count: messages, number: countText(messages), bytes: bytesText(bytes) };
    return kind === 'sealed' ? t('row.sealed', values) : t('row.messages', values);
  };
  return (
    <Folded t={row.t} opened={opened} onClick={() => onToggle(row)} testId="ladder-messages">
      {row.forward.messages > 0 && <span data-direction="forward">{text(row.forward)} →</span>}
      {row.backward.messages > 0 && <span data-direction="backward">← {text(row.backward)}</span>}
    </Folded>
  );
}

interface FoldedProps {
  readonly t: number;
  readonly opened: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
  readonly testId: string;
}

/** A line that stands for many and can be opened. */
function Folded({ t: time, opened, onClick, children, testId }: FoldedProps) {
  const { t } = useTranslation('wire');
  const Icon = opened ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes['line']} data-type="folded">
      <span className={classes['time']}>{timeText(time)}</span>
      <span className={classes['lane']}>
        <button
          type="button"
          className={classes['folded']}
          onClick={onClick}
          aria-expanded={opened}
          title={opened ? t('row.collapse') : t('row.expand')}
          data-testid={testId}
        >
          <Icon size={13} aria-hidden />
          {children}
        </button>
      </span>
    </div>
  );
}

function Said({ text }: { readonly text: string }) {
  return (
    <div className={classes['line']} data-type="said">
      <span />
      <span className={classes['lane']}>
        <span className={classes['said']}>{text}</span>
      </span>
    </div>
  );
}

function saidOf(
  step: LadderStep,
  connection: ConnectionFacts,
  t: ReturnType<typeof useTranslation<'wire'>>['t'],
): string {
  switch (step.type) {
    case 'opened': {
      const name = sideName(connection.connecting, t);
      return connection.remote === '' || name.includes(connection.remote)
        ? t('row.openedPlain', { name })
        : t('row.opened', { name, remote: connection.remote });
    }
    case 'ready':
      return t('row.ready', { time: spanText(step.t - connection.openedAt) });
    case 'finished':
      return t('row.finished', { name: sideName(sideOf(connection, step), t) });
    default:
      return t('phase.ended');
  }
}

function roundTripText({ heartbeats }: ConnectionFacts, pattern: string): string {
  const { roundTrip } = heartbeats.connecting ?? heartbeats.binding ?? {};
  return roundTrip === undefined ? '' : ` · ${pattern.replace('{{time}}', spanText(roundTrip))}`;
}
