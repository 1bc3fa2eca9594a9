import { compileFrames } from '../../../shared/template';
import type { FrameTemplate } from '../../../shared/topology/topology';
import type { Frames } from '../zmq-socket';

/** Makes the messages of a behavior, one after the other, from its frame templates. `seq` counts from 1. */
export function messageMaker(templates: readonly FrameTemplate[], label: string): () => Frames {
  const make = compileFrames(templates);
  const fixed = templates.every((template) => typeof template !== 'string' || !template.includes('{{'));
  if (fixed) {
    const frames = make({ seq: 1, time: 0, node: label, random: Math.random }).map(asBuffer);
    return () => frames;
  }
  let seq = 0;
  return () => make({ seq: ++seq, time: Date.now(), node: label, random: Math.random }).map(asBuffer);
}

/** zeromq.js takes a plain Uint8Array for text: it has to be a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
