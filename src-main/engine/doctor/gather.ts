import { findSocket, labelOf, nodeIdOf, type SocketKey } from '../../../shared/topology/topology';
import type { LossCause, LossReport } from '../../../shared/traffic/losses';
import type { SideInfo, WireConnection } from '../../wire/tap';
import type { Flow, FlowEnd } from '../flow';
import { identityText, nameOfPeer } from '../peers';
import type { Run } from '../run';
import type { CableFacts, EndFacts, Facts, SocketFacts } from './facts';
import { Rates } from './rates';

/** Cables looked at; a topology has two thousand links at the most, programs outside come on top. */
const MOST_CABLES = 4000;
/** Seconds that a program which has left is still looked at. */
const GONE_S = 30;

/** Collects what the rules look at from a run. */
export class Gatherer {
  private readonly rates = new Rates();
  private readonly waits = new Map<SocketKey, { readonly sent: number; readonly since: number }>();
  private readonly readySince = new WeakMap<WireConnection | Flow, number>();

  constructor(private readonly run: Run) {}

  gather(losses: LossReport): Facts {
    const { run } = this;
    const now = run.now();
    return {
      now,
      topology: run.topology,
      sockets: [...run.sockets.keys()].flatMap((key) => this.socket(key, losses, now) ?? []),
      cables: this.cables(now),
      losses,
      example: (socket, cause) => this.example(losses, socket, cause),
    };
  }

  private socket(key: SocketKey, losses: LossReport, now: number): SocketFacts | undefined {
    const { run } = this;
    const live = run.sockets.get(key);
    if (!live || live.state === 'closed') return undefined;
    const { wanted, io } = live;
    const node = findSocket(run.topology, key)?.node;
    const endpoints = [...run.endpoints.values()].filter((endpoint) => endpoint.wanted.key === key);
    return {
      key,
      node: nodeIdOf(key),
      name: this.nameOf(key),
      type: wanted.type,
      options: wanted.options,
      behavior: node?.kind === 'socket' ? node.behavior : undefined,
      endpoints: endpoints.map((endpoint) => endpoint.status()),
      sent: io.sent,
      received: io.received,
      sendRate: this.rates.of(`${key} sent`, io.sent, now),
      receiveRate: this.rates.of(`${key} received`, io.received, now),
      awaitsSince: this.awaitsSince(key, io.mustReceive, io.sent, now),
      blockedSince: losses.blocked.find(({ socket }) => socket === key)?.since,
      unknownIds: (run.ledger.accounts.get(key)?.unknownIds ?? []).map(identityText),
    };
  }

  /** Since when a reply to the newest request is waited for. */
  private awaitsSince(key: SocketKey, awaits: boolean, sent: number, now: number): number | undefined {
    const known = this.waits.get(key);
    if (!awaits) {
      this.waits.delete(key);
      return undefined;
    }
    if (known?.sent === sent) return known.since;
    this.waits.set(key, { sent, since: now });
    return now;
  }

  private cables(now: number): CableFacts[] {
    const { run } = this;
    const peers = new Map(run.peers.status().map((peer) => [peer.flow, peer.id]));
    const links = new Set([...run.links.values()].map(({ flow }) => flow));
    const cables: CableFacts[] = [];
    /** Programs that came and went, told of once for each kind: a program that is turned away comes back ten times a second. */
    const gone = new Map<string, CableFacts>();
    for (const [flow, log] of run.ledger.logs) {
      const { link, from, to } = flow.options;
      const peer = peers.get(flow.id);
      if (cables.length >= MOST_CABLES) break;
      if (link !== undefined) {
        // One that was taken away is no cable any more.
        if (links.has(flow)) cables.push(this.cable(flow, undefined, now));
      } else if (flow.connected || from.type === 'socket') {
        if (flow.connected || this.isPlugged(flow)) cables.push(this.cable(flow, peer, now));
      } else if (to.type === 'socket' && now - (log.endedAt ?? -GONE_S) < GONE_S && run.sockets.has(to.key)) {
        const cable = this.cable(flow, peer, now);
        const kind = `${to.key} ${cable.connecting.says} ${cable.fault === undefined} ${cable.refusal?.problem.code}`;
        gone.set(kind, { ...cable, failed: cable.failed + (gone.get(kind)?.failed ?? 0) });
      }
    }
    return [...cables, ...gone.values()];
  }

