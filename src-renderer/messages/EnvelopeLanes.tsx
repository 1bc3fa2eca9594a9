import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { frameSnippet } from '../../shared/traffic/frame-text';
import type { ItemDetail } from '../../shared/traffic/detail';
import { hex } from '../../shared/bytes';
import type { ExplainedFrame } from '../../shared/zmq/envelope';
import { envelopeChanges, laneRows, type LaneMark, type LaneRow } from '../../shared/zmq/envelope-lanes';
import classes from './EnvelopeLanes.module.css';

interface EnvelopeLanesProps {
  readonly detail: ItemDetail;
  readonly explained: readonly ExplainedFrame[];
  /** Called with the index of the frame that is pointed at. */
  readonly onPoint: (index: number | undefined) => void;
}

/** So many frames are drawn in the lanes; further ones are bodies like the last. */
const MOST_ROWS = 12;

/** A message at the sending program, on the wire and at the receiving program, frame by frame. */
export function EnvelopeLanes({ detail, explained, onPoint }: EnvelopeLanesProps) {
  const { t } = useTranslation(['messages', 'frames', 'types']);
  const { sender, receiver, observed, routing, item } = detail;
  const [unfolded, setUnfolded] = useState(false);
  if (item.row.sealed) return <p className={classes['note']}>{t('lanes.sealed')}</p>;
  if (sender.socketType === 'STREAM' || receiver.socketType === 'STREAM') {
    const note = item.frames[1]?.size === 0;
    return <p className={classes['note']}>{t(note ? 'types:stream.came' : 'types:stream.data')}</p>;
  }
  if (observed === 'socket') return <p className={classes['note']}>{t('lanes.socket')}</p>;
  const rows = laneRows(explained);
  const changes = envelopeChanges(explained, sender.socketType, receiver.socketType);
  // Where all three lanes are alike, the sentence says so in less room.
  if (!unfolded && changes.every(({ code }) => code === 'nothing')) {
    return (
      <section className={classes['alike']} aria-label={t('lanes.label')} data-testid="envelope">
        <span>{t('change.nothing')}</span>
        <button type="button" onClick={() => setUnfolded(true)}>
          {t('frames:lanes.show')}
        </button>
      </section>
    );
  }
  return (
    <section className={classes['lanes']} aria-label={t('lanes.label')} data-testid="envelope">
      <table>
        <thead>
          <tr>
            <th scope="col" title={t('lanes.gave', { name: sender.name })}>
              {t('lanes.gave', { name: sender.name })}
            </th>
            <th scope="col">{t('lanes.wire')}</th>
            <th scope="col" title={t('lanes.got', { name: receiver.name })}>
              {t('lanes.got', { name: receiver.name })}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, index) => (
            <tr
              key={index}
              onPointerEnter={() => onPoint(row.frame.wireIndex)}
              onPointerLeave={() => onPoint(undefined)}
            >
              <Cell row={row} mark={row.gave} lane="gave" />
              <Cell row={row} mark={row.wire} lane="wire" />
              <Cell row={row} mark={row.got} lane="got" />
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={classes['changes']}>
        {changes.map(({ code, values }) => (
          <li key={code}>{t(`change.${code}`, { ...values, context: values['name'] === '' ? 'unnamed' : '' })}</li>
        ))}
        {routing?.known === 'inferred' && <li>{t('lanes.inferred')}</li>}
        {rows.length > MOST_ROWS && <li>{t('lanes.more', { count: rows.length - MOST_ROWS })}</li>}
      </ul>
    </section>
  );
}

function Cell({ row, mark, lane }: { readonly row: LaneRow; readonly mark: LaneMark; readonly lane: string }) {
  const { t } = useTranslation('messages');
  const { frame } = row;
  if (mark === 'absent') return <td aria-label={t('mark.absent')} />;
  return (
    <td>
      <span
        className={classes['chip']}
        data-mark={mark}
        data-role={frame.role}
        data-testid={`lane-${lane}-${frame.role}`}
        title={[t(`role.${frame.role}`), t(`mark.${mark}`), bytesInShort(frame)].filter(Boolean).join(' · ')}
      >
        {mark === 'added' && <b aria-label={t('mark.added')}>+</b>}
        {mark === 'removed' && <b aria-label={t('mark.removed')}>−</b>}
        {frame.role !== 'body' && <span className={classes['role']}>{t(`role.${frame.role}`)}</span>}
        {frame.role !== 'delimiter' && <FrameText frame={frame} />}
      </span>
    </td>
  );
}

/** A frame in a few characters: a name where it is known, else its text, else its first bytes. */
function FrameText({ frame }: { readonly frame: ExplainedFrame }) {
  const { t } = useTranslation('messages');
  const empty = frame.role === 'identity' ? t('lanes.unknown') : t('lanes.empty');
  return <span className={classes['bytes']}>{frame.peerName ?? (frame.size === 0 ? empty : bytesInShort(frame))}</span>;
}

function bytesInShort({ role, bytes, size }: ExplainedFrame): string {
  if (role === 'request-id') return shortHex(bytes);
  const text = frameSnippet(bytes, 24);
  return text.includes('·') && size <= 8 ? shortHex(bytes) : text;
}

function shortHex(bytes: Uint8Array): string {
  return `0x${hex(bytes.subarray(0, 8))}${bytes.length > 8 ? '…' : ''}`;
}
