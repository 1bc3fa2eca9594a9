import type { AnswerOf, EventName, Events, ReportName, RequestName, RequestOf } from './ipc';

/** What the preload script puts at `window.api`. */
export interface WindowApi {
  request<Name extends RequestName>(name: Name, value: RequestOf<Name>): Promise<AnswerOf<Name>>;
  /** The same where nothing is answered, which costs either side less. */
  report<Name extends ReportName>(name: Name, value: RequestOf<Name>): void;
  /** Calls `listener` for each event until the returned function is called. */
  on<Name extends EventName>(name: Name, listener: (value: Events[Name]) => void): () => void;
  /** Where a `File` is that the user dropped on the window; '' where it is none of the disk's. */
  pathOf(file: object): string;
}
