import { Button } from '@mantine/core';
import { IconArrowsExchange, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alignFrames, type FramePair } from '../../../shared/compare/align';
import type { CapturedFrame } from '../../../shared/traffic/capture';
import type { ItemDetail } from '../../../shared/traffic/detail';
import { compareWith, openItem, useView } from '../../stores/view';
import { bytesText, countText } from '../../ui/numbers';
import { timeText } from '../../ui/time-text';
import { begin, compareRows } from '../chosen/chosen-actions';
import { useChosen, type Chosen } from '../chosen/use-chosen';
import type { DetailViewProps } from '../detail-views';
import { useItemDetail } from '../use-item-detail';
import classes from './CompareTab.module.css';
import { FrameDifference } from './FrameDifference';

/** The opened message beside another one, frame by frame. */
export function CompareTab({ detail }: DetailViewProps) {
  const { t } = useTranslation('frames');
  const seq = useView((state) => state.compareSeq);
  const other = useItemDetail(seq);
  const chosen = useChosen();
  if (seq === undefined && chosen?.count === 2) return <Two chosen={chosen} />;
  if (seq === undefined || other.type === 'none') return <Hint detail={detail} text={t('compare.hint')} />;
  if (seq === detail.item.row.seq) return <Hint detail={detail} text={t('compare.chooseOther')} chosen />;
  if (other.type === 'missing') return <Hint detail={detail} text={t('compare.missing', { seq: countText(seq) })} />;
  // The earlier one is the left one, whichever was chosen first.
  const [left, right] = seq < detail.item.row.seq ? [other.detail, detail] : [detail, other.detail];
  return <Comparison left={left} right={right} opened={detail.item.row.seq} />;
}

interface HintProps {
  readonly detail: ItemDetail;
  readonly text: string;
  readonly chosen?: boolean;
}

function Hint({ detail, text, chosen = false }: HintProps) {
  const { t } = useTranslation('frames');
  return (
    <div className={classes['hint']}>
      <p>{text}</p>
      {!chosen && (
        <Button variant="default" onClick={() => compareWith(detail.item.row.seq)} data-testid="compare-pin">
          {t('compare.pin')}
        </Button>
      )}
    </div>
  );
}

/** Two are chosen in the list, and nothing was said of comparing them. */
function Two({ chosen: { view, ranges } }: { readonly chosen: Chosen }) {
  const { t } = useTranslation('frames');
  return (
    <div className={classes['hint']}>
      <p>{t('compare.two')}</p>
      <Button variant="default" onClick={() => begin(compareRows(view, ranges))} data-testid="compare-two">
        {t('compare.compareTwo')}
      </Button>
    </div>
  );
}

interface ComparisonProps {
  readonly left: ItemDetail;
  readonly right: ItemDetail;
  readonly opened: number;
}

function Comparison({ left, right, opened }: ComparisonProps) {
  const { t } = useTranslation('frames');
  const pairs = useMemo(
    () =>
      alignFrames(
        left.item.frames.map(({ bytes }) => bytes),
        right.item.frames.map(({ bytes }) => bytes),
      ),
    [left, right],
  );
  const other = opened === left.item.row.seq ? right.item.row.seq : left.item.row.seq;
  const alike = pairs.every(({ type }) => type === 'same');
  return (
    <div className={classes['scroll']} data-selectable data-testid="compare">
      <header className={classes['head']}>
        <Side detail={left} />
        <span className={classes['sign']}>→</span>
        <Side detail={right} />
        <span className={classes['spacer']} />
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconArrowsExchange size={13} />}
          onClick={() => {
            compareWith(opened);
            openItem(other);
          }}
        >
          {t('compare.openOther')}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconX size={13} />}
          onClick={() => compareWith(undefined)}
        >
          {t('compare.end')}
        </Button>
      </header>
      {alike && <p className={classes['alike']}>{t('compare.alike')}</p>}
      {pairs.map((pair, index) => (
        <Pair key={index} pair={pair} left={left.item.frames} right={right.item.frames} />
      ))}
    </div>
  );
}

function Side({ detail }: { readonly detail: ItemDetail }) {
  const { row } = detail.item;
  return (
    <span className={classes['side']}>
      #{countText(row.seq)} <span>{timeText(row.t)}</span>{' '}
      <span>{`${detail.sender.name} → ${detail.receiver.name}`}</span>
    </span>
  );
}

interface PairProps {
  readonly pair: FramePair;
  readonly left: readonly CapturedFrame[];
  readonly right: readonly CapturedFrame[];
}

function Pair({ pair, left, right }: PairProps) {
  const { t } = useTranslation('frames');
  const [now] = useState(Date.now);
  const one = 'left' in pair ? left[pair.left] : undefined;
  const other = 'right' in pair ? right[pair.right] : undefined;
  const places = ['left' in pair ? pair.left : '–', 'right' in pair ? pair.right : '–'];
  const sizes = [one, other].map((frame) => (frame ? bytesText(frame.size) : '–'));
  return (
    <article className={classes['pair']} data-type={pair.type} data-testid="compare-frame">
      <header>
        <span className={classes['places']}>{places.join(' → ')}</span>
        <b>{t(`compare.${pair.type}`)}</b>
        <span>{sizes[0] === sizes[1] ? sizes[0] : sizes.join(' → ')}</span>
      </header>
      {pair.type !== 'same' && (
        <FrameDifference
          left={one?.bytes ?? NOTHING}
          right={other?.bytes ?? NOTHING}
          options={{ truncated: (one?.truncated ?? false) || (other?.truncated ?? false), now }}
        />
      )}
    </article>
  );
}

const NOTHING = new Uint8Array(0);
