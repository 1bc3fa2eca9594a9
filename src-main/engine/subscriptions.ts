import { hex, printableText } from '../../shared/bytes';
import type { SocketKey } from '../../shared/topology/topology';
import { KIND_MESSAGE, type Direction } from '../../shared/traffic/flow';
import type { SubscriptionsAnswer, TopicNode } from '../../shared/wire/subscriptions';
import { META_BACKWARD, META_SEALED } from '../capture/item-writer';
import { FrameCursor } from '../capture/record';
import { kindOf } from '../capture/row-reader';
import type { Flow } from './flow';
import type { Plug } from './plugs';
import type { Run } from './run';
import { sideFacts } from './wire-questions';

/** Subscriptions told of one socket. */
const MOST_TOPICS = 500;
const MOST_NAMES = 8;
/** First frames shown below a subscription. */
const MOST_SEEN = 6;
/** The newest so many items of the capture are looked at for the rates, none older than the window. */
const MOST_ITEMS = 50_000;
const WINDOW_S = 3;
/** First frames that are read of them; of more, each n-th. */
const MOST_READ = 2000;
/** Bytes of a first frame that are compared. */
const TOPIC_BYTES = 128;

type WiredPlug = Plug & { readonly flow: Flow };

/**
 * Who is subscribed to what at a socket, from the SUBSCRIBE and CANCEL that went over its wires, with how many messages a
 * second match. Counted when asked, over the newest captured messages: nothing is done for it while messages flow.
 */
export function subscriptionsOf(run: Run, key: SocketKey): SubscriptionsAnswer | undefined {
  const type = run.socket(key)?.wanted.type;
  const way = type === 'PUB' || type === 'XPUB' ? 'in' : type === 'SUB' || type === 'XSUB' ? 'out' : undefined;
  if (way === undefined) return undefined;
  const plugs = [...run.plugs.of(key)];
  const wired = plugs.filter(isReadable);
  const subscribers = new Map<string, string[]>();
  const peers = wired.flatMap((plug) => {
    const name = nameOfOther(run, plug);
    const topics = plug.flow.subscriptions(subscriptionWay(plug, way));
    for (const topic of topics) subscribers.set(topic, [...(subscribers.get(topic) ?? []), name]);
    // An endpoint where nobody is yet has no peer.
    return plug.flow.connected ? [{ name, count: topics.size }] : [];
  });
  const topics = [...subscribers.keys()].sort();
  const roots = treeOf(topics.slice(0, MOST_TOPICS));
  const { counts, seconds, oneOf } = firstFrames(run, wired, way);
  for (const [topic, count] of counts) note(roots, topic, count);
  const perSecond = seconds > 0 ? oneOf / seconds : 0;
  const unseen = plugs.length - wired.length;
  // Where all are seen, that is what libzmq has too.
  const counted = unseen > 0 ? run.socket(key)?.topicsCount() : undefined;
  return {
    way,
    peers,
    roots: roots.map((node) => shown(node, subscribers, perSecond)),
    more: Math.max(0, topics.length - MOST_TOPICS),
    unseen,
    ...(counted === undefined ? {} : { counted }),
    seconds,
    oneOf,
  };
}

interface Node {
  readonly topic: string;
  readonly children: Node[];
  readonly seen: Map<string, number>;
  count: number;
}

/** Topics nested by what they begin with. In their order each comes behind all that it begins with. */
export function treeOf(sorted: readonly string[]): Node[] {
  const roots: Node[] = [];
  const above: Node[] = [];
  for (const topic of sorted) {
    while (above.length > 0 && !topic.startsWith(above.at(-1)?.topic ?? '')) above.pop();
    const node: Node = { topic, children: [], seen: new Map(), count: 0 };
    (above.at(-1)?.children ?? roots).push(node);
    above.push(node);
  }
  return roots;
}

