import type { DeviceType } from '../../shared/topology/topology';
import type { LiveSocket } from './live-socket';
import type { PolledSide, PollRecorder } from './poll-recorder';
import type { PassageRecorder } from './passage-recorder';
import type { StopSignal } from './stop-signal';

export interface DeviceContext {
  readonly device: DeviceType;
  readonly frontend: LiveSocket;
  readonly backend: LiveSocket;
  /** Work per message from the frontend to the backend, in milliseconds. */
  readonly delayMs: number;
  readonly stop: StopSignal;
  /** Who writes down what goes from the frontend to the backend, and what goes back. */
  readonly forward: PassageRecorder | undefined;
  readonly backward: PassageRecorder | undefined;
  /** Who writes down when it waits and when it works. */
  readonly poll: PollRecorder;
}

/** Whether messages go back as well: replies of a queue, subscriptions of a forwarder. */
export const BOTH_WAYS: Readonly<Record<DeviceType, boolean>> = { queue: true, forwarder: true, streamer: false };

/** Messages that a device takes together at the most. */
const TOGETHER = 32;

/**
 * Moves messages between the two sockets of a device as `zmq_proxy(3)` does, whole and unchanged. What one side takes at once
 * may come in many together. As soon as it does not, each message is taken by it before the next one is received, so a slow
 * backend holds the frontend back.
 */
export async function runDevice({ device, frontend, backend, ...context }: DeviceContext): Promise<void> {
  const { delayMs, forward, backward } = context;
  const there = moved(context, { from: frontend, to: backend, side: 'frontend', recorder: forward, delayMs });
  const back = BOTH_WAYS[device]
    ? moved(context, { from: backend, to: frontend, side: 'backend', recorder: backward, delayMs: 0 })
    : undefined;
  await Promise.all([there, back]);
}

interface Way {
  readonly from: LiveSocket;
  readonly to: LiveSocket;
  readonly side: PolledSide;
  readonly recorder: PassageRecorder | undefined;
  readonly delayMs: number;
}

function moved(
  { stop, poll }: Pick<DeviceContext, 'stop' | 'poll'>,
  { from, to, side, recorder, delayMs }: Way,
): Promise<void> {
  const most = () => (delayMs === 0 && to.io.flows ? TOGETHER : 1);
  return from.io.consumeTogether(stop, most, async (messages) => {
    const entries = messages.map((frames) => {
      poll.readable(side);
      return recorder?.took(frames) ?? 0;
    });
    if (delayMs > 0) await stop.sleep(delayMs);
    for (let index = 0; index < messages.length; index++) {
      recorder?.gives(entries[index]!);
      await to.io.send(messages[index]!);
      poll.done();
    }
  });
}
