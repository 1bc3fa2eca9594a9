import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { bandColumns, type Band, type BandColumn } from '../../shared/traffic/journey-bands';
import type { JourneyEdge } from '../../shared/traffic/journey';
import { explainItem } from '../../shared/traffic/explain-item';
import { useFlowNames } from '../messages/use-flow-names';
import { openItem, select, selectPeer } from '../stores/view';
import { usePeerStatus } from '../stores/runtime';
import { latencyText } from '../ui/latency-text';
import { countText } from '../ui/numbers';
import { peerLabel } from '../ui/peer-label';
import { TypeBadge } from '../ui/TypeBadge';
import { FrameChip } from './FrameChip';
import classes from './Journey.module.css';

/** Frames drawn of one column; of more, the bodies in the middle are left out. */
const MOST_ROWS = 10;

interface JourneyBandProps {
  readonly band: Band;
  readonly wires: number;
  readonly edges: readonly JourneyEdge[];
  /** Seq of the opened item. */
  readonly opened: number;
}

/** One way of the journey: programs and wires side by side, each with its frames. */
export function JourneyBand({ band, wires, edges, opened }: JourneyBandProps) {
  const { t } = useTranslation('journey');
  const columns = bandColumns(band, explainItem);
  const rows = Math.min(MOST_ROWS, Math.max(...columns.map(({ cells }) => cells.length)));
  const template = `${'minmax(82px, 1fr) minmax(82px, 1fr) '.repeat(wires)}minmax(82px, 1fr)`;
  const Arrow = band.back ? IconArrowLeft : IconArrowRight;
  return (
    <section className={classes['band']} aria-label={t(`band.${band.type}`)} data-testid={`band-${band.type}`}>
      <h3 className={classes['title']}>
        <Arrow size={14} aria-hidden />
        {t(`band.${band.type}`)}
      </h3>
      <div className={classes['grid']} style={{ gridTemplateColumns: template }}>
        {columns.map((column, index) => (
          <Column
            key={index}
            column={column}
            at={band.back ? 2 * (band.at + 1) + 1 - index : 2 * band.at + 1 + index}
            rows={rows}
            edge={index === 0 ? answerOf(edges, column) : edgeInto(edges, column, index === columns.length - 1)}
            opened={opened}
          />
        ))}
      </div>
    </section>
  );
}

interface ColumnProps {
  readonly column: BandColumn;
  /** Column of the grid, from 1. */
  readonly at: number;
  readonly rows: number;
  readonly edge: JourneyEdge | undefined;
  readonly opened: number;
}

function Column({ column, at, rows, edge, opened }: ColumnProps) {
  const { cells, type, step } = column;
  return (
    <>
      <div className={classes['head']} data-type={type} style={{ gridColumn: at, gridRow: 1 }}>
        {type === 'wire' ? (
          <WireHead column={column} opened={step.seq === opened} />
        ) : (
          <Program column={column} edge={edge} />
        )}
      </div>
      <div
        className={classes['lane']}
        data-type={type}
        data-opened={type === 'wire' && step.seq === opened}
        style={{ gridColumn: at, gridRow: `2 / span ${rows}` }}
      />
      {cells.slice(0, rows).map((cell, index) => (
        <div key={index} className={classes['cell']} style={{ gridColumn: at, gridRow: rows - index + 1 }}>
          <FrameChip cell={cell} wire={type === 'wire'} />
        </div>
      ))}
    </>
  );
}

function WireHead({ column: { step }, opened }: { readonly column: BandColumn; readonly opened: boolean }) {
  const { t } = useTranslation('journey');
  const name = useFlowNames().get(step.detail.item.row.flow);
  const show = () => {
    openItem(step.seq);
    if (name?.kind === 'link') select([], [name.id]);
    else if (name) selectPeer(name.id);
  };
  return (
    <button
      type="button"
      className={classes['hop']}
      onClick={show}
      aria-current={opened}
      title={t('openHop', { seq: countText(step.seq), link: name?.id ?? '' })}
      data-testid={`hop-${step.seq}`}
    >
      <span className={classes['link']}>{name?.id ?? '–'}</span>
      <span className={classes['seq']}>#{countText(step.seq)}</span>
    </button>
  );
}

function Program({ column: { end }, edge }: { readonly column: BandColumn; readonly edge: JourneyEdge | undefined }) {
  const { t } = useTranslation('journey');
  const peer = usePeerStatus(end?.node ?? '');
  if (!end) return undefined;
  const label = peer ? peerLabel(peer) : end.name;
  return (
    <div className={classes['program']}>
      <span className={classes['name']} title={label}>
        {label}
      </span>
      {edge ? (
        <span className={classes['time']} data-known={edge.known} title={t(`time.${edge.type}.${edge.known}`)}>
          {edge.known === 'inferred' ? '≈ ' : ''}
          {latencyText(edge.seconds)}
        </span>
      ) : (
        end.socketType && <TypeBadge type={end.socketType} />
      )}
    </div>
  );
}

/** What the first program of a band answered. */
function answerOf(edges: readonly JourneyEdge[], { step }: BandColumn): JourneyEdge | undefined {
  return edges.find(({ type, to }) => type === 'answer' && to === step.seq);
}

/** The time in the device of this column; at the end of a reply the time since its request. */
function edgeInto(edges: readonly JourneyEdge[], { type, step }: BandColumn, last: boolean): JourneyEdge | undefined {
  if (type === 'wire') return undefined;
  return edges.find((edge) => edge.to === step.seq && edge.type === (last ? 'pair' : 'device'));
}