/** Counts a message at every subscription that it begins with. */
function note(roots: readonly Node[], topic: string, count: number): void {
  let nodes = roots;
  for (;;) {
    const node = nodes.find((candidate) => topic.startsWith(candidate.topic));
    if (!node) return;
    node.count += count;
    nodes = node.children;
    const deeper = nodes.some((candidate) => topic.startsWith(candidate.topic));
    const word = firstWord(topic);
    if (!deeper && word.length > node.topic.length) node.seen.set(word, (node.seen.get(word) ?? 0) + count);
  }
}

/** Of a message that has all in one frame the topic is what is before the first space, as in `10001 60 45`. */
function firstWord(topic: string): string {
  const end = topic.indexOf(' ');
  return end < 0 ? topic : topic.slice(0, end);
}

function shown(node: Node, subscribers: ReadonlyMap<string, string[]>, perSecond: number): TopicNode {
  const names = subscribers.get(node.topic) ?? [];
  const seen = [...node.seen].sort(([, one], [, other]) => other - one).slice(0, MOST_SEEN);
  return {
    topic: topicText(node.topic),
    subscribers: names.slice(0, MOST_NAMES),
    subscriberCount: names.length,
    rate: node.count * perSecond,
    seen: seen.map(([topic, count]) => ({ topic: topicText(topic), rate: count * perSecond })),
    children: node.children.map((child) => shown(child, subscribers, perSecond)),
  };
}

function firstFrames(run: Run, plugs: readonly WiredPlug[], way: 'in' | 'out') {
  const { ring } = run;
  const now = run.now();
  const wanted = new Map(plugs.map((plug) => [plug.flow.id, opposite(subscriptionWay(plug, way))]));
  const found: number[] = [];
  let seq = ring.nextSeq - 1;
  for (const last = Math.max(ring.firstSeq, ring.nextSeq - MOST_ITEMS); seq >= last; seq--) {
    if (now - ring.timeOf(seq) > WINDOW_S) break;
    const meta = ring.metaOf(seq);
    const direction = (meta & META_BACKWARD) === 0 ? 'forward' : 'backward';
    if (wanted.get(ring.flowOf(seq)) !== direction) continue;
    if (kindOf(meta) === KIND_MESSAGE && (meta & META_SEALED) === 0) found.push(seq);
  }
  // Where the capture does not reach back through the whole window, it is measured over what there is.
  const reached = seq < ring.firstSeq || now - ring.timeOf(seq) > WINDOW_S;
  const all = reached && ring.firstSeq === 1;
  const seconds = all || (reached && seq >= ring.firstSeq) ? Math.min(WINDOW_S, now) : now - ring.timeOf(seq + 1);
  const oneOf = Math.max(1, Math.ceil(found.length / MOST_READ));
  const counts = new Map<string, number>();
  const cursor = new FrameCursor(ring.bytes);
  for (let i = 0; i < found.length; i += oneOf) {
    cursor.start(ring.offsetOf(found[i]!));
    cursor.next();
    const { from, to } = cursor;
    const topic = Buffer.from(ring.bytes.subarray(from, Math.min(to, from + TOPIC_BYTES))).toString('latin1');
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return { counts, seconds: Math.max(seconds, 0.001), oneOf };
}

function isReadable(plug: Plug): plug is WiredPlug {
  const { flow } = plug;
  if (flow?.options.observe !== 'wire') return false;
  const mechanism = flow.newest?.connecting.mechanism ?? '';
  return mechanism !== 'CURVE' && mechanism !== 'GSSAPI';
}

function subscriptionWay({ side }: Plug, way: 'in' | 'out'): Direction {
  return (side === 'to') === (way === 'in') ? 'forward' : 'backward';
}

function opposite(direction: Direction): Direction {
  return direction === 'forward' ? 'backward' : 'forward';
}

function nameOfOther(run: Run, { flow, side }: WiredPlug): string {
  const { newest, options } = flow;
  if (!newest) return '';
  return side === 'to'
    ? sideFacts(run, flow, options.from, newest.connecting, newest.remote).name
    : sideFacts(run, flow, options.to, newest.binding, '').name;
}

/** From Latin-1, a character a byte. */
function topicText(topic: string): string {
  const bytes = Buffer.from(topic, 'latin1');
  return printableText(bytes) ?? `0x${hex(bytes)}`;
}
