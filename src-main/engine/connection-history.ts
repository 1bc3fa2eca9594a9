import {
  HISTORY_TYPES,
  type HistoryEntry,
  type HistoryType,
  type RetryWait,
  type SocketHistory,
} from '../../shared/wire/socket-history';

/** Entries kept of one socket; the oldest are forgotten, and counted. */
const MOST_ENTRIES = 100;
/** Addresses that were left, of which is remembered that they were. */
const MOST_LEFT = 1000;
/** The newest waits between vain attempts that are told of one endpoint. */
const MOST_WAITS = 40;

/** An event of a socket's monitor, as zeromq.js gives it. */
export interface MonitorEvent {
  readonly type: string;
  readonly address?: string;
  /** Milliseconds until the next attempt. */
  readonly interval?: number;
  readonly error?: { readonly message: string; readonly code?: string; readonly status?: number };
}

interface Entry extends HistoryEntry {
  last: number;
  count: number;
  waits?: readonly RetryWait[];
}

/**
 * What happened to the connections of one socket. A socket that tries in vain does the same few things again and again;
 * between two successes each of them is one entry with a count, so that the history stays readable and small.
 */
export class ConnectionHistory {
  private readonly entries: Entry[] = [];
  /** The entries of each endpoint since its last success, by what they are. */
  private readonly open = new Map<string, Map<string, Entry>>();
  private readonly names = new Map<string, string>();
  /** Addresses that the socket was disconnected from: what its monitor still tells of them is over. */
  private readonly left = new Set<string>();
  private forgotten = 0;

  constructor(private readonly now: () => number) {}

  /** From now on an address that only this app knows is shown as the endpoint that the user wrote. */
  name(address: string, endpoint: string): void {
    this.names.set(address, endpoint);
    this.left.delete(address);
  }

  nameOf(address: string): string {
    return this.names.get(address) ?? address;
  }

  /** The socket was disconnected from an address: it is not tried again. */
  leave(address: string): void {
    this.note({ type: 'left', address });
    this.open.delete(address);
    this.left.add(address);
    if (this.left.size > MOST_LEFT) this.left.delete([...this.left][0] ?? '');
  }

  note({ type, address = '', interval, error }: MonitorEvent): void {
    if (this.left.has(address) && type !== 'disconnect') return;
    const known = HISTORY_TYPES.find((candidate) => candidate === type);
    if (known === undefined) return;
    const t = this.now();
    const open = this.open.get(address) ?? new Map<string, Entry>();
    this.open.set(address, open);
    // Of an authenticator's no: its status, 300, 400 or 500.
    const detail = error?.status?.toString() ?? error?.code ?? error?.message;
    const key = `${known} ${detail ?? ''}`;
    const again = open.get(key);
    if (again) {
      again.count++;
      again.last = t;
      if (interval !== undefined) again.waits = [...(again.waits ?? []), { t, ms: interval }].slice(-MOST_WAITS);
    } else {
      open.set(key, this.add(known, address, t, interval, detail));
    }
    // What comes after a success is told anew.
    if (known === 'handshake') this.open.delete(address);
  }

  /** How often connecting to an endpoint has been tried in vain since it last succeeded. */
  retries(endpoint: string): number {
    let count = 0;
    for (const [address, entries] of this.open) {
      if (this.nameOf(address) !== endpoint) continue;
      for (const entry of entries.values()) if (entry.type === 'connect:retry') count += entry.count;
    }
    return count;
  }

  read(): SocketHistory {
    return { entries: this.entries.map((entry) => ({ ...entry })), forgotten: this.forgotten };
  }

  private add(
    type: HistoryType,
    address: string,
    t: number,
    interval: number | undefined,
    detail: string | undefined,
  ): Entry {
    const entry: Entry = {
      type,
      endpoint: this.nameOf(address),
      first: t,
      last: t,
      count: 1,
      ...(interval === undefined ? {} : { waits: [{ t, ms: interval }] }),
      ...(detail === undefined ? {} : { detail }),
    };
    this.entries.push(entry);
    if (this.entries.length > MOST_ENTRIES) {
      this.entries.shift();
      this.forgotten++;
    }
    return entry;
  }
}
