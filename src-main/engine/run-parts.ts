import type { SocketKey, Topology } from '../../shared/topology/topology';
import type { CaptureRing } from '../capture/ring';
import type { Journal } from '../wire/journal';
import type { Doorways } from './doorways';
import type { FlowTable } from './flow-table';
import type { Ledger } from './ledger/ledger';
import type { LiveSocket } from './live-socket';
import type { NoteBatch } from './note-batch';
import type { Peers } from './peers';
import type { Plugs } from './plugs';
import type { RecordedWire } from './recorded-wire';
import type { RoutingIds } from './routing-ids';
import type { RunFolder } from './run-folder';
import type { RunSecurity } from './security/run-security';
import type { Tracing } from './tracing';

/** What a run begins with that was recorded before, and of which nothing will be opened. */
export interface RecordedRun {
  readonly startedAt: number;
  readonly ring: CaptureRing;
  readonly wire: RecordedWire;
}

/** What the parts of a run share. */
export interface RunParts {
  readonly ring: CaptureRing;
  /** Records of the connections through relays. */
  readonly journal: Journal;
  /** Where messages seen at sockets are captured. */
  readonly notes: NoteBatch;
  readonly flows: FlowTable;
  /** What belongs together of what was captured. */
  readonly tracing: Tracing;
  readonly security: RunSecurity;
  readonly peers: Peers;
  /** Endpoints that sockets of the run bind, for which a relay listens. */
  readonly doorways: Doorways;
  readonly plugs: Plugs;
  /** What became of what was sent. */
  readonly ledger: Ledger;
  readonly folder: RunFolder;
  /** What the newest topology calls things. */
  readonly topology: Topology;
  /** The run is being stopped, or is over. */
  readonly stopping: boolean;
  socket(key: SocketKey): LiveSocket | undefined;
  /** What a ROUTER's or SERVER's peers are called; `undefined` for any other socket. */
  routing(key: SocketKey): RoutingIds | undefined;
  /** The status has changed. */
  changed(): void;
}
