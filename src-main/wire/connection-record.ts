import type { Direction } from '../../shared/traffic/flow';
import type { StepType, WireSideName } from '../../shared/wire/ladder';
import type { Problem } from '../../shared/result';
import type { ZmtpFault } from '../../shared/wire/zmtp-fault';
import type { ControlForm, ControlLog } from './control-log';
import { Heartbeats } from './heartbeats';
import { StepStore } from './step-store';
import type { WireConnection } from './tap';

/** Bytes kept of one step: enough for every greeting and handshake that there is; a topic may be longer. */
const STEP_BYTES = 2048;
const LATER_STEP_BYTES = 256;

/** What a record is dated by. */
export interface RecordClock {
  /** Seconds since the run began. */
  now(): number;
  /** Seq of the next captured item, and how often the capture was emptied. */
  seq(): number;
  epoch(): number;
}

/** Where the relay listens that the connecting side connected to, and where it dialled the binding side. */
export interface RecordPlaces {
  readonly listening: string;
  readonly endpoint: string;
}

/** How a connection came to its end: which side began it (`undefined`: the relay), and in which way. */
export interface Ending {
  readonly by: WireSideName | undefined;
  readonly how: 'left' | 'reset' | 'relayClosed' | 'refused' | 'unanswered';
  /** Of what could not be reached: the code of the failure, its endpoint, and the sentence in English. */
  readonly refusal?: { readonly error: string; readonly endpoint: string; readonly detail: string };
}

/**
 * What is kept of one connection for its ladder: the steps of its conversation that are no messages, with their bytes,
 * and how it ended. Between two of them only counters say how many messages went.
 */
export class ConnectionRecord {
  readonly openedAt: number;
  readonly steps = new StepStore();
  readonly heartbeats = new Heartbeats();
  readyAt: number | undefined;
  closedAt: number | undefined;
  ending: Ending | undefined;
  /** Bytes that were no ZMTP, and whose they were. */
  fault: (ZmtpFault & { readonly by: WireSideName }) | undefined;
  /** Why security ended it, where more is known than its bytes tell. */
  refusal: Problem | undefined;

  constructor(
    readonly connection: WireConnection,
    readonly places: RecordPlaces,
    private readonly clock: RecordClock,
  ) {
    this.openedAt = clock.now();
  }

  /** Notes a step that has no bytes. */
  note(type: Extract<StepType, 'opened' | 'ready' | 'finished' | 'closed'>, direction?: Direction): void {
    this.add({ type, ...(direction ? { direction } : {}) });
    if (type === 'ready') this.readyAt ??= this.clock.now();
    if (type === 'closed') this.closedAt ??= this.clock.now();
  }

  /** The first end counts: what follows is its consequence. */
  endedBy(ending: Ending): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    if (ending.by !== undefined) this.note('finished', ending.by === 'connecting' ? 'forward' : 'backward');
  }

  log(direction: Direction): ControlLog {
    const by: WireSideName = direction === 'forward' ? 'connecting' : 'binding';
    let open: OpenStep | undefined;
    const close = (name: string, unfinished: boolean) => {
      if (!open) return;
      const { form, bytes, used, header, size } = open;
      open = undefined;
      if (form === 'command') this.heartbeats.command(by, name, this.clock.now());
      this.add({ type: form, direction, name, bytes: bytes.subarray(0, used), header, size, unfinished });
    };
    return {
      begin: (form, header, size) => {
        const limit = this.readyAt === undefined ? STEP_BYTES : LATER_STEP_BYTES;
        // Grown as bytes come: a length is only a claim.
        const bytes = new Uint8Array(Math.min(limit, header.length + Math.min(size, 64)));
        bytes.set(header);
        open = { form, header: header.length, size: header.length + size, limit, bytes, used: header.length };
      },
      bytes: (chunk, from, to) => {
        if (open) put(open, chunk, from, to);
      },
      end: (name = '') => close(name, false),
      abandon: () => close('', true),
      fault: (fault, bytes) => {
        this.fault ??= { ...fault, by };
        this.add({ type: 'fault', direction, bytes: new Uint8Array(bytes), size: bytes.length, fault });
      },
    };
  }

  private add(step: Partial<NewStep> & Pick<NewStep, 'type'>): void {
    const { connection, clock, steps } = this;
    steps.add({
      name: '',
      bytes: NOTHING,
      header: 0,
      size: 0,
      unfinished: false,
      ...step,
      index: steps.count,
      t: clock.now(),
      forward: { ...connection.forward },
      backward: { ...connection.backward },
      seq: clock.seq(),
      epoch: clock.epoch(),
    });
  }
}

const NOTHING = new Uint8Array(0);

interface NewStep {
  readonly type: StepType;
  readonly direction?: Direction;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly header: number;
  readonly size: number;
  readonly unfinished: boolean;
  readonly fault?: ZmtpFault;
}

interface OpenStep {
  readonly form: ControlForm;
  readonly header: number;
  readonly size: number;
  readonly limit: number;
  bytes: Uint8Array;
  used: number;
}

function put(open: OpenStep, chunk: Uint8Array, from: number, to: number): void {
  const taken = Math.min(to - from, open.limit - open.used);
  if (open.used + taken > open.bytes.length) {
    const larger = new Uint8Array(Math.min(open.limit, open.size, (open.used + taken) * 2));
    larger.set(open.bytes);
    open.bytes = larger;
  }
  open.bytes.set(chunk.subarray(from, from + taken), open.used);
  open.used += taken;
}
