import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { EVENT_NAMES, REPORT_NAMES, REQUEST_NAMES } from '../shared/ipc';
import type { WindowApi } from '../shared/window-api';

const requests: ReadonlySet<string> = new Set(REQUEST_NAMES);
const reports: ReadonlySet<string> = new Set(REPORT_NAMES);
const events: ReadonlySet<string> = new Set(EVENT_NAMES);

/** All that the page gets of Electron: the contract's own channels and no others. */
const api: WindowApi = {
  request: (name, value) =>
    requests.has(name) ? ipcRenderer.invoke(name, value) : Promise.reject(new Error(`there is no request ${name}`)),
  report: (name, value) => {
    if (!reports.has(name)) throw new Error(`there is no report ${name}`);
    ipcRenderer.send(name, value);
  },
  on: (name, listener) => {
    if (!events.has(name)) throw new Error(`there is no event ${name}`);
    // The event itself stays here: it would hand the page a sender.
    const forward = (_event: IpcRendererEvent, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(name, forward);
    return () => {
      ipcRenderer.off(name, forward);
    };
  },
  // Only a file that the user handed to the page has a path: one cannot be made up there.
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('api', api);
