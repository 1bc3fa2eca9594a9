import type { ItemDetail } from './detail';
import { explainMessage, type ExplainedFrame } from '../zmq/envelope';

/** What each frame of an opened message is for; the sockets' own work on it where it was seen on a wire. */
export function explainItem({ item, sender, receiver, routing, names, observed }: ItemDetail): ExplainedFrame[] {
  const routerEnd = sender.socketType === 'ROUTER' ? receiver : sender;
  // What was counted at a socket has no wire: there the frames are the program's, and no socket's work is to be seen.
  const wire = observed === 'wire';
  return explainMessage(item.frames, {
    sender: wire ? sender.socketType : withoutEnvelope(sender.socketType),
    receiver: wire ? receiver.socketType : withoutEnvelope(receiver.socketType),
    sealed: item.row.sealed,
    routingId: routing?.id,
    routingName: routing ? routerEnd.name : undefined,
    names: new Map(names),
  });
}

function withoutEnvelope(type: ItemDetail['sender']['socketType']): ItemDetail['sender']['socketType'] {
  return type === 'PUB' || type === 'XPUB' || type === 'SUB' || type === 'XSUB' ? type : undefined;
}
