import type { Problem, Result } from '../../shared/result';
import type { WantedSocket } from '../../shared/plan';
import { judgesCallers } from '../../shared/security/rules';
import type { SocketState } from '../../shared/traffic/status';
import type { SocketOptions } from '../../shared/zmq/options';
import { ConnectionEvents } from './connection-events';
import { ConnectionHistory } from './connection-history';
import { notPluggable, problemOf, replyUnplugged } from './errors';
import { HeldEndpoints } from './held-endpoints';
import { lackingOf } from './lacking';
import type { Pace } from './pace';
import { SocketIo } from './socket-io';
import { deskOf, type SubscriptionDesk } from './subscription-desk';
import { topicsCountOf } from './numbered-sockets';
import { connectSocket, openZmqSocket, setOptions, withoutHeartbeats, type RawSocket } from './zmq-socket';

/** Problems kept of one socket. */
const MOST_PROBLEMS = 20;
/** Sockets of a run whose monitor is listened to: each costs two more of the context's sockets. */
const MOST_FOLLOWED = 256;
/** Longest time that a user's `linger` may keep a closed socket's messages alive, so that quitting never hangs on it. */
const LONGEST_LINGER_MS = 2000;

export interface LiveSocketOptions {
  readonly wanted: WantedSocket;
  /** Number in the batches' counters. */
  readonly index: number;
  readonly pace: Pace;
  /** Seconds since the run began. */
  readonly now: () => number;
  /** Gives an endpoint of this machine that nobody else uses, for the relays that dial this socket. */
  readonly privateBind: () => string;
  /** The options that secure it, beside those of the user. */
  readonly secure: () => Result<SocketOptions>;
  /** Something that the status shows has changed. */
  readonly changed: () => void;
}

/** One socket of the topology, for as long as its node asks for the same. */
export class LiveSocket {
  readonly io: SocketIo;
  readonly index: number;
  wanted: WantedSocket;
  state: SocketState = 'opening';
  /** Newest last. */
  problems: readonly Problem[] = [];
  /** Told of topics and groups that it asks for, and that it no longer wants. */
  onAsked: ((comes: boolean, topics: readonly string[]) => void) | undefined;
  private raw: RawSocket | undefined;
  /** Where relays reach it: one address for ZMTP, and one for the same over WebSockets. */
  private readonly privateAddresses = new Map<'zmtp' | 'ws', string>();
  /** What the socket is bound and connected to, so that a reopened one can be again. */
  private readonly bound = new HeldEndpoints();
  private readonly connected = new HeldEndpoints();
  /** Those of them in which no relay stands. */
  private readonly unwatched = new Set<string>();
  readonly history: ConnectionHistory;
  /** Where its subscriptions are decided on by hand; only of an XPUB with the option `manual`. */
  readonly desk: SubscriptionDesk | undefined;
  /** Which of its connections have done their handshake, once they are followed. */
  readonly connections: ConnectionEvents;
  /** True where its monitor is listened to. */
  following: boolean;
  /** Told when a connection was made or is gone, of those that are followed. */
  readonly connectionWatchers = new Set<() => void>();
  private settled: Promise<void> = Promise.resolve();

  constructor(private readonly options: LiveSocketOptions) {
    this.wanted = options.wanted;
    this.index = options.index;
    this.history = new ConnectionHistory(options.now);
    this.connections = new ConnectionEvents(this.history, () => {
      for (const look of this.connectionWatchers) look();
      options.changed();
    });
    this.following = options.index < MOST_FOLLOWED;
    const { key, type, options: settings } = this.wanted;
    const { sendTimeout, receiveTimeout, relaxed } = settings;
    this.desk = deskOf(this.wanted, () => this.raw, options.changed);
    this.io = new SocketIo({
      desk: this.desk,
      where: key,
      type,
      timeouts: {
        ...(typeof sendTimeout === 'number' ? { send: sendTimeout } : {}),
        ...(typeof receiveTimeout === 'number' ? { receive: receiveTimeout } : {}),
      },
      relaxed: relaxed === true,
      pace: options.pace,
      onProblem: (problem) => this.report(problem),
    });
  }

