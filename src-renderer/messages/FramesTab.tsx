import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/traffic/detail';
import { closeMessageSearch, findInMessage } from '../stores/view';
import { countText } from '../ui/numbers';
import { CommandView } from './CommandView';
import type { DetailViewProps } from './detail-views';
import { EnvelopeLanes } from './EnvelopeLanes';
import { explainItem } from '../../shared/traffic/explain-item';
import { chartNumber, ChartNumberContext } from './frame/chart-number';
import { useFramePlaces } from './frame/use-frame-place';
import { FrameCard } from './FrameCard';
import classes from './FrameView.module.css';
import { LossNote } from './LossNote';
import { FoundContext } from './search/found';
import { SearchBar } from './search/SearchBar';
import { useMessageSearch } from './search/use-message-search';
import { useFlowNames } from './use-flow-names';

/** The opened message's frames, one below the other, under what the sockets at both ends made of them. */
export function FramesTab({ detail }: DetailViewProps) {
  const state = useMessageSearch();
  const scroller = useRef<HTMLDivElement>(null);
  const name = useFlowNames().get(detail.item.row.flow);
  const chart = useCallback((path: string) => chartNumber(path, name), [name]);
  const { search, found, go } = state;
  const onKeyDown = (event: React.KeyboardEvent) => {
    const find =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'f';
    if (find) findInMessage();
    else if (event.key === 'F3' && search.open) go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && search.open) close();
    else return;
    // The same keys look through the list everywhere else.
    event.preventDefault();
    event.stopPropagation();
  };
  const close = () => {
    closeMessageSearch();
    scroller.current?.focus();
  };
  // A message of another kind has other places in sight: it begins at its top.
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [detail.item.row.seq]);
  return (
    <div className={classes['frames']} onKeyDown={onKeyDown}>
      {search.open && <SearchBar state={state} onClose={close} />}
      <div ref={scroller} className={classes['scroll']} tabIndex={-1} data-selectable>
        <FoundContext value={found}>
          <ChartNumberContext value={chart}>
            {isMessage(detail) ? <Frames detail={detail} /> : <CommandView detail={detail} />}
          </ChartNumberContext>
        </FoundContext>
      </div>
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
  const placeOf = useFramePlaces(row);
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
            place={placeOf(index)}
          />
        );
      })}
      {lost > 0 && <p className={classes['note']}>{t('frame.lost', { count: lost, number: countText(lost) })}</p>}
    </>
  );
}
