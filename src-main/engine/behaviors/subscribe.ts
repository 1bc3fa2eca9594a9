import { durationMs } from '../../../shared/duration';
import { utf8 } from '../../../shared/bytes';
import type { RunBehavior } from './behavior';
import { asBuffer } from './messages';

const SUBSCRIBE = Buffer.from([1]);
const CANCEL = Buffer.from([0]);

/**
 * Subscribes to `topics` and receives; `delay` is the work that each message makes. A SUB does it by its option, an XSUB
 * by messages of a byte 1 and the topic (RFC 29). An empty topic is everything. When another behavior takes over it
 * cancels them.
 */
export const subscribe: RunBehavior<'subscribe'> = async ({ socket, behavior, stop }) => {
  const delay = durationMs(behavior.delay ?? 0);
  const topics = [...new Set(behavior.topics)];
  if (socket.wanted.type === 'SUB') {
    socket.ask('subscribe', topics);
    stop.add(() => !stop.closing && socket.ask('unsubscribe', topics));
  } else {
    for (const topic of topics) await socket.io.send([Buffer.concat([SUBSCRIBE, asBuffer(utf8(topic))])]);
    stop.add(() => {
      if (stop.closing) return;
      for (const topic of topics) socket.io.sendByHand([Buffer.concat([CANCEL, asBuffer(utf8(topic))])]);
    });
  }
  await socket.io.consume(stop, delay > 0 ? () => stop.sleep(delay) : () => undefined);
};
