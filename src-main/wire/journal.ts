import { ConnectionRecord, type RecordClock, type RecordPlaces } from './connection-record';
import type { WireConnection } from './tap';

/** Records of connections that are over. A caller with a wrong key comes ten times a second. */
export const MOST_ENDED = 200;
/** Records of connections that live. */
export const MOST_LIVE = 2000;

/** The records of a run's connections, bounded; the oldest are forgotten, and counted. */
export class Journal {
  forgotten = 0;
  private readonly live = new Map<number, ConnectionRecord>();
  private readonly ended = new Map<number, ConnectionRecord>();

  constructor(private readonly clock: RecordClock) {}

  /** Begins the record of a connection. */
  open(connection: WireConnection, places: RecordPlaces): ConnectionRecord {
    const record = new ConnectionRecord(connection, places, this.clock);
    this.live.set(connection.id, record);
    this.forgetOldest(this.live, MOST_LIVE);
    return record;
  }

  /** The connection is over. */
  close(record: ConnectionRecord): void {
    const { id } = record.connection;
    if (!this.live.delete(id)) return;
    this.ended.set(id, record);
    this.forgetOldest(this.ended, MOST_ENDED);
  }

  get(id: number): ConnectionRecord | undefined {
    return this.live.get(id) ?? this.ended.get(id);
  }

  /** Newest first, those that live before those that are over. */
  *records(): Iterable<ConnectionRecord> {
    yield* [...this.live.values()].reverse();
    yield* [...this.ended.values()].reverse();
  }

  private forgetOldest(records: Map<number, ConnectionRecord>, most: number): void {
    if (records.size <= most) return;
    for (const id of records.keys()) {
      records.delete(id);
      this.forgotten++;
      return;
    }
  }
}
