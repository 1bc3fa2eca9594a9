import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/traffic/detail';
import { countText } from '../ui/numbers';
import { CommandView } from './CommandView';
import type { DetailViewProps } from './detail-views';
import { EnvelopeLanes } from './EnvelopeLanes';
import { explainItem } from '../../shared/traffic/explain-item';
import { FrameCard } from './FrameCard';
import { LossNote } from './LossNote';
import classes from './FrameView.module.css';

/** The opened message's frames, one below the other, under what the sockets at both ends made of them. */
export function FramesTab({ detail }: DetailViewProps) {
  return (
    <div className={classes['scroll']} data-selectable>
      {isMessage(detail) ? <Frames detail={detail} /> : <CommandView detail={detail} />}
    </div>
  );
}

/** A message, arrived or not. */
function isMessage({ item: { row } }: ItemDetail): boolean {
  return row.kind === 'message' || row.kind === 'lost';
}

function Frames({ detail }: DetailViewProps) {
  const { t } = useTranslation('messages');
  const [pointed, setPointed] = useState<number>();
  const { row, frames } = detail.item;
  // Of one that did not arrive there is only what its sender gave.
  const explained = row.lost ? [] : explainItem(detail);
  const lost = row.frames - frames.length;
  return (
    <>
      {row.lost ? (
        <LossNote lost={row.lost} />
      ) : (
        <EnvelopeLanes detail={detail} explained={explained} onPoint={setPointed} />
      )}
      {frames.map((frame, index) => {
        const about = explained.find(({ wireIndex }) => wireIndex === index);
        return (
          <FrameCard
            key={index}
            index={index}
            frame={frame}
            role={about?.role ?? 'body'}
            peerName={about?.peerName}
            topicBytes={index === 0 ? detail.topicBytes : undefined}
            pointed={pointed === index}
          />
        );
      })}
      {lost > 0 && <p className={classes['note']}>{t('frame.lost', { count: lost, number: countText(lost) })}</p>}
    </>
  );
}
