import type { FlowId } from '../../shared/traffic/flow';
import type { SocketTurn, Turn, TurnsAnswer } from '../../shared/traffic/turns';
import type { RequestCounts } from '../capture/tracer';
import type { LiveSocket } from './live-socket';
import type { Run } from './run';

/** Whose turn it is at each REQ and REP, what the cables' requests wait for, and how the given devices poll. */
export function turnsOf(run: Run, devices: readonly string[]): TurnsAnswer {
  run.tracing.advance();
  return {
    t: run.now(),
    turns: [...run.sockets.values()].flatMap(turnOf),
    requests: [...run.tracing.requests()].map(([flow, counts]) => ({ flow, ...inMessages(run, flow, counts) })),
    connected: [...run.tracing.connectedSince],
    unheard: [...run.allRouting()].flatMap(([, routing]) => routing.holders.inVain()),
    polls: devices.flatMap((node) => run.tracing.pollOf(node)?.status() ?? []),
  };
}

/**
 * Under CURVE each frame is a message on the wire, and requests are counted there: of a REQ or REP of the app it is known how
 * many frames its messages have.
 */
function inMessages(run: Run, id: FlowId, counts: RequestCounts): RequestCounts {
  const { from, to } = run.flows.get(id)?.options ?? {};
  for (const end of [from, to]) {
    const account = end?.type === 'socket' ? run.ledger.accounts.get(end.key) : undefined;
    const type = account?.socket.wanted.type;
    const frames = type === 'REQ' ? account?.sealed?.given : type === 'REP' ? account?.sealed?.taken : undefined;
    if (!frames) continue;
    const { answered, waiting, abandoned } = counts;
    return {
      ...counts,
      answered: frames.messagesOf(answered),
      waiting: frames.messagesOf(waiting),
      abandoned: frames.messagesOf(abandoned),
    };
  }
  return counts;
}

function turnOf({ io, wanted, state }: LiveSocket): SocketTurn[] {
  if (state !== 'open') return [];
  const { key, type, options } = wanted;
  const turn = (name: Turn): SocketTurn[] => [{ key, turn: name }];
  if (type === 'REP') return turn(io.request === undefined ? 'mayReceive' : 'mustReply');
  if (type !== 'REQ') return [];
  if (!io.mustReceive) return turn('maySend');
  return turn(options['relaxed'] === true ? 'mayAsk' : 'mustReceive');
}
