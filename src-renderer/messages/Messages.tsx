import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListTimeline } from '../charts/ListTimeline';
import { setPanelSize } from '../stores/settings';
import { useView } from '../stores/view';
import { Resizer } from '../ui/Resizer';
import { EmptyState } from './EmptyState';
import { FrameView } from './FrameView';
import { MessageList } from './MessageList';
import classes from './Messages.module.css';
import { Toolbar } from './Toolbar';
import { useCaptureFilter } from './use-capture-filter';

const LEAST_FRAMES = 260;
const LEAST_LIST = 300;
/** The frame view's part of the panel until the user says otherwise. */
const SHARE = 0.44;

/** The bottom panel: the list of what was captured, and the opened message down to its frames. */
export function Messages() {
  const { t } = useTranslation('messages');
  const saved = useView((state) => state.settings.panels['frames']);
  const body = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1000);
  const [dragged, setDragged] = useState<number>();
  useCaptureFilter();
  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const most = Math.max(LEAST_FRAMES, width - LEAST_LIST);
  const size = Math.min(Math.max(dragged ?? saved ?? width * SHARE, LEAST_FRAMES), most);
  return (
    <section className={classes['panel']} aria-label={t('title')} data-testid="messages">
      <Toolbar />
      <ListTimeline />
      <div ref={body} className={classes['body']}>
        <div className={classes['left']}>
          <MessageList />
          <EmptyState />
        </div>
        <Resizer
          axis="x"
          grows={-1}
          label={t('splitter')}
          size={size}
          least={LEAST_FRAMES}
          most={most}
          onChange={setDragged}
          onCommit={(last) => {
            setPanelSize('frames', last);
            setDragged(undefined);
          }}
        />
        <div className={classes['right']} style={{ width: size }}>
          <FrameView />
        </div>
      </div>
    </section>
  );
}
