/** A subscription, and those that begin with it below it: a message that matches one matches all above it too. */
export interface TopicNode {
  /** As text where printable, else `0x` and hexadecimal digits; '' stands for every message. */
  readonly topic: string;
  /** Who is subscribed to exactly this; the first ones by name. */
  readonly subscribers: readonly string[];
  readonly subscriberCount: number;
  /** Messages a second that went out to subscribers and begin with it. */
  readonly rate: number;
  /** First frames that were seen and are not themselves subscribed to, the most frequent ones. */
  readonly seen: readonly { readonly topic: string; readonly rate: number }[];
  readonly children: readonly TopicNode[];
}

/** Who is subscribed to what at a socket, as it was seen on the wire. */
export interface SubscriptionsAnswer {
  /** `in`: peers are subscribed at this socket. `out`: this socket is subscribed at its peers. */
  readonly way: 'in' | 'out';
  /** Peers that are connected, with how many subscriptions each has. */
  readonly peers: readonly { readonly name: string; readonly count: number }[];
  readonly roots: readonly TopicNode[];
  /** Subscriptions beyond those that are told. */
  readonly more: number;
  /** Cables whose subscriptions nobody sees: without a wire, or sealed by CURVE. */
  readonly unseen: number;
  /** Different topics that the socket itself has, those of unseen cables included; where there are such and the library tells. */
  readonly counted?: number;
  /** Seconds over which the rates were measured, and of how many messages one was looked at. */
  readonly seconds: number;
  readonly oneOf: number;
}
