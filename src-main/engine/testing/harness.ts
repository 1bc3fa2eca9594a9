import { afterEach } from 'vitest';
import { parseTopology } from '../../../shared/topology/parse';
import { FORMAT } from '../../../shared/topology/schema';
import type { Link, SocketNode, Topology, TopologyNode } from '../../../shared/topology/topology';
import type { CaptureRow } from '../../../shared/traffic/capture';
import {
  STOPPED,
  type LinkStatus,
  type PeerStatus,
  type RunStatus,
  type SocketStatus,
} from '../../../shared/traffic/status';
import { Engine } from '../engine';

const open = new Set<TestEngine>();

afterEach(async () => {
  await Promise.all([...open].map((engine) => engine.stop()));
  open.clear();
});

/** An engine in this process, stopped after the test. */
export class TestEngine {
  private last: RunStatus = STOPPED;
  readonly batches: Float64Array[] = [];
  readonly engine: Engine;

  constructor({ acknowledge = true } = {}) {
    this.engine = new Engine({
      onStatus: (status) => (this.last = status),
      onBatch: (batch) => {
        this.batches.push(batch);
        if (acknowledge) this.engine.acknowledge(batch[0] ?? 0);
      },
    });
    open.add(this);
  }

  /** As the engine said it, without the time for which it holds a change back. A change that it never says is not in it. */
  get status(): RunStatus {
    this.engine.hurryStatus();
    return this.last;
  }

  /** @param spill bytes of the capture on the disk at the most */
  async run(topology: Topology, spill = 0): Promise<void> {
    const started = await this.engine.start({ topology, spill });
    if (!started.ok) throw new Error(started.error.message);
  }

  async stop(): Promise<void> {
    await this.engine.stop();
  }

  sent(key: string): number {
    return this.engine.totals().sockets.find((socket) => socket.key === key)?.sent ?? -1;
  }

  received(key: string): number {
    return this.engine.totals().sockets.find((socket) => socket.key === key)?.received ?? -1;
  }

  socket(key: string): SocketStatus {
    return found(
      this.status.sockets.find((socket) => socket.key === key),
      key,
    );
  }

  link(id: string): LinkStatus {
    return found(
      this.status.links.find((link) => link.id === id),
      id,
    );
  }

  /** Messages that went over a link, forward and backward. */
  messages(id: string): [forward: number, backward: number] {
    return this.messagesOf(this.link(id).flow);
  }

  messagesOf(flow: number): [forward: number, backward: number] {
    const total = found(this.engine.totals().flows[flow], `flow ${flow}`);
    return [total.forward.messages, total.backward.messages];
  }

  peers(): readonly PeerStatus[] {
    return this.status.peers.filter(({ connected }) => connected);
  }

  /** What was captured of a link, or of everything. */
  rows(id?: string): readonly CaptureRow[] {
    const answer = this.engine.rows(0, 0, 1000);
    // Nothing of a test is on the disk unless it says so.
    const rows = answer instanceof Promise ? [] : answer.rows;
    return id === undefined ? rows : rows.filter(({ flow }) => flow === this.link(id).flow);
  }

  /** Sentences of everything that is wrong. */
  problems(): string[] {
    const { sockets, links, peers, problems } = this.status;
    const ofSockets = sockets.flatMap((socket) => [
      ...socket.problems,
      ...socket.endpoints.flatMap(({ problem }) => (problem ? [problem] : [])),
    ]);
    const others = [...links, ...peers].flatMap(({ problem }) => (problem ? [problem] : []));
    return [...ofSockets, ...others, ...problems].map(({ message }) => message);
  }
}

/** Waits until `check` gives true, or no longer throws; fails with what it last said. */
export async function eventually(check: () => unknown, ms = 10_000): Promise<void> {
  const until = Date.now() + ms;
  for (;;) {
    let wrong: unknown;
    try {
      const outcome: unknown = await check();
      if (outcome !== false) return;
      wrong = new Error(`this did not become true within ${ms} ms: ${check.toString()}`);
    } catch (error) {
      wrong = error;
    }
    if (Date.now() > until) throw wrong;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A topology that is legal, or the test fails. */
export function topology(nodes: readonly TopologyNode[], links: readonly Link[] = []): Topology {
  const parsed = parseTopology({ format: FORMAT, name: 'Test', nodes, links });
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('; '));
  return parsed.value;
}

export function node(id: string, socket: SocketNode['socket'], fields: Partial<SocketNode> = {}): SocketNode {
  return { id, kind: 'socket', socket, position: { x: 0, y: 0 }, ...fields };
}

export function link(id: string, from: string, to: string, fields: Partial<Link> = {}): Link {
  return { id, from, to, ...fields };
}

function found<Item>(item: Item | undefined, name: string): Item {
  if (item === undefined) throw new Error(`there is no ${name} in the status`);
  return item;
}
