import { deepEqual } from '../../shared/deep-equal';
import type { Credentials } from '../../shared/security/security';
import { applySteps, endpointKey, NOTHING, planSteps, wantedOf, type Step, type Wanted } from '../../shared/plan';
import type { SocketKey, Topology } from '../../shared/topology/topology';
import { CaptureRing } from '../capture/ring';
import { KeptReader } from '../capture/stored/kept-reader';
import type { StoredItems } from '../capture/stored/stored-items';
import { Journal } from '../wire/journal';
import { Activity } from './activity';
import { Doorways } from './doorways';
import { FlowTable } from './flow-table';
import { Ledger } from './ledger/ledger';
import { LifeBook } from './life-book';
import { LiveEndpoint } from './live-endpoint';
import { LiveLink } from './live-link';
import { abandonDatagrams } from './datagram-gate';
import type { LiveSocket } from './live-socket';
import { NoteBatch } from './note-batch';
import type { Pace } from './pace';
import { Peers } from './peers';
import { Plugs } from './plugs';
import type { RoutingIds } from './routing-ids';
import type { RunFolder } from './run-folder';
import type { RecordedRun, RunParts } from './run-parts';
import { RunSockets } from './run-sockets';
import { awaitingOver, called, groups } from './run-steps';
import { withoutLacking } from './security/lacking-keys';
import { RunSecurity } from './security/run-security';
import { endJudging } from './security/zap-handler';
import type { StepGate } from './step-gate';
import { outcomeOf } from './step-outcome';
import { Tracing } from './tracing';

/** How often what could not be opened is tried again. */
const RETRY_MS = 1000;
/** How long activities wait for the cables of a run to be connected: the devices are plugged in before they are switched on. */
const PLUGGED_IN_MS = 500;