  open(): void {
    const { key, type, options } = this.wanted;
    const lacks = lackingOf(this.wanted);
    if (lacks) {
      this.state = 'failed';
      this.report(lacks);
      return;
    }
    const secured = this.options.secure();
    if (!secured.ok) {
      this.state = 'failed';
      this.report(secured.error);
      return;
    }
    try {
      this.raw = openZmqSocket(type, { ...options, ...secured.value });
      this.state = 'open';
      this.desk?.begin();
      this.io.attach(this.raw);
      if (this.following) this.followConnections();
    } catch (error) {
      this.state = 'failed';
      this.report(problemOf(error, { doing: 'open', where: key, socket: type }));
    }
    this.options.changed();
  }

  /** Sets options that take effect at once; a socket that cannot be opened tries again with them. */
  set(wanted: WantedSocket, change: SocketOptions): void {
    this.wanted = wanted;
    if (!this.raw) return this.state === 'failed' ? this.open() : undefined;
    const { key, type } = wanted;
    try {
      setOptions(this.raw, change);
    } catch (error) {
      this.report(problemOf(error, { doing: 'open', where: key, socket: type }));
    }
  }

  /** Where relays reach this socket; bound when first asked for. `undefined` where it is not open. */
  reach(by: 'zmtp' | 'ws' = 'zmtp'): string | undefined {
    if (!this.raw) return undefined;
    if (!this.privateAddresses.has(by)) {
      const bound = this.bindRaw(this.raw, by === 'ws' ? 'ws://127.0.0.1:*' : this.options.privateBind());
      if (typeof bound !== 'string') this.report(bound);
      else {
        this.privateAddresses.set(by, bound);
        this.history.name(bound, '');
      }
    }
    return this.privateAddresses.get(by);
  }

  /** Binds the socket itself, without a relay. Gives the actual endpoint, or what is wrong. */
  bind(endpoint: string): string | Problem {
    if (!this.raw) return notPluggable(this.wanted.key);
    if (this.bound.joins(endpoint)) return endpoint;
    const actual = this.bindUnwatched(this.raw, endpoint);
    if (typeof actual === 'string') this.bound.hold(actual);
    return actual;
  }

  unbind(actual: string): void {
    if (this.bound.letGo(actual)) this.disconnectRaw(actual);
  }

  /** @param knownAs the endpoint that the user wrote, where a relay stands in for it */
  connect(endpoint: string, knownAs?: string): Problem | undefined {
    if (!this.raw) return notPluggable(this.wanted.key);
    this.history.name(endpoint, knownAs ?? endpoint);
    this.unwatched[knownAs === undefined ? 'add' : 'delete'](endpoint);
    if (this.connected.joins(endpoint)) return undefined;
    const problem = this.connectRaw(this.raw, endpoint);
    if (!problem) this.connected.hold(endpoint);
    return problem;
  }

  disconnect(endpoint: string): void {
    if (!this.connected.letGo(endpoint)) return;
    this.history.leave(endpoint);
    this.disconnectRaw(endpoint);
  }

  /** Different topics that it has in its own table, where the library tells. */
  topicsCount(): number | undefined {
    return this.raw && topicsCountOf(this.raw);
  }

  /** Lets the socket do what others asked of it. */
  touch(): void {
    void this.raw?.writable;
  }

  /** Topics are for a SUB only, groups for a DISH. */
  ask(how: 'subscribe' | 'unsubscribe' | 'join' | 'leave', names: readonly string[]): void {
    if (names.length > 0) this.raw?.[how]?.(...names);
    this.onAsked?.(how === 'subscribe' || how === 'join', names);
  }

