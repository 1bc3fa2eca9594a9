import { listen, tell } from '../bridge';
import { followCapture } from '../stores/marks';
import { useRuntime } from '../stores/runtime';
import { feed, TEXT_TICK_MS } from './feed';
import { onFrame, wake } from './frame';

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
  // MOST_UNACKNOWLEDGED at the most: thread 1 sends no more before it hears of these.
  let drawn: number[] = [];
  const acknowledge = () => {
    for (const tick of drawn) tell('traffic:acknowledge', { tick });
    drawn = [];
  };
  const stopListening = listen('traffic:batch', (data) => {
    feed.take(data);
    followCapture(feed.header('run'), feed.header('nextSeq'));
    drawn.push(feed.header('tick'));
    // Batches come after the stop as well: the capture is searched or cleared, and what tells of it is to be written anew.
    if (!passing()) feed.endRun();
    if (document.hidden) acknowledge();
    else wake();
  });
  const onVisibility = () => {
    if (document.hidden) acknowledge();
  };
  document.addEventListener('visibilitychange', onVisibility);
  const stopPainting = onFrame(() => {
    if (drawn.length > 0) queueMicrotask(acknowledge);
    return false;
  });
  const stopWatching = useRuntime.subscribe(({ status }, before) => {
    if (status.state === 'stopped' && before.status.state !== 'stopped') feed.endRun();
  });
  const timer = setInterval(() => {
    // In a recording the time goes by that is played.
    if (useRuntime.getState().status.recording) feed.tick(feed.header('t') * 1000);
    else if (passing()) feed.tick(performance.now());
  }, TEXT_TICK_MS);
  return () => {
    stopListening();
    stopPainting();
    stopWatching();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
