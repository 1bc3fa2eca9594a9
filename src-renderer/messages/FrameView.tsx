import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowNarrowRight, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail, ItemEnd } from '../../shared/traffic/detail';
import type { FlowName } from '../../shared/traffic/flow-names';
import { PairFact } from '../journey/PairFact';
import { usePeerStatus } from '../stores/runtime';
import { openItem, useView } from '../stores/view';
import { bytesText, countText } from '../ui/numbers';
import { peerLabel } from '../ui/peer-label';
import { TypeBadge } from '../ui/TypeBadge';
import { DetailTabs } from './DetailTabs';
import { DETAIL_VIEWS } from './detail-views';
import { MarkNote } from './marks/MarkNote';
import { MarkStar } from './marks/MarkStar';
import classes from './FrameView.module.css';
import { selectFlow } from './select-flow';
import { timeText } from '../ui/time-text';
import { useFlowNames } from './use-flow-names';
import { useItemDetail } from './use-item-detail';

/** The opened message down to its frames, and what the sockets at both ends made of it. */
export function FrameView() {
  const { t } = useTranslation('messages');
  const seq = useView((state) => state.openedSeq);
  const opened = useItemDetail(seq);
  const names = useFlowNames();
  const chosen = useView((state) => state.detailView);
  if (opened.type === 'none') {
    return (
      <div className={classes['hint']} data-testid="frame-view">
        {t('frame.hint')}
      </div>
    );
  }
  if (opened.type === 'missing') {
    return (
      <div className={classes['hint']} data-testid="frame-view">
        {t('frame.missing', { seq: countText(opened.seq) })}
      </div>
    );
  }
  const { detail, gone } = opened;
  const { row } = detail.item;
  const views = DETAIL_VIEWS.filter(({ offered }) => offered?.(detail) ?? true);
  const view = views.find(({ id }) => id === chosen) ?? views[0];
  const View = view?.component;
  return (
    <section
      className={classes['view']}
      aria-label={t('frame.label', { seq: countText(row.seq) })}
      data-testid="frame-view"
      data-keeps-keys
    >
      <Header detail={detail} name={names.get(row.flow)} />
      {views.length > 1 && <DetailTabs views={views} chosen={view?.id} />}
      <MarkNote seq={row.seq} />
      {gone && <p className={classes['note']}>{t('frame.gone')}</p>}
      <div className={classes['body']} role={views.length > 1 ? 'tabpanel' : undefined}>
        {View && <View key={row.seq} detail={detail} />}
      </div>
    </section>
  );
}

function Header({ detail, name }: { readonly detail: ItemDetail; readonly name: FlowName | undefined }) {
  const { t } = useTranslation('messages');
  const { item, sender, receiver, observed } = detail;
  const { row } = item;
  return (
    <header className={classes['header']}>
      <div className={classes['route']}>
        <End end={sender} />
        <IconArrowNarrowRight size={16} aria-hidden />
        <End end={receiver} />
        <span className={classes['spacer']} />
        <MarkStar seq={row.seq} />
        <ActionIcon size={24} aria-label={t('frame.close')} onClick={() => openItem(undefined)}>
          <IconX size={15} />
        </ActionIcon>
      </div>
      <div className={classes['facts']}>
        <span>#{countText(row.seq)}</span>
        <span>{t('frame.at', { time: timeText(row.t, 6) })}</span>
        {name && <LinkName name={name} />}
        <span>{t('frame.frames', { count: row.frames, number: countText(row.frames) })}</span>
        <span>{bytesText(row.size)}</span>
        <PairFact detail={detail} />
        <Tooltip label={t(`observedHint.${observed}`)}>
          <span className={classes['observed']} data-observed={observed}>
            {t(`observed.${observed}`)}
          </span>
        </Tooltip>
      </div>
    </header>
  );
}

function LinkName({ name }: { readonly name: FlowName }) {
  const { t } = useTranslation('messages');
  return (
    <button type="button" className={classes['link']} onClick={() => selectFlow(name)} title={t('frame.showLink')}>
      {name.id}
    </button>
  );
}

function End({ end }: { readonly end: ItemEnd }) {
  const peer = usePeerStatus(end.node);
  // A program outside is called the same here as on the canvas.
  const name = peer ? peerLabel(peer) : end.name;
  return (
    <>
      <span className={classes['end']} title={end.name}>
        {name || '∅'}
      </span>
      {end.socketType && <TypeBadge type={end.socketType} />}
    </>
  );
}