  /** From now on `connections` knows; call it before connecting. */
  followConnections(): void {
    this.following = true;
    if (this.raw) void this.connections.follow(this.raw.events);
  }

  /** How many are connected over tipc that this socket did not call itself; each has a port id of its own. */
  tipcCallers(): number {
    return this.connections.countOf((address) => address.startsWith('tipc://<') && !this.connected.has(address));
  }

  /** Lets go of the socket and opens it anew with the same endpoints: what the guide's Lazy Pirate does to a stuck REQ. */
  async reopen(): Promise<void> {
    await this.closeRaw(0);
    if (this.state !== 'open') return;
    this.open();
    for (const endpoint of this.bound) this.note(this.raw && this.bindUnwatched(this.raw, endpoint));
    for (const endpoint of this.connected) this.note(this.raw && this.connectRaw(this.raw, endpoint));
  }

  /** The cable by which a reply was to come is gone. A REQ is stuck by its protocol then, anything else can go on. */
  async giveUpReply(): Promise<void> {
    const { key, type, options } = this.wanted;
    if (type === 'REQ' && options['relaxed'] !== true) {
      this.report(replyUnplugged(key));
      await this.reopen();
    }
    this.io.giveUp();
  }

  /** Closes at any moment; what is pending ends. With `linger` false what is unsent is dropped at once. */
  async close(linger: boolean): Promise<void> {
    this.state = 'closed';
    this.options.changed();
    const asked = this.wanted.options['linger'];
    const ms =
      linger && typeof asked === 'number' ? (asked < 0 ? LONGEST_LINGER_MS : Math.min(asked, LONGEST_LINGER_MS)) : 0;
    await this.closeRaw(ms);
    this.io.discard();
  }

  /** Closes without waiting for anything, where the engine itself has failed. */
  abandon(): void {
    void this.closeRaw(0);
  }

  report(problem: Problem): void {
    // A failure that keeps coming back is one problem.
    const others = this.problems.filter(({ message }) => message !== problem.message);
    this.problems = [...others, problem].slice(-MOST_PROBLEMS);
    this.options.changed();
  }

  private closeRaw(linger: number): Promise<void> {
    const { raw } = this;
    if (!raw) return this.settled;
    this.raw = undefined;
    this.desk?.end();
    this.privateAddresses.clear();
    const { settled } = this.io.detach();
    raw.linger = linger;
    raw.close();
    this.settled = settled;
    return settled;
  }

  private bindRaw(raw: RawSocket, endpoint: string): string | Problem {
    try {
      // Synchronous, because an asynchronous bind may not meet a pending receive: a socket is not thread-safe.
      raw.bindSync(endpoint);
      // Of udp libzmq gives the address alone.
      return raw.lastEndpoint?.includes('://') === true ? raw.lastEndpoint : endpoint;
    } catch (error) {
      return this.problem(error, 'bind', endpoint);
    }
  }

  private bindUnwatched(raw: RawSocket, endpoint: string): string | Problem {
    let bound: string | Problem = endpoint;
    withoutHeartbeats(raw, () => (bound = this.bindRaw(raw, endpoint)));
    return bound;
  }

  private connectRaw(raw: RawSocket, endpoint: string): Problem | undefined {
    try {
      connectSocket(raw, endpoint, !this.unwatched.has(endpoint), judgesCallers(this.wanted));
      return undefined;
    } catch (error) {
      return this.problem(error, 'connect', endpoint);
    }
  }

  private disconnectRaw(endpoint: string): void {
    try {
      this.raw?.disconnect(endpoint);
    } catch {
      // ENOENT: a connection that was never made, or is gone already.
    }
  }

  private note(outcome: string | Problem | undefined): void {
    if (typeof outcome === 'object') this.report(outcome);
  }

  private problem(error: unknown, doing: 'bind' | 'connect', endpoint: string): Problem {
    return problemOf(error, { doing, where: this.wanted.key, socket: this.wanted.type, endpoint });
  }
}
