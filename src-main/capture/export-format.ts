import type { CapturedItem } from '../../shared/traffic/capture';
import type { FlowId } from '../../shared/traffic/flow';
import type { ByteSink } from './byte-sink';
import type { KnownSide } from './zmtp-form';

/** One end of a flow, as an exported file names it. */
export interface ExportEnd {
  /** What tells it from every other end: a socket's key, an external node's id or a peer's id. */
  readonly key: string;
  readonly name: string;
  readonly side: KnownSide;
}

/** What an exported file says of a flow. */
export interface ExportFlow {
  readonly link: string | null;
  readonly peer: string | null;
  readonly observed: 'wire' | 'socket';
  readonly connecting: ExportEnd;
  readonly binding: ExportEnd;
  /** What was connected to: `tcp://127.0.0.1:5555`; '' where it is not known. */
  readonly endpoint: string;
}

/** What a format needs to know of the run. */
export interface ExportContext {
  /** Milliseconds since 1970 at which the run began. */
  readonly startedAt: number;
  flowOf(flow: FlowId): ExportFlow;
}

/** A file format of captured items. What it puts in is valid once `end` was called, however many items there were. */
export interface ExportFormat {
  begin(out: ByteSink): void;
  /**
   * Puts an item in; false for one that the format has no place for.
   * @param connection number of the connection that it went over; 0 where it was seen at a socket
   */
  item(out: ByteSink, item: CapturedItem, connection: number): boolean;
  end(out: ByteSink): void;
}
