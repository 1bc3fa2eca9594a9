import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplayEdit } from '../../shared/keep';
import { FramesEditor } from '../inspector/FramesEditor';
import { useItemDetail } from '../messages/use-item-detail';
import { countText } from '../ui/numbers';
import { givenFrames } from './replay-frames';
import classes from './ReplayDialog.module.css';
import type { Sender } from './senders';

interface ReplayEditorProps {
  readonly seq: number;
  readonly edit: ReplayEdit | undefined;
  /** Sockets that can send; none where the same one sends all. */
  readonly senders: readonly Sender[];
  readonly onChange: (edit: ReplayEdit | undefined) => void;
}

/** What of one message is sent, and from where. */
export function ReplayEditor({ seq, edit, senders, onChange }: ReplayEditorProps) {
  const { t } = useTranslation('keep');
  const opened = useItemDetail(seq);
  if (opened.type !== 'loaded' || opened.detail.item.row.seq !== seq) return <div className={classes['editor']} />;
  const own = givenFrames(opened.detail);
  const { frames: _frames, target: _target, ...rest } = edit ?? { seq };
  return (
    <div className={classes['editor']} data-testid="replay-editor">
      <div className={classes['editorHead']}>
        <span className={classes['label']}>{t('replay.message', { seq: countText(seq) })}</span>
        {edit && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(undefined)} data-testid="replay-reset">
            {t('replay.reset')}
          </Button>
        )}
      </div>
      {senders.length > 0 && (
        <NativeSelect
          size="xs"
          label={t('replay.target')}
          value={edit?.target ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...rest, ...framesOf(edit), ...(value === '' ? {} : { target: value }) })
          }
          data={[{ value: '', label: t('replay.asOthers') }, ...senders]}
          data-testid="replay-own-target"
        />
      )}
      {!own && <p className={classes['note']}>{t('replay.notKept')}</p>}
      <FramesEditor
        key={seq}
        frames={edit?.frames ?? own ?? ['']}
        onChange={(frames) => {
          const { target } = edit ?? {};
          onChange({
            ...rest,
            ...(target === undefined ? {} : { target }),
            frames: frames.length === 0 ? [''] : frames,
          });
          return undefined;
        }}
      />
    </div>
  );
}

function framesOf(edit: ReplayEdit | undefined): Pick<ReplayEdit, 'frames'> {
  return edit?.frames ? { frames: edit.frames } : {};
}
