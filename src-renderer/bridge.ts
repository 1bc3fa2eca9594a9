import type { AnswerOf, EventName, Events, ReportName, RequestName, RequestOf } from '../shared/ipc';
import type { WindowApi } from '../shared/window-api';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly api: WindowApi;
  }
}

/** Asks thread 1. A rejected promise is a bug; expected failures are in the answer. */
export function request<Name extends RequestName>(name: Name, value: RequestOf<Name>): Promise<AnswerOf<Name>> {
  return window.api.request(name, value);
}

/** Asks thread 1 where there is no answer to wait for; a refusal is a bug and goes to the console. */
export function tell<Name extends RequestName>(name: Name, value: RequestOf<Name>): void {
  window.api.request(name, value).catch((error: unknown) => {
    console.error(`${name} failed`, error);
  });
}

/** Tells thread 1 what it does not answer. */
export function report<Name extends ReportName>(name: Name, value: RequestOf<Name>): void {
  window.api.report(name, value);
}

/** Listens to an event of thread 1 until the returned function is called. */
export function listen<Name extends EventName>(name: Name, listener: (value: Events[Name]) => void): () => void {
  return window.api.on(name, listener);
}

/** Where a file is that was dropped on the window; '' where it is none of the disk's. */
export function pathOf(file: File): string {
  return window.api.pathOf(file);
}
