import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBraces, IconClipboardText, IconHexagonLetterX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hex, utf8TextLenient } from '../../shared/bytes';
import type { CapturedFrame } from '../../shared/traffic/capture';
import { frameSnippet, readFrame, type FrameContent } from '../../shared/traffic/frame-text';
import type { FrameRole } from '../../shared/zmq/envelope';
import { bytesText, countText } from '../ui/numbers';
import { copyText } from '../ui/copy-text';
import classes from './FrameCard.module.css';
import { HexView } from './HexView';

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
}

/** One frame: what it is for, its length and flags, its text, and its bytes. */
export function FrameCard({ index, frame, role, title, peerName, topicBytes, pointed }: FrameCardProps) {
  const { t } = useTranslation('messages');
  const content = useMemo(() => readFrame(frame.bytes, frame.truncated), [frame]);
  const sealed = role === 'sealed';
  return (
    <article
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
        {frame.bytes.length > 0 && <CopyButtons frame={frame} content={content} />}
      </header>
      {frame.size > 0 && (
        <>
          {topicBytes !== undefined && <TopicNote frame={frame} topicBytes={topicBytes} />}
          {!sealed && <TextBlock content={content} bytes={frame.bytes} />}
          <HexView bytes={frame.bytes} size={frame.size} />
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

function TextBlock({ content, bytes }: { readonly content: FrameContent; readonly bytes: Uint8Array }) {
  const { t } = useTranslation('messages');
  const [pretty, setPretty] = useState(true);
  // A short line of text is read beside its bytes just as well.
  const worthwhile =
    content.type === 'json' || (content.type === 'text' && (bytes.length > 16 || content.text.includes('\n')));
  if (!worthwhile) return undefined;
  return (
    <div className={classes['textBlock']}>
      {content.type === 'json' && (
        <Tooltip label={pretty ? t('frame.asSent') : t('frame.pretty')}>
          <ActionIcon
            className={classes['pretty'] ?? ''}
            size={22}
            aria-label={t('frame.pretty')}
            aria-pressed={pretty}
            onClick={() => setPretty(!pretty)}
          >
            <IconBraces size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <pre className={classes['text']} data-testid="frame-text">
        {content.type === 'json' && pretty ? content.pretty : content.text}
      </pre>
    </div>
  );
}

function CopyButtons({ frame, content }: { readonly frame: CapturedFrame; readonly content: FrameContent }) {
  const { t } = useTranslation('messages');
  const isText = content.type === 'text' || content.type === 'json';
  return (
    <>
      {isText && (
        <Tooltip label={t('frame.copyText')}>
          <ActionIcon
            size={22}
            aria-label={t('frame.copyText')}
            onClick={() => copyText(utf8TextLenient(frame.bytes), t('frame.copied'))}
          >
            <IconClipboardText size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('frame.copyHex')}>
        <ActionIcon
          size={22}
          aria-label={t('frame.copyHex')}
          onClick={() => copyText(hex(frame.bytes, ' '), t('frame.copied'))}
        >
          <IconHexagonLetterX size={14} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
