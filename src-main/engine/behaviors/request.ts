import { durationMs } from '../../../shared/duration';
import { noReply } from '../errors';
import type { Frames } from '../zmq-socket';
import type { BehaviorContext, RunBehavior } from './behavior';
import { messageMaker } from './messages';

const DELIMITER = Buffer.alloc(0);
const AFTER_FAILURE_MS = 100;

/**
 * Sends a request, waits for its reply, and so on; `every` is the time from the start of one request to that of the next.
 * A DEALER speaks to its repliers as a REQ would: with an empty delimiter in front. Where no reply comes within `timeout`,
 * a REQ is stuck by its protocol, so it is closed and opened anew (the guide's Lazy Pirate) unless it is `relaxed`.
 */
export const request: RunBehavior<'request'> = async (context) => {
  const { socket, behavior, label, stop } = context;
  const { count = Infinity } = behavior;
  const next = messageMaker(behavior.frames, label);
  const period = durationMs(behavior.every ?? 0);
  const enveloped = socket.wanted.type === 'DEALER';
  // A behavior before this one may have asked and not waited for its reply.
  if (socket.io.mustReceive) await replyOf(context);
  for (let asked = 0; asked < count && !stop.stopped;) {
    const started = period > 0 ? performance.now() : 0;
    const body = next();
    await socket.io.endOfTurn();
    if (stop.stopped) return;
    if (await socket.io.send(enveloped ? [DELIMITER, ...body] : body)) {
      asked++;
      await replyOf(context);
    } else {
      await stop.sleep(AFTER_FAILURE_MS);
    }
    const rest = period > 0 ? started + period - performance.now() : 0;
    if (rest > 0 && asked < count) await stop.sleep(rest);
  }
};

async function replyOf(context: BehaviorContext<'request'>): Promise<Frames | undefined> {
  const { socket, behavior, stop } = context;
  const timeout = behavior.timeout === undefined ? undefined : durationMs(behavior.timeout);
  const received = await socket.io.receive(stop, timeout);
  if (received.type === 'message') return received.frames;
  if (received.type === 'timeout') {
    const { key, type, options } = socket.wanted;
    socket.report(noReply(key, timeout ?? 0));
    if (type === 'REQ' && options['relaxed'] !== true) await socket.reopen();
  }
  if (received.type === 'failed') await stop.sleep(AFTER_FAILURE_MS);
  return undefined;
}
