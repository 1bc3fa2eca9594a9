import { useTranslation } from 'react-i18next';
import { hex } from '../../shared/bytes';
import type { BandCell } from '../../shared/traffic/journey-bands';
import { frameSnippet } from '../../shared/traffic/frame-text';
import type { ExplainedFrame } from '../../shared/zmq/envelope';
import classes from './Journey.module.css';

/** A frame in a few characters, with what a socket has done to it. */
export function FrameChip({ cell: { frame, mark }, wire }: { readonly cell: BandCell; readonly wire: boolean }) {
  const { t } = useTranslation(['journey', 'messages']);
  const role = t(`messages:role.${frame.role}`);
  const place = wire ? 'wire' : 'program';
  const what = mark === 'same' ? undefined : t(`mark.${mark}.${place}`);
  return (
    <span
      className={classes['chip']}
      data-mark={mark}
      data-role={frame.role}
      data-testid={`chip-${frame.role}-${mark}`}
      title={[role, textOf(frame), what].filter(Boolean).join(' · ')}
    >
      {mark === 'added' && <b aria-label={what}>+</b>}
      {mark === 'removed' && <b aria-label={what}>−</b>}
      <span className={classes['text']}>{frame.role === 'delimiter' ? t('delimiter') : textOf(frame)}</span>
    </span>
  );
}

/** A name where it is known, else its text, else its first bytes. */
function textOf({ role, bytes, size, peerName }: ExplainedFrame): string {
  if (peerName !== undefined) return peerName;
  if (size === 0) return '∅';
  const text = frameSnippet(bytes, 24);
  return role === 'request-id' || (text.includes('·') && size <= 8) ? `0x${hex(bytes.subarray(0, 8))}` : text;
}
