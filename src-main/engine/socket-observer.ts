import type { WantedLink } from '../../shared/plan';
import type { SocketKey } from '../../shared/topology/topology';
import { KIND_MESSAGE, type Direction } from '../../shared/traffic/flow';
import { socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import type { ItemWriter } from '../wire/tap';
import type { Flow } from './flow';
import type { Plug } from './plugs';
import type { RunParts } from './run-parts';
import type { Frames } from './zmq-socket';

/** Who counts the messages that go one way over a link without a wire, and how sure that is. */
type Counter = 'receiver' | 'sender' | 'inferred';

/** These drop or route by themselves: what the program sends need not have gone over its only cable. */
const UNSURE_SENDERS: readonly SocketType[] = ['PUB', 'XPUB', 'ROUTER'];

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
  if (observe === 'wire' || from.type !== 'socket' || to.type !== 'socket') return 'exact';
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

/** Counts and captures what one socket sends and receives over cables without a wire, as its program sees it. */
export class SocketObserver {
  private readonly writers = new Map<Flow, Readonly<Record<Direction, ItemWriter>>>();

  constructor(
    private readonly parts: RunParts,
    private readonly key: SocketKey,
  ) {}

  sent(frames: Frames): void {
    for (const plug of this.parts.plugs.of(this.key)) {
      if (!isWireless(plug) || counterOf(this.parts, this.key, plug.other) !== 'sender') continue;
      this.note(plug.flow, plug.side === 'from' ? 'forward' : 'backward', frames);
    }
  }

  received(frames: Frames): void {
    const plug = this.plugOf();
    if (!plug) return;
    plug.attributed++;
    if (!isWireless(plug) || counterOf(this.parts, plug.other, this.key) === 'sender') return;
    this.note(plug.flow, plug.side === 'to' ? 'forward' : 'backward', frames);
  }

  /** The plug that a received message most likely came in by: the one over which most is still to come. */
  private plugOf(): Plug | undefined {
    const plugs = this.parts.plugs.of(this.key);
    let likely: Plug | undefined;
    let most = -Infinity;
    for (const plug of plugs) {
      if (plugs.size === 1) return plug;
      const pending = this.arrived(plug) - plug.attributed;
      if (pending <= most) continue;
      most = pending;
      likely = plug;
    }
    return likely;
  }

  /** Messages that may have come in by a plug so far: exact on a wire, else all that the other end has sent. */
  private arrived({ flow, side, other }: Plug): number {
    if (flow?.options.observe === 'wire') return flow.messages(side === 'to' ? 'forward' : 'backward');
    return (other === undefined ? undefined : this.parts.socket(other)?.io.sent) ?? 0;
  }

  private note(flow: Flow, direction: Direction, frames: Frames): void {
    const counters = flow.counted[direction];
    counters.messages++;
    for (const frame of frames) counters.bytes += frame.length;
    const writer = this.writerOf(flow)[direction];
    if (!writer.storing) return;
    writer.begin(KIND_MESSAGE, false);
    frames.forEach((frame, index) => {
      writer.frame(frame.length, index < frames.length - 1);
      writer.bytes(frame, 0, frame.length);
    });
    writer.end();
  }

  private writerOf(flow: Flow): Readonly<Record<Direction, ItemWriter>> {
    const known = this.writers.get(flow);
    if (known) return known;
    const { ring } = this.parts;
    const writers = { forward: ring.writer(flow.id, 0), backward: ring.writer(flow.id, 1) };
    this.writers.set(flow, writers);
    return writers;
  }
}

function isWireless(plug: Plug): plug is Plug & { readonly flow: Flow; readonly other: SocketKey } {
  return plug.flow?.options.observe === 'socket' && plug.other !== undefined;
}
