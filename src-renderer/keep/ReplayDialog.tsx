import { Button, Group, Modal, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf, socketsOf, type FrameTemplate } from '../../shared/topology/topology';
import { socketFacts } from '../../shared/zmq/socket-types';
import { FramesEditor } from '../inspector/FramesEditor';
import { useDocument } from '../stores/document';
import { isRunning, useRuntime } from '../stores/runtime';
import { countText } from '../ui/numbers';
import { closeReplay, replay, useReplay } from './replay';
import classes from './ReplayDialog.module.css';

const SPEEDS = ['1', '2', '10', '0'] as const;

/** Asks how messages are to be sent again. */
export function ReplayDialog() {
  const { t } = useTranslation(['keep', 'app']);
  const asked = useReplay((state) => state.asked);
  return (
    <Modal
      opened={asked !== undefined}
      onClose={closeReplay}
      title={t('keep:replay.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
      size={480}
      data-testid="replay"
    >
      {asked && <Form asked={asked} />}
    </Modal>
  );
}

function Form({ asked }: { readonly asked: NonNullable<ReturnType<typeof useReplay.getState>['asked']> }) {
  const { t } = useTranslation(['keep', 'app']);
  const { items, count, frames: editable } = asked;
  const running = useRuntime(isRunning);
  const senders = useSenders();
  const [target, setTarget] = useState('');
  const [speed, setSpeed] = useState<string>('1');
  const [frames, setFrames] = useState<readonly FrameTemplate[] | undefined>(editable?.frames);
  const edited = editable !== undefined && frames !== undefined && frames !== editable.frames;
  const send = () => {
    closeReplay();
    replay({
      items,
      ...(target === '' ? {} : { target }),
      speed: Number(speed),
      edits: edited ? [{ seq: editable.seq, frames }] : [],
    }).catch((error: unknown) => console.error('keep:replay failed', error));
  };
  return (
    <div className={classes['form']}>
      <p>{t('keep:replay.what', { count, number: countText(count) })}</p>
      <NativeSelect
        size="xs"
        label={t('keep:replay.target')}
        value={target}
        onChange={(event) => setTarget(event.currentTarget.value)}
        data={[{ value: '', label: t('keep:replay.same') }, ...senders]}
        data-testid="replay-target"
      />
      {count > 1 && (
        <div>
          <div className={classes['label']}>{t('keep:replay.speed')}</div>
          <SegmentedControl
            value={speed}
            onChange={setSpeed}
            data={SPEEDS.map((value) => ({ value, label: t(`keep:replay.speeds.${value}`) }))}
            aria-label={t('keep:replay.speed')}
            data-testid="replay-speed"
          />
        </div>
      )}
      {frames && (
        <div>
          <div className={classes['label']}>{t('keep:replay.frames')}</div>
          <FramesEditor
            frames={frames}
            onChange={(next) => {
              setFrames(next.length === 0 ? [''] : next);
              return undefined;
            }}
          />
        </div>
      )}
      {!running && <p className={classes['note']}>{t('keep:replay.notRunning')}</p>}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={closeReplay}>
          {t('app:cancel')}
        </Button>
        <Button data-autofocus disabled={!running} onClick={send} data-testid="replay-send">
          {t('keep:replay.send')}
        </Button>
      </Group>
    </div>
  );
}

/** The sockets of the document that can send. */
function useSenders(): { readonly value: string; readonly label: string }[] {
  const topology = useDocument((state) => state.history.present);
  return topology.nodes
    .filter(({ kind }) => kind === 'socket')
    .flatMap(socketsOf)
    .filter(({ type }) => socketFacts(type).sends)
    .map(({ key, node, type }) => ({ value: key, label: `${labelOf(node)} · ${type}` }));
}
