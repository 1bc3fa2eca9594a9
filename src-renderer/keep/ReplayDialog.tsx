import { Button, Group, Modal, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_EDITS, type ReplayEdit } from '../../shared/keep';
import { useDocument } from '../stores/document';
import { topologyAside, useRecording } from '../stores/recording';
import { isRunning, useRuntime } from '../stores/runtime';
import { countText } from '../ui/numbers';
import { closeReplay, replay, replayCount, useReplay, type ReplayChoice, type ReplayPlace } from './replay';
import classes from './ReplayDialog.module.css';
import { ReplayEditor } from './ReplayEditor';
import { ReplayList } from './ReplayList';
import { sendersOf, standsFor } from './senders';
import { useReplayRows } from './use-replay-rows';

const SPEEDS = ['1', '2', '10', '0'] as const;

/** Asks which messages are to be sent again, what of them, from where and how fast. */
export function ReplayDialog() {
  const { t } = useTranslation(['keep', 'app']);
  const asked = useReplay((state) => state.asked);
  const several = asked !== undefined && replayCount(asked) > 1;
  return (
    <Modal
      opened={asked !== undefined}
      onClose={closeReplay}
      title={t('keep:replay.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
      size={several ? 900 : 480}
      data-testid="replay"
    >
      {asked && <Form items={asked} />}
    </Modal>
  );
}

function Form({ items }: { readonly items: ReplayChoice }) {
  const { t } = useTranslation(['keep', 'app']);
  const running = useRuntime(isRunning);
  const place = usePlace();
  const senders = sendersOf(place.topology);
  const count = replayCount(items);
  const rows = useReplayRows(items);
  const [target, setTarget] = useState('');
  const [speed, setSpeed] = useState<string>('1');
  const [edits, setEdits] = useState<ReadonlyMap<number, ReplayEdit>>(new Map());
  const [chosen, setChosen] = useState<number>();
  const first = items.type === 'items' ? items.seqs[0] : rows.row(0)?.seq;
  const shown = chosen ?? first;
  const change = (seq: number, edit: ReplayEdit | undefined) => {
    const next = new Map(edits);
    if (edit) next.set(seq, edit);
    else next.delete(seq);
    if (next.size <= MOST_EDITS) setEdits(next);
  };
  const include = (seq: number, included: boolean) => {
    const { leaveOut: _before, ...rest } = edits.get(seq) ?? { seq };
    const kept = rest.frames !== undefined || rest.target !== undefined;
    change(seq, included ? (kept ? rest : undefined) : { ...rest, leaveOut: true });
  };
  const leftOut = [...edits.values()].filter(({ leaveOut }) => leaveOut).length;
  const sent = count - leftOut;
  const send = () => {
    closeReplay();
    const how = { speed: Number(speed), edits: [...edits.values()], ...(target === '' ? {} : { target }) };
    replay({ items, ...how }, place.chosen).catch((error: unknown) => console.error('keep:replay failed', error));
  };
  return (
    <div className={classes['form']}>
      <p>
        {t('keep:replay.what', { count: sent, number: countText(sent) })}
        {edits.size >= MOST_EDITS && ` ${t('keep:replay.noMoreEdits', { count: MOST_EDITS })}`}
      </p>
      <div className={classes['how']}>
        {place.recorded && (
          <NativeSelect
            size="xs"
            label={t('keep:replay.place')}
            value={place.chosen}
            onChange={({ currentTarget: { value } }) => {
              place.choose(value === 'recorded' ? 'recorded' : 'document');
              setTarget('');
            }}
            data={place.choices}
            data-testid="replay-place"
          />
        )}
        <NativeSelect
          size="xs"
          label={t('keep:replay.target')}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          data={[{ value: '', label: t(`keep:replay.${count > 1 ? 'same' : 'sameOne'}`) }, ...senders]}
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
      </div>
      <div className={classes['messages']} data-several={count > 1 || undefined}>
        {count > 1 && (
          <ReplayList count={count} rows={rows} edits={edits} shown={shown} onShow={setChosen} onInclude={include} />
        )}
        {shown !== undefined && (
          <ReplayEditor
            seq={shown}
            edit={edits.get(shown)}
            senders={count > 1 ? senders : []}
            onChange={(edit) => change(shown, edit)}
          />
        )}
      </div>
      {!running && (
        <p className={classes['note']}>{t(`keep:replay.first.${place.recorded ? place.chosen : 'stopped'}`)}</p>
      )}
      <Group className={classes['actions'] ?? ''} justify="flex-end" gap={8}>
        <Button variant="default" onClick={closeReplay}>
          {t('app:cancel')}
        </Button>
        <Button data-autofocus disabled={sent === 0} onClick={send} data-testid="replay-send">
          {t(running ? 'keep:replay.send' : 'keep:replay.runAndSend')}
        </Button>
      </Group>
    </div>
  );
}

/** Whose sockets the messages are sent from: the document's, or where a recording is shown those that were recorded. */
function usePlace() {
  const { t } = useTranslation('keep');
  const shown = useDocument((state) => state.history.present);
  const recorded = useRecording((state) => state.recording !== undefined);
  const aside = topologyAside();
  const [chosen, choose] = useState<ReplayPlace>(() =>
    recorded && !(aside && standsFor(shown, aside)) ? 'recorded' : 'document',
  );
  const named = (name: string) => (name === '' ? t('replay.unnamed') : name);
  const choices = [
    { value: 'document', label: t('replay.places.document', { name: named(aside?.name ?? '') }) },
    { value: 'recorded', label: t('replay.places.recorded', { name: named(shown.name) }) },
  ];
  return { recorded, chosen, choose, choices, topology: recorded && chosen === 'document' && aside ? aside : shown };
}
