import type { WantedLink } from '../../shared/plan';
import type { SocketKey } from '../../shared/topology/topology';
import { BACKWARD, FORWARD, type Direction } from '../../shared/traffic/flow';
import { socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import type { DirectionCounters, ItemWriter } from '../wire/tap';
import type { Flow } from './flow';
import type { Told } from './ledger/ledger';
import { LikelyPlug, type Inlet } from './likely-plug';
import type { LiveSocket } from './live-socket';
import { ownMessages } from './own-messages';
import type { Plug } from './plugs';
import type { RoutingIds } from './routing-ids';
import type { RunParts } from './run-parts';
import type { Frames } from './zmq-socket';

/** Who counts the messages that go one way over a link without a wire, and how sure that is. */
type Counter = 'receiver' | 'sender' | 'inferred';

/** These drop or route by themselves: what the program sends need not have gone over its only cable. */
const UNSURE_SENDERS: readonly SocketType[] = ['PUB', 'XPUB', 'ROUTER', 'SERVER', 'RADIO'];

/** What these send goes to everybody who wants it. */
const TO_ALL: readonly SocketType[] = ['PUB', 'XPUB', 'RADIO'];

/**
 * A socket with one cable only has received everything over that cable; else a socket with one cable only has sent
 * everything over it. Where both ends have several cables, ZeroMQ does not say which a message took.
 */
function counterOf(parts: RunParts, sender: SocketKey, receiver: SocketKey): Counter {
  if (parts.plugs.of(receiver).size <= 1) return 'receiver';
  const type = parts.socket(sender)?.wanted.type;
  const alone = parts.plugs.of(sender).size <= 1;
  return alone && type !== undefined && !UNSURE_SENDERS.includes(type) ? 'sender' : 'inferred';
}

/** How the counts of a link come about, as its status says it. */
export function countedOf(parts: RunParts, { observe, from, to }: WantedLink): 'exact' | 'inferred' {
  if (observe === 'wire') return 'exact';
  if (from.type !== 'socket' || to.type !== 'socket') {
    const own = from.type === 'socket' ? from : to;
    // Nobody counts at the other end: what a socket with several cables has exchanged with the program is not told apart.
    return own.type === 'socket' && parts.plugs.of(own.key).size > 1 ? 'inferred' : 'exact';
  }
  const ways = [
    [from.key, to.key],
    [to.key, from.key],
  ] as const;
  const unsure = ways.some(([sender, receiver]) => {
    const types = [parts.socket(sender)?.wanted.type, parts.socket(receiver)?.wanted.type] as const;
    const used = types[0] && types[1] && socketFacts(types[0]).sends && socketFacts(types[1]).receives;
    return used && counterOf(parts, sender, receiver) === 'inferred';
  });
  return unsure ? 'inferred' : 'exact';
}

/** One direction of a flow without a wire: where its messages are counted and captured. */
interface Channel {
  readonly counters: DirectionCounters;
  readonly writer: ItemWriter;
}

interface CountedInlet extends Inlet {
  /** Where what comes in by the plug is counted; `undefined` where others count it. */
  readonly channel: Channel | undefined;
  /** Where what is sent to a program outside by the plug is counted, of a socket that sends to one at a time. */
  readonly answers: Channel | undefined;
}

/**
 * Counts and captures what one socket sends and receives over cables without a wire, as its program sees it, and shows a
 * ROUTER's messages to those who learn its routing ids. A socket with nothing of that is not listened to at all.
 */
export class SocketObserver {
  private readonly channels = new Map<Flow, Readonly<Record<Direction, Channel>>>();
  /** Cables over which everything that is sent goes. */
  private outgoing: readonly Channel[] = [];
  /** Of a socket with several cables that sends to one at a time: where an answer goes, to whom it has last heard. */
  private answering: Channel | undefined;
  private readonly isOwn: ReturnType<typeof ownMessages>;
  /** The one cable, where there is no other. */
  private only: Channel | undefined;
  private likely = new LikelyPlug<CountedInlet>([]);

  constructor(
    private readonly parts: RunParts,
    private readonly socket: LiveSocket,
    private readonly router: RoutingIds | undefined,
    /** Told of each message sent and received as well. */
    private readonly ledger: Told,
  ) {
    this.isOwn = ownMessages(socket.wanted);
  }

  /** Call when cables were plugged in or out, at this socket or at the other end of one of its cables. */
  refresh(): void {
    const { parts, socket, router } = this;
    const { key } = socket.wanted;
    const plugs = [...parts.plugs.of(key)];
    const wireless = plugs.filter(isWireless);
    const toOutside = plugs.length === 1 || TO_ALL.includes(socket.wanted.type);
    this.outgoing = wireless
      .filter(({ other }) => (other === undefined ? toOutside : counterOf(parts, key, other) === 'sender'))
      .map((plug) => this.outward(plug));
    this.answering = undefined;
    const answers = !toOutside && wireless.some(({ other }) => other === undefined);
    const [first] = wireless;
    this.only = first && plugs.length === 1 ? this.incoming(first) : undefined;
    const several = plugs.length > 1 && wireless.length > 0;
    this.likely = new LikelyPlug(several ? plugs.map((plug) => this.inlet(plug)) : [], this.likely);
    const { sent, received } = this.ledger;
    const heard = router || this.isOwn ? this.heard : received;
    socket.io.listen(
      this.outgoing.length > 0 || answers ? this.sent : sent,
      wireless.length > 0 ? this.received : heard,
    );
  }

  private readonly sent = (frames: Frames): void => {
    this.ledger.sent?.(frames);
    for (const channel of this.outgoing) this.note(channel, frames);
    if (this.answering) this.note(this.answering, frames);
  };

  /** Of a socket whose cables all have a wire. */
  private readonly heard = (frames: Frames): void => {
    if (!this.isOwn?.(frames)) this.told(frames);
  };

  private readonly received = (frames: Frames): void => {
    if (this.isOwn?.(frames)) return;
    this.told(frames);
    if (this.only) {
      this.note(this.only, frames);
      return;
    }
    const [id] = frames;
    const from = this.likely.take(id && this.router?.flowOf(id));
    if (from?.channel) this.note(from.channel, frames);
    this.answering = from?.answers;
  };

  private told(frames: Frames): void {
    const [id] = frames;
    this.ledger.received?.(frames);
    if (id) this.router?.received(id);
  }

  private inlet(plug: Plug): CountedInlet {
    const { key, type } = this.socket.wanted;
    const { other } = plug;
    const counts = isWireless(plug) && (!other || counterOf(this.parts, other, key) !== 'sender');
    const channel = counts ? this.incoming(plug) : undefined;
    const answers = !other && isWireless(plug) && !TO_ALL.includes(type) ? this.outward(plug) : undefined;
    return { plug, arrived: this.arrivedBy(plug), channel, answers };
  }

  /** Messages that may have come in by a plug so far: exact on a wire, else all that the other end has sent. */
  private arrivedBy(plug: Plug): () => number {
    const { flow, side, other } = plug;
    if (flow?.options.observe === 'wire') return () => flow.messages(side === 'to' ? 'forward' : 'backward');
    if (other !== undefined) {
      const io = this.parts.socket(other)?.io;
      return () => io?.sent ?? 0;
    }
    // Nobody knows how much a program outside has sent: where no other plug has anything to come, it was that one.
    return flow === undefined ? () => 0 : () => plug.attributed + 0.5;
  }

  private note({ counters, writer }: Channel, frames: Frames): void {
    let bytes = 0;
    for (let index = 0; index < frames.length; index++) bytes += frames[index]!.length;
    counters.messages++;
    counters.bytes += bytes;
    this.parts.notes.add(writer, frames, bytes);
  }

  private incoming({ flow, side }: Plug & { readonly flow: Flow }): Channel {
    return this.channel(flow, side === 'to' ? 'forward' : 'backward');
  }

  private outward({ flow, side }: Plug & { readonly flow: Flow }): Channel {
    return this.channel(flow, side === 'from' ? 'forward' : 'backward');
  }

  private channel(flow: Flow, direction: Direction): Channel {
    const known = this.channels.get(flow);
    if (known) return known[direction];
    const { ring } = this.parts;
    const channels = {
      forward: { counters: flow.counted.forward, writer: ring.writer(flow.id, FORWARD) },
      backward: { counters: flow.counted.backward, writer: ring.writer(flow.id, BACKWARD) },
    };
    this.channels.set(flow, channels);
    return channels[direction];
  }
}

function isWireless(plug: Plug): plug is Plug & { readonly flow: Flow } {
  return plug.flow?.options.observe === 'socket';
}
