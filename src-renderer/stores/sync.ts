import { request, tell } from '../bridge';
import { notifyProblem } from '../ui/notify';
import { useDocument, topologyNow } from './document';
import { isRunning, useRuntime } from './runtime';

/** Milliseconds after the last change before thread 1 hears of the document; it autosaves and titles the window by it. */
const CHANGED_MS = 120;
const UPDATE_MS = 40;

/** Keeps thread 1's copy of the document and the running topology after the window's. Returns how to stop. */
export function syncDocument(): () => void {
  const changed = debounce(CHANGED_MS, () => {
    const { history, unsaved, readOnly } = useDocument.getState();
    // A recording is nothing to be saved; thread 1 keeps the document that was set aside for it.
    if (readOnly) return;
    tell('document:changed', { topology: history.present, unsaved });
  });
  const update = debounce(UPDATE_MS, updateEngine);
  const stop = useDocument.subscribe((state, before) => {
    const sameDocument = state.generation === before.generation;
    if (sameDocument && (state.history.present !== before.history.present || state.unsaved !== before.unsaved))
      changed();
    // What is being typed or dragged takes effect once it is done, not key by key.
    const settled = state.history.gesture === undefined;
    const differs = state.history.present !== before.history.present || before.history.gesture !== undefined;
    if (sameDocument && settled && differs && isRunning(useRuntime.getState())) update();
  });
  return () => {
    stop();
    changed.cancel();
    update.cancel();
  };
}

function updateEngine(): void {
  if (!isRunning(useRuntime.getState())) return;
  request('engine:update', topologyNow()).then(
    (answer) => {
      if (!answer.ok) notifyProblem(answer.error);
      else if (answer.value !== 'updated') useRuntime.setState({ consent: answer.value.beyondLoopback });
    },
    (error: unknown) => console.error('engine:update failed', error),
  );
}

function debounce(ms: number, call: () => void): { (): void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(call, ms);
  };
  return Object.assign(later, { cancel: () => clearTimeout(timer) });
}
