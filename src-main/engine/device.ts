import type { DeviceType } from '../../shared/topology/topology';
import type { LiveSocket } from './live-socket';
import type { PollRecorder } from './poll-recorder';
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

/**
 * Moves messages between the two sockets of a device as `zmq_proxy(3)` does, whole and unchanged. Each message is taken by
 * the other side before the next one is received, so a slow backend holds the frontend back.
 */
export async function runDevice(context: DeviceContext): Promise<void> {
  const { device, frontend, backend, delayMs, stop, forward, backward, poll } = context;
  const there = frontend.io.consume(stop, (frames) => {
    poll.readable('frontend');
    const entry = forward?.took(frames) ?? 0;
    const give = (): Promise<void> => {
      forward?.gives(entry);
      return backend.io.send(frames).then(poll.done);
    };
    return delayMs > 0 ? stop.sleep(delayMs).then(give) : give();
  });
  const back = BOTH_WAYS[device]
    ? backend.io.consume(stop, (frames) => {
        poll.readable('backend');
        if (backward) backward.gives(backward.took(frames));
        return frontend.io.send(frames).then(poll.done);
      })
    : undefined;
  await Promise.all([there, back]);
}
