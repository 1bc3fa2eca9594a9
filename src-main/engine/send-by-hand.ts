import { fail, type Result } from '../../shared/result';
import { compileFrames } from '../../shared/template';
import { findSocket, labelOf, type FrameTemplate, type SocketKey } from '../../shared/topology/topology';
import { asBuffer } from './behaviors/messages';
import { notOpen } from './errors';
import type { Run } from './run';

/**
 * Sends one message that was written by hand.
 * @param number how many of them there were, for `{{seq}}`
 */
export function sendByHand(
  run: Run | undefined,
  key: SocketKey,
  templates: readonly FrameTemplate[],
  number: number,
): Result<void> {
  const socket = run?.socket(key);
  if (!run || !socket) return fail(notOpen(key));
  const place = findSocket(run.topology, key);
  const values = { seq: number, time: Date.now(), node: place ? labelOf(place.node) : key, random: Math.random };
  run.lives.byHand(key, templates);
  return socket.io.sendByHand(compileFrames(templates)(values).map(asBuffer));
}
