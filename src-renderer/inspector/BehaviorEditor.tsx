import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/result';
import {
  behaviorOfType,
  PACES,
  paceOf,
  withField,
  withFrames,
  withPace,
  type GenerateBehavior,
  type Pace,
} from '../../shared/topology/behavior-fields';
import { changeNode } from '../../shared/topology/edits-nodes';
import { LIMITS } from '../../shared/topology/schema';
import type { Behavior, FrameTemplate, SocketNode } from '../../shared/topology/topology';
import { fittingBehaviors, type BehaviorType } from '../../shared/zmq/behavior-fit';
import { socketFacts } from '../../shared/zmq/socket-types';
import { tryEdit } from '../stores/document';
import { DurationField, RateField, WholeField } from './fields/NumberFields';
import { Section } from './fields/Section';
import classes from './fields/Fields.module.css';
import { FramesEditor } from './FramesEditor';
import { TopicsEditor } from './TopicsEditor';

type Put<Kind extends Behavior = Behavior> = (behavior: Kind) => Problem | undefined;

/** What a socket does by itself while it runs. */
export function BehaviorEditor({ node }: { readonly node: SocketNode }) {
  const { t } = useTranslation(['inspector', 'types']);
  const { shape } = socketFacts(node.socket);
  const behavior: Behavior = node.behavior ?? { type: 'manual' };
  const put: Put = (next) =>
    tryEdit((topology) =>
      changeNode(topology, node.id, (old) => (old.kind === 'socket' ? { ...old, behavior: next } : old)),
    );
  return (
    <Section title={t('behavior.title')} testId="behavior">
      <NativeSelect
        size="xs"
        value={behavior.type}
        onChange={(event) => put(behaviorOfType(node.socket, event.currentTarget.value as BehaviorType, behavior))}
        data={fittingBehaviors(node.socket).map((value) => ({ value, label: t(`behavior.${value}`) }))}
        aria-label={t('behavior.title')}
        data-testid="behavior-type"
      />
      <p className={classes['note']}>{t(`behaviorHint.${behavior.type}`)}</p>
      {shape !== 'frames' && 'frames' in behavior && <p className={classes['note']}>{t(`types:shape.${shape}`)}</p>}
      <Fields behavior={behavior} put={put} node={node} />
    </Section>
  );
}

function Fields({
  behavior,
  put,
  node,
}: {
  readonly behavior: Behavior;
  readonly put: Put;
  readonly node: SocketNode;
}) {
  switch (behavior.type) {
    case 'manual':
      return undefined;
    case 'generate':
      return <GenerateFields behavior={behavior} put={put} />;
    case 'request':
      return <RequestFields behavior={behavior} put={put} />;
    case 'reply':
      return <ReplyFields behavior={behavior} put={put} node={node} />;
    case 'sink':
      return <DelayField behavior={behavior} put={put} />;
    case 'subscribe':
      return (
        <>
          <TopicsEditor topics={behavior.topics} onChange={(topics) => put({ ...behavior, topics: [...topics] })} />
          <DelayField behavior={behavior} put={put} />
        </>
      );
    case 'join':
      return (
        <>
          <TopicsEditor
            topics={behavior.groups}
            onChange={(groups) => put({ ...behavior, groups: [...groups] })}
            groups
          />
          <DelayField behavior={behavior} put={put} />
        </>
      );
  }
}

interface FieldsProps<Kind extends Behavior> {
  readonly behavior: Kind;
  readonly put: Put;
}

