import { MOST_HELD, MOST_HELD_BYTES } from '../../shared/keep';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import type { SocketKey } from '../../shared/topology/topology';
import type { CapturedItem } from '../../shared/traffic/capture';
import { explainItem } from '../../shared/traffic/explain-item';
import type { SocketType } from '../../shared/zmq/socket-types';
import type { ItemSource } from '../capture/export-items';
import type { CaptureRing } from '../capture/ring';
import { itemDetail } from './item-detail';
import type { Run } from './run';

interface ReplayFrame {
  readonly bytes: Uint8Array;
  /** The sending program gave it to its socket. */
  readonly given: boolean;
  readonly onWire: boolean;
  readonly delimiter: boolean;
}

/** A captured message with all that it takes to send it again, whatever becomes of its capture. */
export interface ReplayItem {
  readonly seq: number;
  /** Seconds since its run began. */
  readonly t: number;
  /** The socket that sent it; `undefined` where a program outside did. */
  readonly key: SocketKey | undefined;
  readonly sender: SocketType | undefined;
  /** `undefined` where it was sealed, or was kept in part. */
  readonly frames: readonly ReplayFrame[] | undefined;
}

/** Messages to send, one after the other. */
export interface ReplaySource {
  /** How far it has come, from 0 to 1. */
  readonly progress: number;
  /** Messages that left the capture before their turn. */
  readonly lost: number;
  /** The next one; `skip` for what is no message, `later` while they are searched for, `end` after the last. */
  next(): ReplayItem | 'skip' | 'later' | 'end';
  /** No more will be asked for. */
  close(): void;
}

/** Messages as they are taken out of a run's capture. */
export class CapturedMessages implements ReplaySource {
  constructor(
    private readonly run: Run,
    private readonly items: ItemSource,
  ) {}

  get progress(): number {
    return this.items.progress;
  }

  get lost(): number {
    return this.items.lost;
  }

  next(): ReturnType<ReplaySource['next']> {
    const item = this.items.next();
    if (item === 'end' || item === 'later') return item;
    return replayItem(this.run, item, this.items.ring) ?? 'skip';
  }

  close(): void {
    this.items.close();
  }
}

/** Messages that were taken out of their capture, which may be gone. */
export class HeldMessages implements ReplaySource {
  private at = 0;

  private constructor(
    private readonly items: readonly (ReplayItem | 'skip')[],
    readonly lost: number,
  ) {}

  /** Takes them out, at most MOST_HELD of MOST_HELD_BYTES in all: of more none is taken. */
  static async take(
    source: ReplaySource,
    breathe: () => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<Result<HeldMessages>> {
    const items: (ReplayItem | 'skip')[] = [];
    let bytes = 0;
    try {
      for (let asked = 1; !signal.aborted; asked++) {
        if (asked % 256 === 0) await breathe();
        const item = source.next();
        if (item === 'end') break;
        if (item === 'later') {
          await breathe();
          continue;
        }
        items.push(item);
        if (item !== 'skip') bytes += (item.frames ?? []).reduce((sum, frame) => sum + frame.bytes.length, 0);
        if (items.length > MOST_HELD || bytes > MOST_HELD_BYTES) return fail(tooMany());
      }
    } finally {
      source.close();
    }
    return ok(new HeldMessages(items, source.lost));
  }

  get progress(): number {
    return this.items.length === 0 ? 1 : this.at / this.items.length;
  }

  next(): ReplayItem | 'skip' | 'end' {
    return this.items[this.at++] ?? 'end';
  }

  close(): void {}
}

function replayItem(run: Run, { row }: CapturedItem, ring: CaptureRing): ReplayItem | undefined {
  const flow = run.flows.get(row.flow);
  if (row.kind !== 'message' || !flow) return undefined;
  const sender = row.direction === 'forward' ? flow.options.from : flow.options.to;
  const detail = row.sealed || row.truncated ? undefined : itemDetail(run, row.seq, ring);
  return {
    seq: row.seq,
    t: row.t,
    key: sender.type === 'socket' ? sender.key : undefined,
    sender: detail?.sender.socketType,
    frames:
      detail &&
      explainItem(detail).map(({ bytes, given, wireIndex, role }) => ({
        bytes,
        given,
        onWire: wireIndex !== undefined,
        delimiter: role === 'delimiter',
      })),
  };
}

/** The frames that a program would give a socket of this type to send such a message; `undefined` where it cannot be known. */
export function framesFor({ frames, sender }: ReplayItem, type: SocketType): readonly Uint8Array[] | undefined {
  if (!frames) return undefined;
  const given = frames.filter((frame) => frame.given).map(({ bytes }) => bytes);
  if (type === 'ROUTER') {
    // Whom it goes to is known of what a ROUTER has sent.
    const [peer] = given;
    return sender === 'ROUTER' && peer && peer.length > 0 ? given : undefined;
  }
  if (type === sender) return given;
  // REQ and REP put the envelope there themselves; any other socket sends what was on the wire.
  const onWire = frames.filter((frame) => frame.onWire);
  const body = type === 'REQ' || type === 'REP' ? onWire.findIndex(({ delimiter }) => delimiter) + 1 : 0;
  return onWire.slice(body).map(({ bytes }) => bytes);
}

function tooMany(): Problem {
  return {
    code: 'replay-too-many',
    message: `No more than ${MOST_HELD} messages, 64 MiB in all, can be taken out of a recording to be sent. Choose fewer.`,
    values: { count: MOST_HELD },
  };
}
