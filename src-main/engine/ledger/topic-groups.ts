/** Topics of one subscriber, and bytes of all topics of a publisher, that are compared with each message. */
const MOST_TOPICS = 256;
const MOST_BYTES = 64 * 1024;

/** Subscribers with the same topics: what matches is counted once for all of them. */
export class TopicGroup {
  /** Messages that began with one of the topics, since the group was made. */
  matched = 0;
}

interface Branch {
  readonly next: Map<number, Branch>;
  readonly groups: TopicGroup[];
}

/** All topics of a publisher as a tree of bytes, so that a message is compared with all of them in one walk. */
export class TopicTree {
  private readonly root: Branch = { next: new Map(), groups: [] };
  private bytes = 0;

  /** False where the tree has all it takes: then it is not known what matches. */
  add(topic: string, group: TopicGroup): boolean {
    this.bytes += topic.length;
    if (this.bytes > MOST_BYTES) return false;
    let branch = this.root;
    for (let index = 0; index < topic.length; index++) {
      const byte = topic.charCodeAt(index);
      const known = branch.next.get(byte);
      const next = known ?? { next: new Map<number, Branch>(), groups: [] };
      if (!known) branch.next.set(byte, next);
      branch = next;
    }
    branch.groups.push(group);
    return true;
  }

  /** Counts a message for each group that one of its topics is a prefix for; false where there is none. */
  count(message: Uint8Array): boolean {
    let branch: Branch | undefined = this.root;
    let wanted = false;
    for (let index = 0; branch; index++) {
      const { groups } = branch;
      for (let each = 0; each < groups.length; each++) groups[each]!.matched++;
      wanted ||= groups.length > 0;
      if (branch.next.size === 0 || index === message.length) return wanted;
      branch = branch.next.get(message[index]!);
    }
    return wanted;
  }
}

/** A group as a topic that is a prefix of nothing but itself: no group has a zero byte in it (`zmq_msg_set_group(3)`). */
export function exactTopic(group: Uint8Array): Uint8Array {
  const topic = new Uint8Array(group.length + 1);
  topic.set(group);
  return topic;
}

/** One subscriber's topics, and how many of the messages sent they match. */
export class Subscriptions {
  private group: TopicGroup | undefined;
  /** Topics as latin1 text. ZeroMQ keeps each once, however often it is asked for. */
  private readonly topics = new Set<string>();
  private before = 0;
  private since = 0;
  private overflowed = false;

  get size(): number {
    return this.topics.size;
  }

  /** It had more than are compared, so it is not known what matches. */
  get tooMany(): boolean {
    return this.overflowed;
  }

  /** Messages sent that were for this subscriber. */
  get matched(): number {
    return this.before + (this.group ? this.group.matched - this.since : 0);
  }

  /** @param comes false where it is cancelled */
  change(comes: boolean, body: Uint8Array): void {
    const topic = Buffer.from(body).toString('latin1');
    if (!comes) this.topics.delete(topic);
    else if (this.topics.size === MOST_TOPICS && !this.topics.has(topic)) this.overflowed = true;
    else this.topics.add(topic);
  }

  /** The same for subscribers with the same topics. */
  get key(): string {
    return [...this.topics]
      .sort()
      .map((topic) => `${topic.length}:${topic}`)
      .join(',');
  }

  /** Puts the topics into a tree. One that begins with another of them matches nothing that the other does not. */
  plant(tree: TopicTree, group: TopicGroup): void {
    const all = [...this.topics].sort();
    let last: string | undefined;
    for (const topic of all) {
      if (last !== undefined && topic.startsWith(last)) continue;
      last = topic;
      if (!tree.add(topic, group)) this.overflowed = true;
    }
  }

  join(group: TopicGroup | undefined): void {
    this.before = this.matched;
    this.group = group;
    this.since = group?.matched ?? 0;
  }

  /** Counts so many more, or fewer where it was fewer. */
  correct(by: number): void {
    this.before += by;
  }
}
