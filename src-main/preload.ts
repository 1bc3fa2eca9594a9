import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { EVENT_NAMES, REQUEST_NAMES, type WindowApi } from '../shared/ipc';

const requests: ReadonlySet<string> = new Set(REQUEST_NAMES);
const events: ReadonlySet<string> = new Set(EVENT_NAMES);

/** All that the page gets of Electron: the contract's own channels and no others. */
const api: WindowApi = {
  request: (name, value) =>
    requests.has(name) ? ipcRenderer.invoke(name, value) : Promise.reject(new Error(`there is no request ${name}`)),
  on: (name, listener) => {
    if (!events.has(name)) throw new Error(`there is no event ${name}`);
    // The event itself stays here: it would hand the page a sender.
    const forward = (_event: IpcRendererEvent, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(name, forward);
    return () => {
      ipcRenderer.off(name, forward);
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