  private isPlugged(flow: Flow): boolean {
    const { from } = flow.options;
    if (from.type !== 'socket') return false;
    for (const plug of this.run.plugs.of(from.key)) if (plug.flow === flow) return true;
    return false;
  }

  /** How often the app's own socket has tried there: while nobody is there no relay sees it (wire/absence.ts). */
  private retries({ options: { from } }: Flow, endpoint: string): number {
    return from.type === 'socket' && endpoint !== '' ? (this.run.socket(from.key)?.history.retries(endpoint) ?? 0) : 0;
  }

  private cable(flow: Flow, peer: string | undefined, now: number): CableFacts {
    const { ledger } = this.run;
    const log = ledger.log(flow);
    const { newest, connected } = flow;
    const refusedAt = String(log.refusal?.values?.['endpoint'] ?? '');
    // A connection that is only being tried again says nothing yet: what the last one said still holds.
    const heard = connected || log.readied > 0 ? newest : (log.lastFailed ?? newest);
    const current = newest ?? flow;
    if (!connected) this.readySince.delete(flow);
    else if (!this.readySince.has(current)) this.readySince.set(current, now);
    const ends = { remote: newest?.remote ?? '', peer, toldByEnds: flow.toldByEnds };
    return {
      flow: flow.id,
      link: flow.options.link,
      peer,
      connecting: this.end(flow.options.from, heard?.connecting, ends),
      binding: this.end(flow.options.to, heard?.binding, ends),
      connected,
      topicsKnown: flow.toldByEnds || ['NULL', 'PLAIN'].includes(heard?.connecting.mechanism ?? ''),
      readySince: connected ? this.readySince.get(current) : undefined,
      readied: log.readied,
      failed: log.failed,
      refusal: flow.refusal,
      reason: log.reason,
      refusals: Math.max(log.refusals, this.retries(flow, refusedAt)),
      refusedAt,
      lostAt: log.lostAt,
      subscribed: log.subscribed,
      topics: { connecting: flow.subscribedTo('forward'), binding: flow.subscribedTo('backward') },
      forward: flow.messages('forward'),
      backward: flow.messages('backward'),
      fault: newest?.fault,
      cut: newest?.cut === true,
      remote: newest?.remote ?? '',
    };
  }

  private end(
    end: FlowEnd,
    side: SideInfo | undefined,
    { remote, peer, toldByEnds }: { remote: string; peer: string | undefined; toldByEnds: boolean },
  ): EndFacts {
    const says = side?.socketType ?? '';
    const identity = identityText(side?.identity ?? new Uint8Array(0));
    const said = { says, mechanism: side?.mechanism ?? '', identity };
    const { topology } = this.run;
    switch (end.type) {
      case 'socket': {
        const expects = findSocket(topology, end.key)?.type ?? '';
        const own = { socket: end.key, name: this.nameOf(end.key), expects };
        // Where no wire can be read, the app's own socket says it by how it is set.
        if (!toldByEnds) return { ...own, ...said };
        const { routingId = '' } = this.run.sockets.get(end.key)?.wanted.options ?? {};
        return { ...own, ...said, says: says || expects, identity: identity || String(routingId) };
      }
      case 'external': {
        const node = topology.nodes.find(({ id }) => id === end.node);
        const expects = node?.kind === 'external' ? node.socket : '';
        return { socket: undefined, name: node ? labelOf(node) : end.node, expects, ...said };
      }
      case 'peer':
        return {
          socket: undefined,
          name: nameOfPeer(identity, [says, remote || peer].filter(Boolean).join(' ')),
          expects: '',
          ...said,
        };
    }
  }

  private nameOf(key: SocketKey): string {
    const place = findSocket(this.run.topology, key);
    if (!place) return key;
    return place.side === undefined ? labelOf(place.node) : `${labelOf(place.node)}.${place.side}`;
  }

  private example(losses: LossReport, socket: SocketKey, cause: LossCause): string | undefined {
    const row = losses.rows.find((one) => one.socket === socket && one.cause === cause);
    const seq = row?.examples[0];
    return seq === undefined ? undefined : this.run.ring.row(seq)?.preview;
  }
}
