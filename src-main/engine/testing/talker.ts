import type { Behavior } from '../../../shared/topology/topology';
import { socketFacts, type SocketType } from '../../../shared/zmq/socket-types';

/** What makes messages go from `type` to its peer, or back to it, so that both ends are seen to work. */
export function talker(type: SocketType): Behavior {
  const { sends, shape } = socketFacts(type);
  const every = '20ms';
  switch (type) {
    case 'REQ':
    case 'CLIENT':
      return { type: 'request', every, frames: ['hello'] };
    case 'DEALER':
      return { type: 'generate', every, frames: ['', 'hello'] };
    case 'REP':
    case 'ROUTER':
    case 'SERVER':
      return { type: 'reply', echo: true };
    case 'SUB':
    case 'XSUB':
      return { type: 'subscribe', topics: ['news'] };
    case 'DISH':
      return { type: 'join', groups: ['news'] };
    default:
      if (!sends) return { type: 'sink' };
      return { type: 'generate', every, frames: shape === 'group' ? ['news', 'hello'] : ['news hello'] };
  }
}
