import type { Direction } from '../../../shared/traffic/flow';
import { transportFacts, type Transport } from '../../../shared/zmq/transports';
import type { Flow } from '../flow';
import type { LiveSocket } from '../live-socket';
import type { Line, LineOwner } from './line';
import { cableMarks, type Marks } from './queue-mark';
import type { LossPlace } from './tally';

export interface EndsLineParts {
  readonly flow: Flow;
  readonly side: 'from' | 'to';
  readonly transport: Transport;
  readonly owner: LineOwner;
  /** The app's socket at the other end: what its program takes is what has gone over the line. */
  readonly receiver: LiveSocket;
}

/**
 * A cable whose messages cannot be read on the way (inproc, direct, sealed by CURVE), between two of the app's own sockets.
 * What its receiver took is handed to it by the ledger, as it is worked out among all the receiver's cables.
 */
export class EndsLine implements Line {
  readonly watched = 'ends';
  readonly flow: Flow;
  readonly out: Direction;
  readonly into: Direction;
  readonly binds: boolean;
  readonly marks: Marks;
  readonly datagrams: boolean;
  readonly conflated: boolean;
  readonly spoken = true;
  /** What came the other way is told by the line of the socket at the other end. */
  readonly arrived = 0;
  readonly receiver: LiveSocket;
  /** Messages that the receiving program has taken. */
  seen = 0;
  private pulled = false;

  constructor(private readonly parts: EndsLineParts) {
    const { flow, side, owner, receiver, transport } = parts;
    this.flow = flow;
    this.receiver = receiver;
    this.binds = side === 'to';
    this.out = this.binds ? 'backward' : 'forward';
    this.into = this.binds ? 'forward' : 'backward';
    // Over inproc it is the connecting side's option that counts (libzmq 4.3.5, `socket_base_t::connect_internal`).
    const keeps = transport === 'inproc' && !this.binds ? owner.options : receiver.wanted.options;
    this.conflated = keeps['conflate'] === true;
    this.datagrams = transportFacts(transport).multicast;
    this.marks = cableMarks(owner.options, receiver.wanted.options, transport === 'inproc');
  }

  readonly at = (): LossPlace => this.parts.owner.at(this.flow, this.out);

  get ready(): boolean {
    return !this.pulled && this.flow.connected;
  }

  /** While the receiving program does not ask for a message, some may wait before it. */
  get stalled(): boolean {
    const { state, io } = this.receiver;
    return state === 'open' && !io.waitsForMessage;
  }

  /** The cable was pulled out. What is in the receiver's queue it may still take. */
  pull(): void {
    this.pulled = true;
  }

  took(messages: number): void {
    this.seen += messages;
  }
}
