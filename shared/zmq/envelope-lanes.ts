import type { ExplainedFrame } from './envelope';
import type { SocketType } from './socket-types';

/** A frame at one of three places: there as before, added or taken away by a socket, or not there. */
export type LaneMark = 'same' | 'added' | 'removed' | 'absent';

/** A frame at the sending program, on the wire and at the receiving program. */
export interface LaneRow {
  readonly frame: ExplainedFrame;
  readonly gave: LaneMark;
  readonly wire: LaneMark;
  readonly got: LaneMark;
}

/** The frames of an explained message as rows of the three lanes, in order. */
export function laneRows(frames: readonly ExplainedFrame[]): LaneRow[] {
  return frames.map((frame) => {
    const onWire = frame.wireIndex !== undefined;
    return {
      frame,
      gave: !frame.given ? 'absent' : onWire ? 'same' : 'removed',
      wire: !onWire ? 'absent' : frame.given ? 'same' : 'added',
      got: frame.got ? (onWire ? 'same' : 'added') : onWire ? 'removed' : 'absent',
    };
  });
}

/** One thing that a socket did to the envelope; each has a sentence in every language. Sources are those of `explainMessage`. */
export interface EnvelopeChange {
  readonly code:
    | 'reqAdds'
    | 'reqAddsId'
    | 'repPutsBack'
    | 'routerTakes'
    | 'reqTakes'
    | 'repTakes'
    | 'routerAdds'
    | 'serverTakes'
    | 'serverAdds'
    | 'dealerKeeps'
    | 'nothing';
  readonly values: Readonly<Record<string, string | number>>;
}

/** What the sockets at both ends did, first the sender's. */
export function envelopeChanges(
  frames: readonly ExplainedFrame[],
  sender: SocketType | undefined,
  receiver: SocketType | undefined,
): EnvelopeChange[] {
  const rows = laneRows(frames);
  const changes: EnvelopeChange[] = [];
  const say = (code: EnvelopeChange['code'], values: EnvelopeChange['values'] = {}) => changes.push({ code, values });
  const added = rows.filter(({ wire }) => wire === 'added');
  const taken = rows.filter(({ got }) => got === 'removed');
  const identity = rows.find(({ frame }) => frame.wireIndex === undefined)?.frame;
  const name = identity?.peerName ?? '';
  const enveloped = frames.some(({ role }) => role === 'delimiter');

  if (sender === 'REQ' && added.length > 0)
    say(added.some(({ frame }) => frame.role === 'request-id') ? 'reqAddsId' : 'reqAdds');
  if (sender === 'REP' && added.length > 0) say('repPutsBack', { count: added.length });
  if (sender === 'ROUTER' && identity) say('routerTakes', { name });
  if (sender === 'SERVER' && identity) say('serverTakes', { name });
  if (sender === 'DEALER' && enveloped) say('dealerKeeps');
  if (receiver === 'REQ' && taken.length > 0) say('reqTakes', { count: taken.length });
  if (receiver === 'REP' && taken.length > 0) say('repTakes', { count: taken.length });
  if (receiver === 'ROUTER' && identity) say('routerAdds', { name });
  if (receiver === 'SERVER' && identity) say('serverAdds', { name });
  if (receiver === 'DEALER' && enveloped && sender !== 'DEALER') say('dealerKeeps');
  if (changes.length === 0) say('nothing');
  return changes;
}
