import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SocketKey } from '../../shared/topology/topology';
import { lateOptions, type LifeEvent } from '../../shared/traffic/socket-life';
import type { LifeCall } from '../../shared/zmq/life-calls';
import { callLines, preambleLines, type CodeLanguage } from '../../shared/zmq/life-code';
import { lifeProgram, toldCalls, type ToldSocket } from '../../shared/zmq/life-program';
import type { SocketType } from '../../shared/zmq/socket-types';
import { CodeLanguageChoice } from '../stepping/CodeLanguageChoice';
import type { KnownKey } from '../../shared/zmq/secure-code';
import { useKnownKeys } from '../stores/keys';
import { useCodeLanguage } from '../stores/code-language';
import { useView } from '../stores/view';
import { copyText } from '../ui/copy-text';
import { timeText } from '../ui/time-text';
import fieldClasses from './fields/Fields.module.css';
import classes from './LifeStrip.module.css';

interface LifeStripCallsProps {
  readonly socket: SocketKey;
  readonly type: SocketType;
  /** What was done; empty before the first run. */
  readonly events: readonly LifeEvent[];
  readonly left: number;
  /** What will be done, shown until something was. */
  readonly planned: readonly LifeCall[];
  /** True where it is one of the two sockets of a device. */
  readonly inDevice: boolean;
  /** The other socket of its device, where this one's calls end in a proxy of both. */
  readonly proxied: ToldSocket | undefined;
}

interface Line {
  readonly t: number | undefined;
  readonly text: string;
  readonly problem?: string | undefined;
}

/** The calls of a socket's life as code of one's own: what was called, when, and what of it failed; before a run, what will be. */
export function LifeStripCalls(props: LifeStripCallsProps) {
  const { socket, type, events, left, planned, inDevice, proxied } = props;
  const { t } = useTranslation('life');
  const { language } = useCodeLanguage();
  const known = useKnownKeys();
  const ioThreads = useView(({ settings }) => settings.context.ioThreads);
  const style = { language, known, ioThreads };
  const lines: Line[] =
    events.length === 0
      ? planned.flatMap((call) => linesOf(socket, type, call, style, undefined))
      : toldCalls(events, inDevice).flatMap(({ call, t: at, problem }) =>
          linesOf(socket, type, call, style, at, problem),
        );
  const calls = [...planned, ...events.map(({ call }) => call)];
  const before = preambleLines([type], language, { secured: calls.some(isSecured), ioThreads, calls });
  const told = events.length === 0 ? planned.map((call) => ({ call })) : toldCalls(events, inDevice);
  const late = lateOptions(events);
  return (
    <details className={classes['calls']} data-testid="life-calls">
      <summary className={fieldClasses['label']}>{t(events.length === 0 ? 'planned' : 'called')}</summary>
      <div className={classes['bar']}>
        <CodeLanguageChoice />
        <Tooltip label={t('copy')}>
          <ActionIcon
            size={24}
            aria-label={t('copy')}
            onClick={() => copyText(lifeProgram({ key: socket, type, calls: told }, proxied, style), t('copied'))}
            data-testid="life-copy"
          >
            <IconCopy size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ol className={classes['code']} data-testid="life-code">
        {before.map((text) => (
          <li key={text} data-before>
            <time />
            <code>{text}</code>
          </li>
        ))}
        {lines.map(({ t: at, text, problem }, index) => (
          <li key={index} data-failed={problem !== undefined || undefined}>
            <time>{at === undefined ? '' : timeText(at, 2)}</time>
            <code>
              {text}
              {problem !== undefined && <em>{problem}</em>}
            </code>
          </li>
        ))}
      </ol>
      {left > 0 && <p className={fieldClasses['note']}>{t('left', { count: left })}</p>}
      {late.map(({ t: at, option, live }) => (
        <p key={`${at} ${option}`} className={classes['late']} data-testid="late-option">
          {t(live ? 'lateLive' : 'late', { time: timeText(at, 2), option })}
        </p>
      ))}
      <p className={fieldClasses['note']}>{t('relayed')}</p>
    </details>
  );
}

function isSecured(call: LifeCall): boolean {
  return call.type === 'create' && call.security !== undefined;
}

function linesOf(
  key: SocketKey,
  type: SocketType,
  call: LifeCall,
  { language, known }: { readonly language: CodeLanguage; readonly known: KnownKey },
  at: number | undefined,
  problem?: string,
): Line[] {
  return callLines({ key, call, socket: type }, language, known).map((text, index, all) => ({
    t: index === 0 ? at : undefined,
    text,
    problem: index === all.length - 1 ? problem : undefined,
  }));
}
