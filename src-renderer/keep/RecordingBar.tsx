import { ActionIcon, Button, NativeSelect, Slider, Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerSkipBackFilled, IconVideo } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingInfo } from '../../shared/keep';
import { request } from '../bridge';
import { closeRecording, play, useRecording } from '../stores/recording';
import { useView } from '../stores/view';
import { feed } from '../traffic/feed';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './RecordingBar.module.css';

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 100];
/** Seconds: the next moment behind a part. */
const BEYOND = 1e-6;
/** How many steps the slider has. */
const STEPS = 2000;

/** While a recording is shown: that it is one, of when, and where in it one is. */
export function RecordingBar() {
  const recording = useRecording((state) => state.recording);
  return recording && <Bar key={`${recording.path} ${recording.savedAt}`} recording={recording} />;
}

function Bar({ recording }: { readonly recording: RecordingInfo }) {
  const { t, i18n } = useTranslation('keep');
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  useMovesToOpened();
  return (
    <section className={classes['bar']} aria-label={t('recording.label')} data-testid="recording">
      <div className={classes['what']}>
        <IconVideo size={16} stroke={1.75} aria-hidden />
        <span className={classes['title']}>{t('recording.title', { time: date.format(recording.startedAt) })}</span>
        <span className={classes['facts']} data-testid="recording-facts">
          {facts(recording).join(' · ')}
        </span>
        <Button size="compact-xs" variant="default" onClick={closeRecording} data-testid="recording-close">
          {t('recording.close')}
        </Button>
      </div>
      <Transport recording={recording} />
    </section>
  );

  function facts({ name, items, part, missing, cutOff }: RecordingInfo): string[] {
    return [
      name,
      t('recording.items', { count: items, number: countText(items) }),
      ...(part ? [t('recording.part', { number: countText(part.items), ...timesOf(part) })] : []),
      ...(missing > 0 ? [t('recording.missing', { count: missing, number: countText(missing) })] : []),
      ...(cutOff ? [t('recording.cutOff')] : []),
    ];
  }
}

function timesOf({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: timeText(from, 1), to: timeText(to, 1) };
}

function Transport({ recording: { from, to, part } }: { readonly recording: RecordingInfo }) {
  const { t } = useTranslation('keep');
  const { playing, speed } = useRecording();
  const position = usePosition(from, to, part?.to ?? to);
  const span = Math.max(to - from, 1e-6);
  const share = (time: number) => `${(((time - from) / span) * 100).toFixed(2)}%`;
  const Icon = playing ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  const toggle = playing ? t('recording.pause') : t('recording.play');
  return (
    <div className={classes['transport']}>
      <Tooltip label={t('recording.toStart')} position="bottom">
        <ActionIcon aria-label={t('recording.toStart')} onClick={() => play({ position: from })}>
          <IconPlayerSkipBackFilled size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={toggle} position="bottom">
        <ActionIcon
          variant="filled"
          color="teal"
          aria-label={toggle}
          onClick={() => play({ playing: !playing })}
          data-testid="recording-play"
          data-playing={playing}
        >
          <Icon size={15} />
        </ActionIcon>
      </Tooltip>
      <span className={classes['time']} data-testid="recording-time">
        {timeText(position, 3)}
      </span>
      <div className={classes['slider']}>
        {part && (
          <span
            className={classes['part']}
            style={{ left: share(part.from), right: `calc(100% - ${share(part.to)})` }}
            data-testid="recording-part"
          />
        )}
        <Slider
          size={6}
          thumbSize={14}
          label={undefined}
          min={0}
          max={STEPS}
          step={1}
          value={Math.round(((position - from) / span) * STEPS)}
          onChange={(value) => play({ position: from + (value / STEPS) * span })}
          thumbLabel={t('recording.position')}
          data-testid="recording-slider"
        />
      </div>
      <span className={classes['time']}>{timeText(to, 3)}</span>
      <NativeSelect
        size="xs"
        className={classes['speed'] ?? ''}
        value={String(speed)}
        onChange={(event) => play({ speed: Number(event.currentTarget.value) })}
        data={SPEEDS.map((value) => ({ value: String(value), label: `${value}×` }))}
        aria-label={t('recording.speed')}
      />
    </div>
  );
}

/**
 * Where the engine is in the recording, in seconds; it comes with each batch. Where what is in memory ends before the
 * recording does, playing goes on with the next part.
 */
function usePosition(from: number, to: number, loadedTo: number): number {
  const [position, setPosition] = useState(from);
  useEffect(
    () =>
      feed.subscribeBatch(() => {
        const now = Math.min(to, Math.max(from, feed.header('t')));
        setPosition(now);
        if (now < loadedTo || !useRecording.getState().playing) return;
        if (now >= to) useRecording.setState({ playing: false });
        else play({ position: now + BEYOND, playing: true });
      }),
    [from, to, loadedTo],
  );
  return position;
}

/** Opening a message goes to its moment. */
function useMovesToOpened(): void {
  const seq = useView((state) => state.openedSeq);
  useEffect(() => {
    if (seq === undefined) return;
    request('capture:item', { seq }).then(
      (detail) => {
        if (detail && useRecording.getState().recording) play({ position: detail.item.row.t, playing: false });
      },
      (error: unknown) => console.error('capture:item failed', error),
    );
  }, [seq]);
}
