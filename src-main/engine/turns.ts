import type { SocketTurn, Turn, TurnsAnswer } from '../../shared/traffic/turns';
import type { LiveSocket } from './live-socket';
import type { Run } from './run';

/** Whose turn it is at each REQ and REP, what the cables' requests wait for, and how the given devices poll. */
export function turnsOf(run: Run, devices: readonly string[]): TurnsAnswer {
  run.tracing.advance();
  return {
    t: run.now(),
    turns: [...run.sockets.values()].flatMap(turnOf),
    requests: [...run.tracing.requests()].map(([flow, counts]) => ({ flow, ...counts })),
    connected: [...run.tracing.connectedSince],
    polls: devices.flatMap((node) => run.tracing.pollOf(node)?.status() ?? []),
  };
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