function GenerateFields({ behavior, put }: FieldsProps<GenerateBehavior>) {
  const { t } = useTranslation('inspector');
  const pace = paceOf(behavior);
  const every = (label: string) => (
    <DurationField
      label={label}
      value={behavior.every}
      placeholder={t('behavior.atOnce')}
      onChange={(value) => put(withField(behavior, 'every', value))}
      testId="behavior-every"
    />
  );
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('behavior.pace')}
        value={pace}
        onChange={(event) => put(withPace(behavior, event.currentTarget.value as Pace))}
        data={PACES.map((value) => ({ value, label: t(`pace.${value}`) }))}
        data-testid="behavior-pace"
      />
      <div className={classes['row']}>
        {pace === 'every' && every(t('behavior.every'))}
        {pace === 'rate' && (
          <RateField
            label={t('behavior.rate')}
            value={typeof behavior.rate === 'number' ? behavior.rate : undefined}
            most={LIMITS.rate}
            onChange={(rate) => put({ ...behavior, rate: rate ?? 1 })}
          />
        )}
        {pace === 'burst' && (
          <>
            <WholeField
              label={t('behavior.burst')}
              value={behavior.burst}
              least={1}
              most={LIMITS.rate}
              onChange={(burst) => put({ ...behavior, burst: burst ?? 1 })}
            />
            {every(t('behavior.burstEvery'))}
          </>
        )}
        <CountField behavior={behavior} put={put} />
      </div>
      <DurationField
        label={t('behavior.startDelay')}
        value={behavior.delay}
        placeholder={t('behavior.none')}
        onChange={(delay) => put(withField(behavior, 'delay', delay))}
        testId="behavior-start-delay"
      />
      <FramesEditor frames={behavior.frames} onChange={(frames) => put(withFrames(behavior, frames))} />
    </>
  );
}

function RequestFields({ behavior, put }: FieldsProps<Extract<Behavior, { type: 'request' }>>) {
  const { t } = useTranslation('inspector');
  return (
    <>
      <div className={classes['row']}>
        <DurationField
          label={t('behavior.every')}
          value={behavior.every}
          placeholder={t('behavior.atOnce')}
          onChange={(value) => put(withField(behavior, 'every', value))}
          testId="behavior-every"
        />
        <CountField behavior={behavior} put={put} />
      </div>
      <DurationField
        label={t('behavior.timeout')}
        value={behavior.timeout}
        placeholder={t('behavior.forever')}
        onChange={(value) => put(withField(behavior, 'timeout', value))}
      />
      <FramesEditor frames={behavior.frames} onChange={(frames) => put(withFrames(behavior, frames))} />
    </>
  );
}

function ReplyFields({
  behavior,
  put,
  node,
}: FieldsProps<Extract<Behavior, { type: 'reply' }>> & { readonly node: SocketNode }) {
  const { t } = useTranslation('inspector');
  const { echo, frames, ...rest } = behavior;
  const toggle = (on: boolean) => put(on ? { ...rest, echo: true } : { ...rest, frames: frames ?? ['World'] });
  return (
    <>
      <Switch
        label={t('behavior.echo')}
        checked={echo === true}
        onChange={(event) => toggle(event.currentTarget.checked)}
      />
      <DelayField behavior={behavior} put={put} />
      {echo !== true && (
        <>
          {(node.socket === 'ROUTER' || node.socket === 'DEALER') && (
            <p className={classes['note']}>{t('behavior.keepsEnvelope')}</p>
          )}
          <FramesEditor
            frames={frames ?? ['']}
            onChange={(next: readonly FrameTemplate[]) => put(withFrames({ ...rest, frames: [''] }, next))}
          />
        </>
      )}
    </>
  );
}

function CountField({ behavior, put }: FieldsProps<Extract<Behavior, { type: 'generate' | 'request' }>>) {
  const { t } = useTranslation('inspector');
  return (
    <WholeField
      label={t('behavior.count')}
      value={behavior.count}
      placeholder={t('behavior.endless')}
      least={1}
      most={LIMITS.count}
      onChange={(count) => put(withField(behavior, 'count', count))}
      testId="behavior-count"
    />
  );
}

function DelayField({
  behavior,
  put,
}: FieldsProps<Extract<Behavior, { type: 'reply' | 'sink' | 'subscribe' | 'join' }>>) {
  const { t } = useTranslation('inspector');
  return (
    <DurationField
      label={t('behavior.delay')}
      value={behavior.delay}
      placeholder={t('behavior.none')}
      onChange={(delay) => put(withField(behavior, 'delay', delay))}
      testId="behavior-delay"
    />
  );
}
