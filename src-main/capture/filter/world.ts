import type { FlowId } from '../../../shared/traffic/flow';

/** One end of a cable, as a filter can name it. */
export interface EndNames {
  /** Id, label and identity: whatever it is called. */
  readonly names: readonly string[];
  /** '' where it is not known. */
  readonly socketType: string;
}

/** What a filter can ask of a cable. */
export interface FlowFacts {
  readonly link: string | undefined;
  /** Names of the program outside whose cable it is; none for a link. */
  readonly peer: readonly string[];
  readonly connecting: EndNames;
  readonly binding: EndNames;
}

/** What a filter has to know beside the captured items. */
export interface FilterWorld {
  flow(id: FlowId): FlowFacts | undefined;
  /** Milliseconds since 1970 at which the run began, and now. */
  readonly startedAt: number;
  readonly now: () => number;
}
