import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconPlayerTrackNext } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../shared/plan';
import { findSocket, labelOf, nodeIdOf, type Topology } from '../../shared/topology/topology';
import { stepCalls } from '../../shared/zmq/life-calls';
import { callLines } from '../../shared/zmq/life-code';
import { runCommand } from '../actions/actions';
import { shortcutText } from '../actions/shortcut-text';
import { useCodeLanguage } from '../stores/code-language';
import { useDocument } from '../stores/document';
import { useKnownKeys } from '../stores/keys';
import { useRuntime } from '../stores/runtime';
import { select } from '../stores/view';
import { socketName } from '../ui/end-name';
import { timeText } from '../ui/time-text';
import { CodeLanguageChoice } from './CodeLanguageChoice';
import classes from './StepBar.module.css';
import { useKeepClear } from './use-keep-clear';

/** Over the canvas while a run is gone through step by step: what the last step did, what the next one calls, and how to go on. */
export function StepBar() {
  const stepping = useRuntime(({ status }) => status.stepping);
  const done = stepping?.done;
  // What a step did is seen on the canvas and in the inspector.
  useEffect(() => {
    const last = useRuntime.getState().status.stepping?.last?.step;
    if (last) selectTarget(last);
  }, [done]);
  if (!stepping) return undefined;
  return <Bar key={stepping.total} />;
}

function Bar() {
  const { t } = useTranslation(['life', 'commands']);
  const { language } = useCodeLanguage();
  const topology = useDocument((state) => state.history.present);
  const known = useKnownKeys();
  const stepping = useRuntime(({ status }) => status.stepping);
  const bar = useRef<HTMLElement>(null);
  useKeepClear(bar);
  if (!stepping) return undefined;
  const { done, total, next, last } = stepping;
  const lines = (step: Step, endpoint?: string) =>
    stepCalls(step, endpoint).flatMap((made) => {
      const socket = findSocket(topology, made.key)?.type;
      return socket ? callLines({ ...made, socket }, language, known) : [];
    });
  return (
    <section
      ref={bar}
      className={classes['bar']}
      aria-label={t('commands:run.step')}
      data-testid="step-bar"
      data-done={done}
    >
      <header>
        <b>{t('step.title', { number: done + 1, total })}</b>
        <progress value={done} max={total} />
        <CodeLanguageChoice />
        <Tooltip label={`${t('commands:run.step')}  ${shortcutText('run.step')}`}>
          <Button
            leftSection={<IconPlayerTrackNext size={14} />}
            onClick={() => runCommand('run.step')}
            data-testid="step-go"
          >
            {t('step.go')}
          </Button>
        </Tooltip>
        <Tooltip label={`${t('step.continueHint')}  ${shortcutText('run.start')}`}>
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            onClick={() => runCommand('run.start')}
            data-testid="step-continue"
          >
            {t('step.continue')}
          </Button>
        </Tooltip>
        <Button variant="subtle" leftSection={<IconPlayerStop size={14} />} onClick={() => runCommand('run.stop')}>
          {t('step.stop')}
        </Button>
      </header>
      <div className={classes['calls']}>
        {last && (
          <div
            className={classes['last']}
            data-failed={last.problem !== undefined || undefined}
            data-testid="step-last"
          >
            <h4>
              {t('step.last')} · {t('step.took', { time: timeText(last.t, 2) })}
            </h4>
            <pre>{lines(last.step, last.endpoint).join('\n')}</pre>
            {last.problem !== undefined && <p>{last.problem}</p>}
          </div>
        )}
        <div className={classes['next']} data-testid="step-next">
          <h4>
            {t('step.next')} · {t(`step.what.${next.type.replace(':', '-')}`, { name: nameOf(topology, next) })}
          </h4>
          <pre>{lines(next).join('\n')}</pre>
        </div>
      </div>
    </section>
  );
}

/** What a step is done to. */
function targetOf(step: Step): { readonly node: string } | { readonly link: string } {
  switch (step.type) {
    case 'socket:open':
    case 'socket:set':
      return { node: step.socket.node };
    case 'socket:close':
      return { node: nodeIdOf(step.key) };
    case 'endpoint:open':
    case 'endpoint:close':
      return { node: nodeIdOf(step.endpoint.key) };
    case 'link:open':
      return { link: step.link.id };
    case 'link:close':
      return { link: step.link };
    case 'activity:start':
    case 'activity:stop':
      return { node: step.node };
  }
}

function selectTarget(step: Step): void {
  const target = targetOf(step);
  if ('node' in target) select([target.node]);
  else select([], [target.link]);
}

function nameOf(topology: Topology, step: Step): string {
  if (step.type === 'socket:open' || step.type === 'socket:set') {
    return socketName(topology, step.socket.key);
  }
  const target = targetOf(step);
  if ('link' in target) return target.link;
  const node = topology.nodes.find(({ id }) => id === target.node);
  return node ? labelOf(node) : target.node;
}
