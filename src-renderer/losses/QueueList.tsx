import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { DeviceSide, SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import type { FlowName } from '../../shared/traffic/flow-names';
import type { PipeGauge } from '../../shared/traffic/losses';
import { Section } from '../inspector/fields/Section';
import { useFlowNames } from '../messages/use-flow-names';
import { blockedSender, useHealth } from '../stores/health';
import { endName } from '../ui/end-name';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './QueueList.module.css';

/** Queues shown of one socket, the fullest first. */
const MOST_SHOWN = 20;

interface QueueListProps {
  readonly of: { readonly socket: SocketKey } | { readonly flow: FlowId };
  /** Of a device: which of its sockets it is. */
  readonly side?: DeviceSide;
}

/** How full the queues between programs and the wire are, against their high-water marks. */
export function QueueList({ of, side }: QueueListProps) {
  const { t } = useTranslation('losses');
  const title = t('queues.title');
  const names = useFlowNames();
  const pipes = useHealth(
    useShallow(({ losses }) =>
      losses.pipes.filter((pipe) => ('socket' in of ? pipe.socket === of.socket : pipe.flow === of.flow)),
    ),
  );
  const blocked = useHealth((health) => ('socket' in of ? blockedSender(health, of.socket) : undefined));
  if (pipes.length === 0 && !blocked) return undefined;
  const shown = pipes.toSorted((one, other) => other.depth - one.depth).slice(0, MOST_SHOWN);
  return (
    <Section title={side ? `${title} · ${t(`inspector:device.${side}`)}` : title} testId="queues">
      {blocked && (
        <p className={classes['blocked']} data-testid="queue-blocked">
          {t('queues.blocked', { since: timeText(blocked.since), waiting: countText(blocked.waiting) })}
        </p>
      )}
      {shown.map((pipe) => (
        <Gauge
          key={`${pipe.socket} ${pipe.queue} ${pipe.flow ?? ''}`}
          pipe={pipe}
          name={pipe.flow === undefined ? undefined : names.get(pipe.flow)}
        />
      ))}
    </Section>
  );
}

function Gauge({ pipe, name }: { readonly pipe: PipeGauge; readonly name: FlowName | undefined }) {
  const { t } = useTranslation('losses');
  const { queue, depth, peak, mark, known, newestOnly = false } = pipe;
  const peer = name && otherEnd(name, pipe.socket);
  const beyond = mark > 0 && depth > mark;
  return (
    <div className={classes['gauge']} data-testid={`gauge-${queue}`} data-depth={depth} data-known={known}>
      <div className={classes['line']}>
        <span className={classes['name']}>
          {peer === undefined ? t(`queues.${queue}All`) : t(`queues.${queue}`, { peer })}
        </span>
        <span className={classes['depth']}>
          {newestOnly
            ? t('queues.newestOnly')
            : mark === 0
              ? t('queues.unlimited', { depth: countText(depth) })
              : t('queues.depth', { depth: countText(depth), mark: countText(mark) })}
        </span>
      </div>
      <div className={classes['bar']} data-full={!newestOnly && mark > 0 && depth >= mark}>
        <span style={{ width: `${mark === 0 ? 0 : Math.min(100, (depth / mark) * 100)}%` }} />
      </div>
      <div className={classes['line']}>
        <Tooltip label={t(`queues.${known}Hint`)} multiline maw={300}>
          <span className={classes['known']}>{t(`queues.${known}`)}</span>
        </Tooltip>
        <span className={classes['known']}>
          {beyond ? t('queues.beyond') : t('queues.peak', { peak: countText(peak) })}
        </span>
      </div>
    </div>
  );
}

function otherEnd({ connecting, binding, sockets }: FlowName, socket: SocketKey): string {
  return endName(sockets.connecting === socket ? binding : connecting);
}
