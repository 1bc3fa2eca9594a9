import { listen, report } from '../bridge';
import { followCapture } from '../stores/marks';
import { useRuntime } from '../stores/runtime';
import { feed, TEXT_TICK_MS } from './feed';
import { onFrame, wake } from './frame';

/** Milliseconds that a tick may come early, so that it shares the frame of a batch, and late where no frame is drawn. */
const TICK_EARLY_MS = 15;
const TICK_LATE_MS = 40;

/** True while messages pass: in a run, or in a recording that is shown. */
function passing(): boolean {
  const { state, recording } = useRuntime.getState().status;
  return state !== 'stopped' || recording !== undefined;
}

/**
 * Takes batches from thread 1 and acknowledges each after the frame that drew it, so that a slow window gets fewer of them
 * instead of a queue. A hidden window draws no frames and acknowledges at once. Returns how to stop.
 */
export function receiveTraffic(): () => void {
  /** Number of the newest batch that is not acknowledged; those before it are with it. */
  let drawn: number | undefined;
  const acknowledge = () => {
    if (drawn !== undefined) report('traffic:acknowledge', { tick: drawn });
    drawn = undefined;
  };
  let tickedAt = 0;
  const tick = (now: number) => {
    tickedAt = now;
    // In a recording the time goes by that is played.
    if (useRuntime.getState().status.recording) feed.tick(feed.header('t') * 1000);
    else if (passing()) feed.tick(now);
  };
  const stopListening = listen('traffic:batch', (data) => {
    feed.take(data);
    followCapture(feed.header('run'), feed.header('nextSeq'));
    drawn = feed.header('tick');
    // Batches come after the stop as well: the capture is searched or cleared, and what tells of it is to be written anew.
    if (!passing()) feed.endRun();
    if (document.hidden) acknowledge();
    else wake();
  });
  const onVisibility = () => {
    if (document.hidden) acknowledge();
  };
  document.addEventListener('visibilitychange', onVisibility);
  const stopPainting = onFrame((now) => {
    if (drawn === undefined) return false;
    // Texts that change with a picture need none of their own.
    if (now - tickedAt >= TEXT_TICK_MS - TICK_EARLY_MS) tick(now);
    queueMicrotask(acknowledge);
    return false;
  });
  const stopWatching = useRuntime.subscribe(({ status }, before) => {
    if (status.state === 'stopped' && before.status.state !== 'stopped') feed.endRun();
  });
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - tickedAt >= TEXT_TICK_MS + TICK_LATE_MS) tick(now);
  }, TEXT_TICK_MS);
  return () => {
    stopListening();
    stopPainting();
    stopWatching();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
