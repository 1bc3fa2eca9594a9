import type { SocketKey } from '../../../shared/topology/topology';
import { BACKWARD, FORWARD, KIND_LOST, type Direction } from '../../../shared/traffic/flow';
import { LOSS_CAUSES, type Known, type LossRow } from '../../../shared/traffic/losses';
import { LOST_HEAD_SIZE, putLostHead } from '../../capture/lost-record';
import type { CaptureRing } from '../../capture/ring';
import type { ItemWriter } from '../../wire/tap';
import type { Flow } from '../flow';
import type { FlowTable } from '../flow-table';
import type { Frames } from '../zmq-socket';
import { Place } from './place';

/** Losses captured one by one between two settlements; of more only their number is, so that a flood is no burden. */
const MOST_RECORDS = 20;

/** Cables of one socket that losses are counted of apart; those of later ones are counted at the socket. */
const MOST_CABLES = 2000;

/** A place, and where its losses are captured. */
export interface LossPlace {
  readonly place: Place;
  readonly writer: ItemWriter;
  /** Lost and not captured yet, by cause. */
  readonly waiting: Float64Array;
  readonly waitingInferred: Float64Array;
}

/** Everything that was lost in a run: exact counts by place and cause, and a sample in the capture. */
export class Tally {
  private readonly ofCable = new Map<SocketKey, Map<Flow, Partial<Record<Direction, LossPlace>>>>();
  private readonly ofSocket = new Map<SocketKey, LossPlace>();
  private readonly owners = new Map<SocketKey, Flow>();
  private readonly head = new Uint8Array(LOST_HEAD_SIZE);
  private records = 0;

  constructor(
    private readonly ring: CaptureRing,
    /** Seq of the oldest item that is kept, in memory or on the disk. */
    private readonly keptFrom: () => number,
    private readonly flows: FlowTable,
    private readonly now: () => number,
  ) {}

  /** Where a socket's losses over one cable, of messages that go one way, are counted. */
  cable(socket: SocketKey, flow: Flow, direction: Direction): LossPlace {
    const flows = this.ofCable.get(socket) ?? new Map<Flow, Partial<Record<Direction, LossPlace>>>();
    this.ofCable.set(socket, flows);
    const known = flows.get(flow);
    if (!known && flows.size >= MOST_CABLES) return this.socket(socket);
    const places = known ?? {};
    flows.set(flow, places);
    return (places[direction] ??= this.make(new Place(socket, flow.id), flow, direction));
  }

  /** Where the losses of a socket are counted that were to go over no cable. */
  socket(socket: SocketKey): LossPlace {
    const known = this.ofSocket.get(socket);
    if (known) return known;
    const own = this.flows.add({
      link: undefined,
      observe: 'socket',
      from: { type: 'socket', key: socket },
      to: { type: 'peer' },
    });
    this.owners.set(socket, own);
    const made = this.make(new Place(socket, undefined), own, 'forward');
    this.ofSocket.set(socket, made);
    return made;
  }

  /** @param frames the message, where one is lost and it is known */
  lost(at: LossPlace, cause: number, count: number, known: Known, frames?: Frames): void {
    at.place.add(cause, count, known, this.now());
    if (count <= 0) return;
    if (frames === undefined || this.records >= MOST_RECORDS) {
      (known === 'exact' ? at.waiting : at.waitingInferred)[cause]! += count;
      return;
    }
    this.records++;
    this.capture(at, cause, count, known, frames);
  }

  /** Counts what is inferred for the time being and may be taken back; it is not captured. */
  estimate(at: LossPlace, cause: number, count: number): void {
    if (count !== 0) at.place.add(cause, count, 'inferred', this.now());
  }

  /** Captures what is not yet, as a number, and lets the next be captured one by one. */
  settle(): void {
    this.records = 0;
    for (const at of this.all()) {
      for (let cause = 0; cause < LOSS_CAUSES.length; cause++) {
        if (at.waiting[cause]! > 0) this.capture(at, cause, at.waiting[cause]!, 'exact');
        if (at.waitingInferred[cause]! > 0) this.capture(at, cause, at.waitingInferred[cause]!, 'inferred');
        at.waiting[cause] = 0;
        at.waitingInferred[cause] = 0;
      }
    }
  }

  rows(): LossRow[] {
    return [...this.all()].flatMap(({ place }) => place.rows(this.keptFrom()));
  }

  /** Calls `see` with what was lost until now: of each socket, and of each way over one of its cables. */
  eachTotal(see: (socket: SocketKey, flow: Flow | undefined, direction: Direction, total: number) => void): void {
    for (const [socket, { place }] of this.ofSocket) see(socket, undefined, 'forward', place.total);
    for (const [socket, flows] of this.ofCable) {
      for (const [flow, { forward, backward }] of flows) {
        if (forward) see(socket, flow, 'forward', forward.place.total);
        if (backward) see(socket, flow, 'backward', backward.place.total);
      }
    }
  }

  ownFlows(): { readonly flow: number; readonly socket: SocketKey }[] {
    return [...this.owners].map(([socket, { id }]) => ({ flow: id, socket }));
  }

  private *all(): Iterable<LossPlace> {
    yield* this.ofSocket.values();
    for (const flows of this.ofCable.values()) for (const places of flows.values()) yield* Object.values(places);
  }

  private make(place: Place, flow: Flow, out: Direction): LossPlace {
    return {
      place,
      writer: this.ring.writer(flow.id, out === 'forward' ? FORWARD : BACKWARD),
      waiting: new Float64Array(LOSS_CAUSES.length),
      waitingInferred: new Float64Array(LOSS_CAUSES.length),
    };
  }

  private capture({ place, writer }: LossPlace, cause: number, count: number, known: Known, frames: Frames = []): void {
    if (!writer.storing) return;
    putLostHead(this.head, cause, known, count);
    writer.begin(KIND_LOST, false);
    writer.frame(LOST_HEAD_SIZE, frames.length > 0);
    writer.bytes(this.head, 0, LOST_HEAD_SIZE);
    for (let index = 0; index < frames.length; index++) {
      const frame = frames[index]!;
      writer.frame(frame.length, index < frames.length - 1);
      writer.bytes(frame, 0, frame.length);
    }
    place.example(cause, this.ring.nextSeq);
    writer.end();
  }
}
