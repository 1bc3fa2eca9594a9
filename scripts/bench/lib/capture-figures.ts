import type { FilterWorld } from '../../../src-main/capture/filter/world';
import { CaptureRing } from '../../../src-main/capture/ring';
import { endNames, linkFacts } from '../../../src-main/capture/testing/filter-worlds';
import { createView } from '../../../src-main/capture/view';
import { Conversation } from '../../../src-main/wire/conversation';
import { uncaptured } from '../../../src-main/wire/uncaptured';
import type { WireReader } from '../../../src-main/wire/wire-reader';
import { ZmtpReader } from '../../../src-main/wire/zmtp-reader';
import { ZwsReader } from '../../../src-main/wire/zws-reader';
import type { ItemSink } from '../../../src-main/wire/tap';
import { greeting3, message, ready } from '../../../src-main/wire/testing/zmtp-bytes';
import { client, request } from '../../../src-main/wire/testing/zws-bytes';

// The reader, the ring and a view without any socket: capture-figures MILLISECONDS. Prints what it measured as JSON.
// A process of its own, run with --expose-gc, so that its memory is only theirs.

const budget = Number(process.argv[2] ?? 1000);
const CHUNK = 64 * 1024;
const MILLION = 1_000_000;
const MEBIBYTE = 1024 * 1024;

/** Filters of each kind, all of which find the thousand messages that are wanted. */
const FILTERS = {
  text: 'needle',
  regex: 'body~/ne+dle [0-9]+/i',
  'regex without a fixed text': 'body~/[m-o]ee[cd]le [0-9]+/i',
  json: 'json.price>10',
  compound: 'socket:PUSH dir:forward size>=64 frames=1 (json.name:needle or latency>1s) not hex:00ff',
};

// Before all else, so that its memory is new.
const million = millionCaptured();
console.log(
  JSON.stringify({
    ...million,
    heapPerFrame: heapPerFrame(zmtpInTraffic, messagesOf(16, MEBIBYTE)),
    web: {
      counted: readerRate(64, uncaptured, zwsInTraffic, webMessagesOf),
      captured: readerRate(64, ringOf(), zwsInTraffic, webMessagesOf),
      heapPerFrame: heapPerFrame(zwsInTraffic, webMessagesOf(16, MEBIBYTE)),
    },
    counted: { 16: readerRate(16, uncaptured), 64: readerRate(64, uncaptured), 4096: readerRate(4096, uncaptured) },
    captured: { 16: readerRate(16, ringOf()), 64: readerRate(64, ringOf()), 4096: readerRate(4096, ringOf()) },
  }),
);

function ringOf(): CaptureRing {
  return new CaptureRing({ now: () => performance.now() / 1000 });
}

/** Frames per second that a reader takes from chunks as a busy socket gives them. */
function readerRate(bytes: number, sink: ItemSink, inTraffic = zmtpInTraffic, dataOf = messagesOf): number {
  const { reader, counters } = inTraffic(sink);
  const data = dataOf(bytes, 8 * MEBIBYTE);
  feed(reader, data);
  const before = counters.messages;
  const from = performance.now();
  while (performance.now() - from < budget) feed(reader, data);
  return (counters.messages - before) / ((performance.now() - from) / 1000);
}

/**
 * Bytes of the heap that reading a frame takes, over frames of 16 bytes: the least of many rounds, because the runtime
 * compiles in some of them. A round is too short for its garbage to be collected before it is counted.
 */
function heapPerFrame(inTraffic: typeof zmtpInTraffic, data: Buffer): number {
  const { reader, counters } = inTraffic(uncaptured);
  const rounds = Array.from({ length: 40 }, () => {
    collectGarbage();
    const [before, read] = [process.memoryUsage().heapUsed, counters.messages];
    feed(reader, data);
    return Math.max(0, process.memoryUsage().heapUsed - before) / (counters.messages - read);
  });
  return Math.min(...rounds);
}

interface FilterFigures {
  readonly name: string;
  readonly firstRowsMs: number;
  readonly allMs: number;
  readonly found: number;
}

/** A million captured messages of 64 bytes: the memory that they take, and how long filters look through them. */
function millionCaptured(): { megabytes: number; filters: FilterFigures[] } {
  collectGarbage();
  const before = process.memoryUsage().rss;
  const ring = ringOf();
  const { reader, counters } = zmtpInTraffic(ring);
  const plain = message(jsonOf(9, 'ordinary'));
  const wanted = message(jsonOf(11, 'Needle 1'));
  const chunk = Buffer.concat([...Array.from({ length: 999 }, () => plain), wanted]);
  while (counters.messages < MILLION) feed(reader, chunk);
  collectGarbage();
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  return { megabytes, filters: Object.entries(FILTERS).map(([name, query]) => filterFigures(ring, name, query)) };
}

/** A document of 64 bytes. */
function jsonOf(price: number, name: string): Buffer {
  return Buffer.from(JSON.stringify({ price, name }).slice(0, -1).padEnd(63) + '}');
}

function filterFigures(ring: CaptureRing, name: string, query: string): FilterFigures {
  const facts = linkFacts('l1', endNames('PUSH', 'source'), endNames('PULL', 'sink'));
  const world: FilterWorld = { flow: () => facts, startedAt: 0, now: () => 0 };
  const from = performance.now();
  const view = createView(ring, { query }, world);
  while (view.count < 100) view.advance(5);
  const rows = view.rows(view.firstIndex, 100).length;
  const firstRowsMs = performance.now() - from;
  while (!view.advance(50));
  return { name, firstRowsMs, allMs: performance.now() - from, found: rows === 100 ? view.count : 0 };
}

interface InTraffic {
  readonly reader: WireReader;
  readonly counters: { messages: number; bytes: number };
}

function zmtpInTraffic(sink: ItemSink): InTraffic {
  return inTraffic(ZmtpReader, sink, Buffer.concat([greeting3(1), ready('PUSH')]));
}

/** The client's side of a WebSocket, whose frames are masked. */
function zwsInTraffic(sink: ItemSink): InTraffic {
  return inTraffic(ZwsReader, sink, Buffer.concat([request(), client.ready('PUSH')]));
}

function inTraffic(Reader: typeof ZmtpReader | typeof ZwsReader, sink: ItemSink, opening: Buffer): InTraffic {
  const { connecting, binding } = new Conversation();
  const counters = { messages: 0, bytes: 0 };
  const reader = new Reader({
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
  feed(reader, opening);
  return { reader, counters };
}

function messagesOf(bytes: number, total: number): Buffer {
  return repeated(message(Buffer.alloc(bytes, 'x')), total);
}

function webMessagesOf(bytes: number, total: number): Buffer {
  return repeated(client.message(Buffer.alloc(bytes, 'x')), total);
}

function repeated(one: Buffer, total: number): Buffer {
  const data = Buffer.alloc(Math.floor(total / one.length) * one.length);
  for (let at = 0; at < data.length; at += one.length) one.copy(data, at);
  return data;
}

function feed(reader: WireReader, data: Uint8Array): void {
  for (let at = 0; at < data.length; at += CHUNK) reader.read(data, at, Math.min(data.length, at + CHUNK));
}

function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error('run with --expose-gc');
  gc();
}
