import { durationMs } from '../../../shared/duration';
import { socketFacts } from '../../../shared/zmq/socket-types';
import type { Frames } from '../zmq-socket';
import type { BehaviorContext, RunBehavior } from './behavior';
import { messageMaker } from './messages';
import { StreamPeers } from './stream-peers';

/** How often a rate looks at what is due: a timer for each message would be too coarse above this many a second. */
const RATE_STEP_MS = 10;

/**
 * Sends by itself: one message `every` so often, at a `rate` a second, as fast as the socket takes them (`rate: "max"`),
 * or `burst` messages at once, repeated where there is an `every`. Waits for `delay` before the first. Ends after `count` messages. Where no peer takes
 * messages it waits, and does not make up for what it missed.
 */
export const generate: RunBehavior<'generate'> = async (context) => {
  const { socket, stop } = context;
  // What a PAIR, DEALER or XPUB gets in the meantime must not pile up in front of its peers.
  const { receives, shape } = socketFacts(socket.wanted.type);
  const peers = shape === 'stream' ? new StreamPeers() : undefined;
  const receiving = receives ? socket.io.consume(stop, (frames) => void peers?.note(frames)) : undefined;
  await peers?.some(stop);
  await sendAll(context, peers);
  await receiving;
};

async function sendAll(context: BehaviorContext<'generate'>, peers: StreamPeers | undefined): Promise<void> {
  const { socket, behavior, label, stop } = context;
  const { count = Infinity, every, rate, burst = 1, delay = 0, frames } = behavior;
  if (delay !== 0) await stop.sleep(durationMs(delay));
  const make = messageMaker(frames, label);
  const next = limited(peers ? () => peers.addressed(make()) : make, count);
  if (rate === 'max') return socket.io.pour(stop, next);
  if (rate !== undefined) return atRate(context, rate, next);
  if (every === undefined) return socket.io.pour(stop, limited(next, burst));
  const period = durationMs(every);
  if (period === 0) return socket.io.pour(stop, next);
  let due = performance.now();
  while (!stop.stopped) {
    await socket.io.pour(stop, limited(next, burst));
    if (next.left() === 0) return;
    due = Math.max(due + period, performance.now() - period);
    await stop.sleep(Math.max(0, due - performance.now()));
  }
}

async function atRate({ socket, stop }: BehaviorContext<'generate'>, rate: number, next: Limited): Promise<void> {
  const step = Math.max(RATE_STEP_MS, 1000 / rate);
  let from = performance.now();
  // The first message at once.
  let owed = 1;
  while (!stop.stopped && next.left() > 0) {
    const now = performance.now();
    // At most one step more than what is due: after a pause the rate goes on, it does not catch up.
    owed = Math.min(owed + ((now - from) * rate) / 1000, 1 + (2 * step * rate) / 1000);
    from = now;
    const due = Math.floor(owed);
    owed -= due;
    await socket.io.pour(stop, limited(next, due));
    if (next.left() > 0) await stop.sleep(step - (performance.now() - from));
  }
}

type Limited = (() => Frames | undefined) & { readonly left: () => number };

/** Gives at most `count` messages. */
function limited(next: () => Frames | undefined, count: number): Limited {
  let left = count;
  const take = () => {
    if (left === 0) return undefined;
    left--;
    return next();
  };
  return Object.assign(take, { left: () => left });
}
