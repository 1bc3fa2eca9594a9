import { listen, request, tell } from './bridge';
import { changeLanguage, startI18n } from './i18n/i18n';
import { listenToShortcuts } from './actions/shortcuts';
import { runFromMenu } from './actions/menu-command';
import { nameEndsBy } from './i18n/problem-text';
import { loadDocument, topologyNow } from './stores/document';
import { takeOpened } from './stores/files';
import { listenToTasks } from './stores/keep';
import { takeHealth } from './stores/health';
import { takeRecording } from './stores/recording';
import { takeStatus, useRuntime } from './stores/runtime';
import { followTurns } from './stores/turns';
import { syncDocument } from './stores/sync';
import { useView } from './stores/view';
import { receiveTraffic } from './traffic/receive';
import { endNames } from './ui/end-name';

/** Takes the state of thread 1, then listens to everything it says. Done once the window can be drawn. */
export async function startWindow(): Promise<void> {
  const state = await request('app:state', undefined);
  await startI18n(state.language);
  nameEndsBy(() => endNames(topologyNow()));
  const { settings, language, versions, platform } = state;
  useView.setState({ settings, language, versions, platform });
  loadDocument(state.document);
  takeStatus(state.status);
  takeHealth(state.health);
  showRunState();

  listen('engine:status', takeStatus);
  listen('engine:health', takeHealth);
  listen('document:opened', takeOpened);
  listen('keep:opened', takeRecording);
  listen('menu:command', ({ id }) => runFromMenu(id));
  listen('settings:changed', (changed) => {
    useView.setState(changed);
    changeLanguage(changed.language).catch((error: unknown) => console.error('switching the language failed', error));
  });
  useRuntime.subscribe(showRunState);
  syncDocument();
  receiveTraffic();
  listenToTasks();
  followTurns();
  // The page was loaded anew: the document is shown, and so is its run.
  if (state.status.recording) tell('keep:close', undefined);
  listenToShortcuts();
  tell('window:listening', undefined);
}

/** Says on the page's root what state the run is in, for whoever waits for it: tests, and styles. */
function showRunState(): void {
  document.documentElement.dataset['runState'] = useRuntime.getState().status.state;
}
