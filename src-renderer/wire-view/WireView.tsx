import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setPanelSize } from '../stores/settings';
import { useView } from '../stores/view';
import { useWire } from '../stores/wire';
import { Resizer } from '../ui/Resizer';
import { ConnectionList } from './ConnectionList';
import { LadderView } from './LadderView';
import { StepDetail } from './StepDetail';
import { useConnections, useSelected } from './use-connections';
import { useLadder } from './use-ladder';
import { WireEmpty } from './WireEmpty';
import classes from './WireView.module.css';

const LIST = { first: 290, least: 200, most: 460 };
const DETAIL = { least: 240, share: 0.43 };
const LEAST_LADDER = 260;

/** The conversation of each connection as it was on the wire: the connections, a ladder, and its bytes explained. */
export function WireView() {
  const { t } = useTranslation('wire');
  const selected = useSelected();
  const answer = useConnections(selected);
  const chosen = useWire((state) => state.chosen);
  const connections = answer?.connections ?? [];
  // Until one is chosen it is the newest live one, and stays that one while it is listed: what one reads must not change.
  const before = useRef<number>(undefined);
  const listed = (id: number | undefined) => connections.some((connection) => connection.id === id);
  const shown = listed(chosen) ? chosen : listed(before.current) ? before.current : connections[0]?.id;
  before.current = shown;
  const ladder = useLadder(shown);
  const stepIndex = useWire((state) => state.step);
  const step = ladder.type === 'read' ? ladder.steps.find(({ index }) => index === stepIndex) : undefined;
  const panel = useRef<HTMLDivElement>(null);
  const width = useWidth(panel);
  const [list, setList] = useWidthOf('wireList', LIST.first);
  const listWidth = Math.min(Math.max(list, LIST.least), LIST.most);
  const [detail, setDetail] = useWidthOf('wireStep', (width - listWidth) * DETAIL.share);
  const most = Math.max(DETAIL.least, width - listWidth - LEAST_LADDER);
  const detailWidth = Math.min(Math.max(detail, DETAIL.least), most);
  return (
    <section ref={panel} className={classes['panel']} aria-label={t('title')} data-testid="wire">
      {connections.length === 0 ? (
        <WireEmpty selected={selected !== undefined} />
      ) : (
        <>
          <div className={classes['list']} style={{ width: listWidth }}>
            <ConnectionList connections={connections} forgotten={answer?.forgotten ?? 0} shown={shown} />
          </div>
          <Resizer axis="x" grows={1} label={t('list.label')} size={listWidth} {...LIST} {...setList} />
          <div className={classes['ladder']}>
            <LadderView state={ladder} />
          </div>
          <Resizer
            axis="x"
            grows={-1}
            label={t('detail.label')}
            size={detailWidth}
            least={DETAIL.least}
            most={most}
            {...setDetail}
          />
          <div className={classes['detail']} style={{ width: detailWidth }}>
            {ladder.type === 'read' && step ? (
              <StepDetail connection={ladder.connection} step={step} />
            ) : (
              <p className={classes['hint']}>{t('empty.step')}</p>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** The size of a part of the view, which the settings remember, and what its splitter does. */
function useWidthOf(name: string, first: number) {
  const saved = useView((state) => state.settings.panels[name]);
  const [dragged, setDragged] = useState<number>();
  const splitter = {
    onChange: setDragged,
    onCommit: (last: number) => {
      setPanelSize(name, last);
      setDragged(undefined);
    },
  };
  return [dragged ?? saved ?? first, splitter] as const;
}
