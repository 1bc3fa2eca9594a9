import { FORWARD, BACKWARD, KIND_HANDSHAKE, KIND_MESSAGE } from '../../../shared/traffic/flow';
import { greeting3, ready } from '../../wire/testing/zmtp-bytes';
import { ByteSink } from '../byte-sink';
import type { ExportContext, ExportFlow, ExportFormat } from '../export-format';
import { CaptureRing, type RingOptions } from '../ring';
import { writeItem } from './write-items';

/** A ring whose clock goes on by a millisecond for each item. */
export function steadyRing(options: Omit<RingOptions, 'now'> = {}): CaptureRing {
  let t = 0;
  return new CaptureRing({ ...options, now: () => (t += 0.001) });
}

/** Writes a greeting and READY of both sides, as a REQ that connects to a REP. */
export function writeHandshake(ring: CaptureRing, connection = 1): void {
  const forward = ring.writer(0, FORWARD, connection);
  const backward = ring.writer(0, BACKWARD, connection);
  writeItem(forward, KIND_HANDSHAKE, [greeting3(1)]);
  writeItem(backward, KIND_HANDSHAKE, [greeting3(1)]);
  // A READY as it is captured: without the header of its frame.
  writeItem(forward, KIND_HANDSHAKE, [ready('REQ').subarray(2)]);
  writeItem(backward, KIND_HANDSHAKE, [ready('REP').subarray(2)]);
}

export function writeMessage(
  ring: CaptureRing,
  frames: readonly (string | Uint8Array)[],
  { flow = 0, direction = FORWARD, connection = 1 } = {},
): void {
  const bytes = frames.map((frame) => Buffer.from(frame));
  writeItem(ring.writer(flow, direction, connection), KIND_MESSAGE, bytes);
}

const SIDE = { version: '3.1', mechanism: 'NULL', identity: new Uint8Array(0), properties: [] };

/** Two flows: `l1`, a REQ that connects to a REP, and `peer1`, a program with a DEALER that connects to the same. */
export const CONTEXT: ExportContext = {
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  flowOf: (flow): ExportFlow => ({
    link: flow === 0 ? 'l1' : null,
    peer: flow === 0 ? null : `peer${flow}`,
    observed: 'wire',
    connecting: {
      key: `client${flow}`,
      name: `client ${flow}`,
      side: { ...SIDE, socketType: flow === 0 ? 'REQ' : 'DEALER' },
    },
    binding: { key: 'server', name: 'the "server"', side: { ...SIDE, socketType: 'REP' } },
    endpoint: 'tcp://127.0.0.1:5555',
  }),
};

/** The whole file of everything in a ring. */
export function exported(ring: CaptureRing, format: ExportFormat): Buffer {
  const out = new ByteSink();
  format.begin(out);
  for (let seq = ring.firstSeq; seq < ring.nextSeq; seq++) format.item(out, ring.item(seq)!, ring.connectionOf(seq));
  format.end(out);
  return Buffer.from(out.content);
}
