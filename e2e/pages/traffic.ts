import type { Page } from 'playwright';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import { BatchReader } from '../../shared/traffic/batch';
import type { RunStatus } from '../../shared/traffic/status';
import type { WindowApi } from '../../shared/window-api';

declare global {
  interface Window {
    readonly api: WindowApi;
    /** The newest batch and how many came, kept for the tests. */
    patchbayTraffic: { batch: number[]; batches: number };
  }
}

export interface SocketCount {
  readonly sent: number;
  readonly received: number;
}

export interface LinkCount {
  readonly forward: number;
  readonly backward: number;
}

/** The exact counts of the app, from the same batches that the window draws. */
export class Traffic {
  constructor(private readonly page: Page) {}

  async listen(): Promise<void> {
    await this.page.evaluate(() => {
      window.patchbayTraffic = { batch: [], batches: 0 };
      window.api.on('traffic:batch', (batch) => {
        window.patchbayTraffic = { batch: [...batch], batches: window.patchbayTraffic.batches + 1 };
      });
    });
  }

  async socket(key: string): Promise<SocketCount> {
    const { status, batch } = await this.now();
    const found = status.sockets.find((socket) => socket.key === key);
    if (!found) return { sent: 0, received: 0 };
    return { sent: batch.socket(found.index, 0), received: batch.socket(found.index, 1) };
  }

  async link(id: string): Promise<LinkCount> {
    const { status, batch } = await this.now();
    return flowCount(batch, status.links.find((link) => link.id === id)?.flow);
  }

  /** Messages between the app and the programs outside that have ever been peers of a node. */
  async peersOf(node: string): Promise<LinkCount> {
    const { status, batch } = await this.now();
    const counts = status.peers.filter((peer) => peer.node === node).map(({ flow }) => flowCount(batch, flow));
    return {
      forward: counts.reduce((sum, { forward }) => sum + forward, 0),
      backward: counts.reduce((sum, { backward }) => sum + backward, 0),
    };
  }

  /** How many batches the window has got. */
  batches(): Promise<number> {
    return this.page.evaluate(() => window.patchbayTraffic.batches);
  }

  private async now(): Promise<{ status: RunStatus; batch: BatchReader }> {
    const { status, batch } = await this.page.evaluate(async () => ({
      status: (await window.api.request('app:state', undefined)).status,
      batch: window.patchbayTraffic.batch,
    }));
    return { status, batch: new BatchReader(Float64Array.from(batch)) };
  }
}

function flowCount(batch: BatchReader, flow: number | undefined): LinkCount {
  if (flow === undefined) return { forward: 0, backward: 0 };
  return { forward: batch.flow(flow, FORWARD * 2), backward: batch.flow(flow, BACKWARD * 2) };
}
