/** Topics of one subscriber that are compared with each message; of one with more, deliveries are not counted. */
export const MOST_TOPICS = 256;

/** Subscribers with the same topics: what matches is counted once for all of them. */
export class TopicGroup {
  /** Messages that began with one of the topics, since the group was made. */
  matched = 0;

  constructor(private readonly topics: readonly Uint8Array[]) {}

  matches(message: Uint8Array): boolean {
    const { topics } = this;
    for (let index = 0; index < topics.length; index++) if (startsWith(message, topics[index]!)) return true;
    return false;
  }
}

/** One subscriber's topics, and how many of the messages sent they match. */
export class Subscriptions {
  group: TopicGroup | undefined;
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

  change(name: string, body: Uint8Array): void {
    const topic = Buffer.from(body).toString('latin1');
    if (name === 'SUBSCRIBE' && this.topics.size === MOST_TOPICS && !this.topics.has(topic)) this.overflowed = true;
    else if (name === 'SUBSCRIBE') this.topics.add(topic);
    else if (name === 'CANCEL') this.topics.delete(topic);
  }

  /** The same for subscribers with the same topics. */
  get key(): string {
    return [...this.topics]
      .sort()
      .map((topic) => `${topic.length}:${topic}`)
      .join(',');
  }

  newGroup(): TopicGroup {
    // One that is a prefix of another matches all that the other does.
    const kept = [...this.topics].filter(
      (topic) => ![...this.topics].some((other) => other !== topic && topic.startsWith(other)),
    );
    return new TopicGroup(kept.map((topic) => Buffer.from(topic, 'latin1')));
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

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  if (bytes.length < prefix.length) return false;
  for (let index = 0; index < prefix.length; index++) if (bytes[index] !== prefix[index]) return false;
  return true;
}
