import { CaptureRing } from '../../../src-main/capture/ring';
import { createView } from '../../../src-main/capture/view';
import { Conversation } from '../../../src-main/wire/conversation';
import { uncaptured } from '../../../src-main/wire/uncaptured';
import { ZmtpReader } from '../../../src-main/wire/zmtp-reader';
import type { ItemSink } from '../../../src-main/wire/tap';
import { greeting3, message, ready } from '../../../src-main/wire/testing/zmtp-bytes';

// The reader, the ring and a view without any socket: capture-figures MILLISECONDS. Prints what it measured as JSON.
// A process of its own, run with --expose-gc, so that its memory is only theirs.

const budget = Number(process.argv[2] ?? 1000);
const CHUNK = 64 * 1024;
const MILLION = 1_000_000;

// Before all else, so that its memory is new.
const million = millionCaptured();
console.log(
  JSON.stringify({
    ...million,
    counted: { 16: readerRate(16, uncaptured), 64: readerRate(64, uncaptured), 4096: readerRate(4096, uncaptured) },
    captured: { 16: readerRate(16, ringOf()), 64: readerRate(64, ringOf()), 4096: readerRate(4096, ringOf()) },
  }),
);

function ringOf(): CaptureRing {
  return new CaptureRing({ now: () => performance.now() / 1000 });
}

/** Frames per second that a reader takes from chunks as a busy socket gives them. */
function readerRate(bytes: number, sink: ItemSink): number {
  const { reader, counters } = readerInTraffic(sink);
  const data = messagesOf(bytes, 8 * 1024 * 1024);
  feed(reader, data);
  const before = counters.messages;
  const from = performance.now();
  while (performance.now() - from < budget) feed(reader, data);
  return (counters.messages - before) / ((performance.now() - from) / 1000);
}

/** A million captured messages of 64 bytes: the memory that they take, and how long a filter looks through them. */
function millionCaptured(): { megabytes: number; firstRowsMs: number; filterMs: number; found: number } {
  collectGarbage();
  const before = process.memoryUsage().rss;
  const ring = ringOf();
  const { reader, counters } = readerInTraffic(ring);
  const plain = message(Buffer.alloc(64, 'a'));
  const wanted = message(Buffer.alloc(64, 'a').fill('Needle', 40, 46));
  const chunk = Buffer.concat([...Array.from({ length: 999 }, () => plain), wanted]);
  while (counters.messages < MILLION) feed(reader, chunk);
  collectGarbage();
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  const from = performance.now();
  const view = createView(ring, { text: 'needle' });
  while (view.count < 100) view.advance(5);
  const rows = view.rows(view.firstIndex, 100).length;
  const firstRowsMs = performance.now() - from;
  while (!view.advance(50));
  return { megabytes, firstRowsMs, filterMs: performance.now() - from, found: rows === 100 ? view.count : 0 };
}

function readerInTraffic(sink: ItemSink): { reader: ZmtpReader; counters: { messages: number; bytes: number } } {
  const { connecting, binding } = new Conversation();
  const counters = { messages: 0, bytes: 0 };
  const reader = new ZmtpReader({
    own: connecting,
    peer: binding,
    counters,
    messages: sink.writer(0, 0),
    controls: sink.writer(0, 0),
    events: {
      ready: () => undefined,
      command: () => undefined,
      fault: (what) => {
        throw new Error(what);
      },
    },
  });
  feed(reader, Buffer.concat([greeting3(1), ready('PUSH')]));
  return { reader, counters };
}

function messagesOf(bytes: number, total: number): Buffer {
  const one = message(Buffer.alloc(bytes, 'x'));
  const data = Buffer.alloc(Math.floor(total / one.length) * one.length);
  for (let at = 0; at < data.length; at += one.length) one.copy(data, at);
  return data;
}

function feed(reader: ZmtpReader, data: Uint8Array): void {
  for (let at = 0; at < data.length; at += CHUNK) reader.read(data, at, Math.min(data.length, at + CHUNK));
}

function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error('run with --expose-gc');
  gc();
}