/** One run: what was opened for a topology, from the first step to the last. What it captured outlives it. */
export class Run implements RunParts {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly notes = new NoteBatch();
  readonly flows = new FlowTable();
  readonly doorways = new Doorways();
  readonly plugs = new Plugs(() => this.opened.plugsChanged());
  readonly ring: CaptureRing;
  readonly journal: Journal;
  readonly peers: Peers;
  readonly tracing: Tracing;
  readonly security: RunSecurity;
  readonly ledger: Ledger;
  readonly links = new Map<string, LiveLink>();
  readonly endpoints = new Map<string, LiveEndpoint>();
  readonly lives: LifeBook;
  /** What the newest topology calls things; it stays after the stop. */
  topology: Topology;
  stopping = false;
  /** On the disk: what left the ring, or all that is in a recording's file. */
  stored: StoredItems | undefined;
  readonly kept: KeptReader;
  private readonly activities = new Map<string, Activity>();
  private readonly opened: RunSockets;
  private hurried = false;
  private readonly began = performance.now();
  private state: Wanted = NOTHING;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    topology: Topology,
    readonly folder: RunFolder,
    pace: Pace,
    readonly changed: () => void,
    credentials: () => Credentials,
    /** Where the first steps of the run are taken one by one. */
    readonly gate?: StepGate,
    readonly recorded?: RecordedRun,
  ) {
    this.topology = topology;
    this.startedAt = recorded?.startedAt ?? Date.now();
    this.ring = recorded?.ring ?? new CaptureRing({ now: this.now });
    const { ring, now } = this;
    this.opened = new RunSockets(this, pace, now);
    this.kept = new KeptReader(this);
    this.journal = new Journal({ now, seq: () => ring.nextSeq, epoch: () => ring.epoch });
    this.security = new RunSecurity(credentials, now, (key) => this.plugs.connects(key));
    this.peers = new Peers(this.flows, this.now);
    this.lives = new LifeBook(this.now);
    this.tracing = new Tracing(this);
    this.ledger = new Ledger(this);
  }

  /** Seconds since the run began. */
  readonly now = (): number => (performance.now() - this.began) / 1000;

  /** Goes from what is open to what the topology wants. A step that fails leaves its problem behind; the rest goes on. */
  async apply(topology: Topology | undefined): Promise<void> {
    if (topology) this.topology = topology;
    const wanted = topology ? wantedOf(topology) : NOTHING;
    const before = this.state;
    const steps = planSteps(before, wanted);
    const stopping = topology === undefined;
    this.state = wanted;
    this.stopping = stopping;
    this.ledger.start();
    const gate = stopping ? undefined : this.gate;
    const taken: Step[] = [];
    for (const group of gate ? steps.map((step) => [step]) : groups(steps)) {
      if (gate && group[0] && !(await gate.pass(group[0], called(taken), called(steps)))) {
        // Only what was opened is to be closed.
        this.state = applySteps(before, taken);
        break;
      }
      taken.push(...group);
      if (group[0]?.type === 'activity:start') await this.pluggedIn();
      const unplugged = stopping ? [] : awaitingOver(this, group);
      await Promise.all(group.map((step) => this.takeNoted(step, stopping)));
      await Promise.all(unplugged.map((socket) => socket.giveUpReply()));
    }
    // Later changes are made at once.
    gate?.step(true);
    clearInterval(this.retry);
    if (stopping) this.ledger.stop();
    if (stopping) await endJudging();
    if (stopping) this.folder.remove();
    else this.retry = setInterval(() => void this.tryAgain(), RETRY_MS);
    this.changed();
  }

  /** Ends what is waited for: the run is to be stopped. */
  hurry(): void {
    this.hurried = true;
    this.gate?.end();
  }

  /** Call when keys or logins have come. True where sockets lacked some: `apply` opens those anew. */
  keysChanged(): boolean {
    const state = withoutLacking(this.state, this.sockets.values());
    if (state) this.state = state;
    return state !== undefined;
  }

  /** Closes every socket at once, where the engine itself has failed. */
  abandon(): void {
    clearInterval(this.retry);
    this.ledger.stop();
    for (const socket of this.sockets.values()) socket.abandon();
    abandonDatagrams();
    this.security.abandon();
    this.folder.remove();
  }

  get sockets(): ReadonlyMap<SocketKey, LiveSocket> {
    return this.opened.live;
  }

  /** Sockets that were numbered so far. */
  get socketCount(): number {
    return this.opened.count;
  }

  /** True where nothing of what runs would change. */
  isAlready(topology: Topology): boolean {
    return deepEqual(planSteps(this.state, wantedOf(topology)), []);
  }

  socket(key: SocketKey): LiveSocket | undefined {
    return this.sockets.get(key);
  }

  routing(key: SocketKey): RoutingIds | undefined {
    return this.opened.routers.get(key);
  }

  /** Takes the ids of a ROUTER of a recorded run. */
  adoptRouting(key: SocketKey, ids: RoutingIds): void {
    this.opened.routers.set(key, ids);
  }

  /** The ids of every ROUTER that was open in this run. */
  allRouting(): IterableIterator<[SocketKey, RoutingIds]> {
    return this.opened.routers.entries();
  }

  private async takeNoted(step: Step, stopping: boolean): Promise<void> {
    await this.take(step, stopping);
    const outcome = outcomeOf(this, step);
    this.lives.took(step, outcome);
    this.gate?.took({ step, t: this.now(), ...outcome });
  }

  private take(step: Step, stopping: boolean): Promise<unknown> {
    switch (step.type) {
      case 'activity:stop':
        return this.stopActivity(step.node, stopping);
      case 'link:close':
        return this.closed(this.links, step.link, stopping);
      case 'endpoint:close':
        return this.closed(this.endpoints, endpointKey(step.endpoint), stopping);
      case 'socket:close':
        return this.opened.close(step.key, stopping);
      case 'socket:open':
        this.opened.open(step.socket);
        return Promise.resolve();
      case 'socket:set':
        this.sockets.get(step.socket.key)?.set(step.socket, step.change);
        return Promise.resolve();
      case 'endpoint:open':
        return this.begin(this.endpoints, endpointKey(step.endpoint), new LiveEndpoint(step.endpoint, this));
      case 'link:open':
        return this.begin(this.links, step.link.id, new LiveLink(step.link, this));
      case 'activity:start':
        this.activities.set(step.node, new Activity(step.activity, (key) => this.sockets.get(key), this.tracing));
        return Promise.resolve();
    }
  }

  private begin<Item extends { open(): Promise<boolean> }>(
    items: Map<string, Item>,
    key: string,
    item: Item,
  ): Promise<boolean> {
    items.set(key, item);
    return item.open();
  }

  /** What a stop closes is still shown after it, with its counts. */
  private async closed<Item extends { close(): Promise<void> }>(
    items: Map<string, Item>,
    key: string,
    keep: boolean,
  ): Promise<void> {
    const item = items.get(key);
    if (!keep) items.delete(key);
    await item?.close();
  }

  private async stopActivity(node: string, closing: boolean): Promise<void> {
    const activity = this.activities.get(node);
    this.activities.delete(node);
    await activity?.stop(closing);
  }

  /** Waits until every cable that can be is connected, for a short time only. */
  private async pluggedIn(): Promise<void> {
    const until = performance.now() + PLUGGED_IN_MS;
    const waiting = () =>
      [...this.links.values()].some(
        ({ state, wanted }) => state === 'waiting' && wanted.from.type === 'socket' && wanted.to.type === 'socket',
      );
    while (waiting() && !this.hurried && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private async tryAgain(): Promise<void> {
    if (this.peers.expire()) this.changed();
    for (const endpoint of this.endpoints.values()) {
      if (endpoint.problem === undefined || !(await endpoint.open())) continue;
      const step: Step = { type: 'endpoint:open', endpoint: endpoint.wanted };
      this.lives.took(step, outcomeOf(this, step));
    }
    for (const link of this.links.values()) {
      if (link.problem === undefined || !(await link.open())) continue;
      const step: Step = { type: 'link:open', link: link.wanted };
      this.lives.took(step, outcomeOf(this, step));
    }
  }
}
