import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CapturedFrame } from '../../shared/traffic/capture';
import { frameSnippet } from '../../shared/traffic/frame-text';
import type { FrameRole } from '../../shared/zmq/envelope';
import { bytesText, countText } from '../ui/numbers';
import { CopyMenu } from './frame/CopyMenu';
import { DecoderMenu } from './frame/DecoderMenu';
import { FramePayload } from './frame/FramePayload';
import { useMarking } from './frame/marking';
import { useDecoding } from './frame/use-decoding';
import { useFoundPart } from './frame/use-found-part';
import classes from './FrameCard.module.css';

interface FrameCardProps {
  readonly index: number;
  readonly frame: CapturedFrame;
  readonly role: FrameRole;
  /** What it is called instead of its role: the bytes of a command are no part of a message. */
  readonly title?: string;
  /** The node or program that an identity names. */
  readonly peerName: string | undefined;
  /** Length of the subscription that the frame begins with. */
  readonly topicBytes: number | undefined;
  /** Drawn out because it is pointed at elsewhere. */
  readonly pointed: boolean;
  /** Where the choice of its decoder is remembered. */
  readonly place: string;
}

/** One frame: what it is for, its length and flags, its text, and its bytes. */
export function FrameCard({ index, frame, role, title, peerName, topicBytes, pointed, place }: FrameCardProps) {
  const { t } = useTranslation('messages');
  const reading = useDecoding(frame.bytes, frame.truncated, place);
  const marking = useMarking();
  const sealed = role === 'sealed';
  const part = String(index);
  const { card, hits } = useFoundPart<HTMLElement>(part, frame.bytes, sealed ? undefined : reading.decoding, marking);
  return (
    <article
      ref={card}
      className={classes['card']}
      data-testid={`frame-${index}`}
      data-role={role}
      data-size={frame.size}
      data-more={frame.more}
      data-pointed={pointed || undefined}
      aria-label={t('frame.frameLabel', { index: index + 1 })}
    >
      <header className={classes['head']}>
        <span className={classes['index']}>{index}</span>
        <span className={classes['role']} data-role={role}>
          {title ?? t(`role.${role}`)}
          {peerName !== undefined && `: ${peerName}`}
        </span>
        <Tooltip label={t(frame.more ? 'frame.moreHint' : 'frame.lastHint')}>
          <span className={classes['flag']}>{frame.more ? 'MORE' : t('frame.last')}</span>
        </Tooltip>
        <Tooltip label={t('frame.exactBytes', { count: frame.size, number: countText(frame.size) })}>
          <span className={classes['size']}>{frame.size === 0 ? t('frame.empty') : bytesText(frame.size)}</span>
        </Tooltip>
        <span className={classes['spacer']} />
        {frame.bytes.length > 0 && !sealed && <DecoderMenu reading={reading} />}
        {frame.bytes.length > 0 && <CopyMenu bytes={frame.bytes} marked={marking.marked?.range} />}
      </header>
      {frame.size > 0 && (
        <>
          {topicBytes !== undefined && <TopicNote frame={frame} topicBytes={topicBytes} />}
          <FramePayload
            bytes={frame.bytes}
            size={frame.size}
            sealed={sealed}
            reading={reading}
            marking={marking}
            place={place}
            depth={0}
            part={part}
            hits={hits}
          />
          {frame.truncated && (
            <p className={classes['cut']}>
              {t('frame.cut', { kept: countText(frame.bytes.length), size: countText(frame.size) })}
            </p>
          )}
        </>
      )}
    </article>
  );
}

function TopicNote({ frame, topicBytes }: { readonly frame: CapturedFrame; readonly topicBytes: number }) {
  const { t } = useTranslation('messages');
  const topic = frameSnippet(frame.bytes.subarray(0, topicBytes), 40);
  return <p className={classes['note']}>{topicBytes === 0 ? t('frame.topicAll') : t('frame.topic', { topic })}</p>;
}
