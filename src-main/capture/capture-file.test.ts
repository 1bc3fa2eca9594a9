import { readdir, readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTopology } from '../../shared/topology/defaults';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import { temporaryFolder } from '../testing/temporary-folder';
import { packSection, PREAMBLE } from './capture-file';
import { openCapture } from './capture-file-read';
import type { CaptureHead, CaptureRun } from './capture-file-schema';
import { saveCapture } from './capture-file-write';
import { KeptItems } from './kept-items';
import type { CaptureRing } from './ring';
import { steadyRing, writeHandshake, writeMessage } from './testing/captured';
import { writeItem } from './testing/write-items';

const at = temporaryFolder();
const signal = new AbortController().signal;
const quiet = () => undefined;

const HEAD: CaptureHead = {
  format: 'zmqcap/1',
  name: 'Test',
  app: 'ZeroMQ Patchbay 1',
  libzmq: '4.3.5',
  startedAt: 1_700_000_000_000,
  savedAt: 1_700_000_100_000,
  duration: 100,
};
const END = { type: 'socket', key: 'a' } as const;
const SIDE = { version: '3.1', mechanism: 'NULL', socketType: 'REQ', identity: '00ff', properties: [] };
const RUN: CaptureRun = {
  flows: [
    { id: 0, link: 'l1', observe: 'wire', from: END, to: END },
    {
      id: 1,
      peer: 'peer1',
      observe: 'wire',
      from: { type: 'peer' },
      to: END,
      connection: { id: 7, remote: '127.0.0.1:1', connecting: SIDE, binding: SIDE },
    },
  ],
  links: [],
  peers: [],
  routing: [{ router: 'a', ids: [{ id: '0001', flow: 1, connection: 7, known: 'exact' }] }],
};

function itemsOf(ring: CaptureRing): KeptItems {
  return new KeptItems(ring, undefined);
}

async function saved(ring: CaptureRing, name = 'a.zmqcap'): Promise<string> {
  const path = at(name);
  const job = {
    path,
    head: HEAD,
    topology: emptyTopology('Test'),
    run: RUN,
    items: itemsOf(ring),
    signal,
    onProgress: quiet,
  };
  expect(await saveCapture(job)).toMatchObject({ ok: true });
  return path;
}

function opened(path: string) {
  return openCapture({ path, signal, onProgress: quiet });
}

async function ringOf(path: string): Promise<CaptureRing> {
  const file = await opened(path);
  if (!file.ok || file.value === 'canceled') throw new Error(JSON.stringify(file));
  return file.value.ring;
}

function items(ring: CaptureRing) {
  const all = [];
  for (let seq = ring.firstSeq; seq < ring.nextSeq; seq++) all.push({ ...ring.item(seq), at: ring.connectionOf(seq) });
  return all;
}

describe('a capture file', () => {
  it('has everything that the ring had, and says of what and when', async () => {
    const ring = steadyRing({ frameLimit: 100 });
    writeHandshake(ring);
    writeMessage(ring, ['', 'Hello', Buffer.alloc(300)]);
    writeItem(ring.writer(1, BACKWARD), 0, [Buffer.from('sealed')], true);
    const path = await saved(ring);
    const file = await opened(path);
    expect(file).toMatchObject({ ok: true, value: { head: HEAD, run: RUN, missing: 0, cutOff: false } });
    expect(items(await ringOf(path))).toEqual(items(ring));
    expect(await readdir(at())).toEqual(['a.zmqcap']);
  });

  it('gives back any items', async () => {
    const message = fc.record({
      flow: fc.constantFrom(0, 1),
      direction: fc.constantFrom(FORWARD, BACKWARD),
      connection: fc.integer({ min: 0, max: 5 }),
      frames: fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 5 }),
      sealed: fc.boolean(),
      kind: fc.constantFrom(0, 1, 2),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 16, max: 64 }),
        async (all, limit) => {
          const ring = steadyRing({ items: 40, bytes: 2048, frameLimit: limit, itemLimit: limit * 2 });
          for (const { flow, direction, connection, frames, sealed, kind } of all) {
            writeItem(ring.writer(flow, direction, connection), kind, frames, sealed);
          }
          expect(items(await ringOf(await saved(ring)))).toEqual(items(ring));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has where items came from that came through a device, over sections, also where that has gone', async () => {
    const ring = steadyRing({ items: 20_000 });
    for (let i = 1; i <= 25_000; i++) writeMessage(ring, [String(i)]);
    for (let seq = 4999; seq < 25_000; seq += 3) ring.hops.link(seq, seq + 2, seq % 2 === 0);
    const read = await ringOf(await saved(ring));
    for (let seq = 5001; seq <= 25_000; seq++) {
      const { hops } = ring;
      const expected = [hops.sourceOf(seq), hops.isInferred(seq), ring.has(hops.sourceOf(seq)) ? 1 : 0];
      const source = read.hops.sourceOf(seq);
      expect([source, read.hops.isInferred(seq), read.hops.resultsOf(source, 5).includes(seq) ? 1 : 0]).toEqual(
        expected,
      );
    }
  });

  it('passes over sections of a later app that it can do without, and refuses others', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['x']);
    const whole = await readFile(await saved(ring));
    const at2 = whole.indexOf('ITEM');
    for (const [name, outcome] of [
      ['more', true],
      ['MORE', false],
    ] as const) {
      const section = await packSection('mark', Buffer.from('?'));
      section.write(name, 0, 'latin1');
      await writeFile(at('later.zmqcap'), Buffer.concat([whole.subarray(0, at2), section, whole.subarray(at2)]));
      expect((await opened(at('later.zmqcap'))).ok).toBe(outcome);
    }
  });

  it('opens a file of version 1, which had none of the sections beside', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['x']);
    const whole = await readFile(await saved(ring));
    whole.writeUInt32LE(1, 8);
    await writeFile(at('old.zmqcap'), whole);
    expect(await opened(at('old.zmqcap'))).toMatchObject({ ok: true, value: { marks: [], wire: [] } });
  });

  it('keeps the numbers of items that came after others had gone, in as many sections as they need', async () => {
    const ring = steadyRing({ items: 20_000 });
    for (let i = 1; i <= 25_000; i++) writeMessage(ring, [String(i)]);
    const path = await saved(ring);
    const read = await ringOf(path);
    expect([read.firstSeq, read.nextSeq, read.dropped]).toEqual([5001, 25_001, 5000]);
    expect(read.row(5001)?.preview).toBe('5001');
    expect(read.row(25_000)?.preview).toBe('25000');
    expect(await opened(path)).toMatchObject({ value: { missing: 5000 } });
  });

  it('is opened as far as it goes where it was cut off behind its beginning', async () => {
    const ring = steadyRing();
    for (let i = 1; i <= 20_000; i++) writeMessage(ring, [String(i)]);
    const whole = await readFile(await saved(ring));
    const path = at('cut.zmqcap');
    await writeFile(path, whole.subarray(0, whole.length - 2000));
    const file = await opened(path);
    expect(file).toMatchObject({ ok: true, value: { cutOff: true } });
    const read = await ringOf(path);
    expect(read.firstSeq).toBe(1);
    expect(read.nextSeq).toBe(16_385);
  });

  it('says what is broken, and where', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['x']);
    const whole = await readFile(await saved(ring));
    const broken = async (change: (bytes: Buffer) => Buffer | void) => {
      const bytes = Buffer.from(whole);
      const changed = change(bytes) ?? bytes;
      await writeFile(at('broken.zmqcap'), changed);
      const file = await opened(at('broken.zmqcap'));
      return file.ok ? 'opened' : file.error;
    };
    const section = (name: string) => whole.indexOf(name);
    expect(await broken(() => Buffer.from('{"format":"zmq-patchbay/1"}'))).toMatchObject({ code: 'capture-file-none' });
    expect(await broken((bytes) => void bytes.writeUInt32LE(3, 8))).toMatchObject({
      code: 'capture-file-version',
      values: { version: 3 },
    });
    expect(await broken((bytes) => void bytes.fill(7, section('ITEM') + 20, section('ITEM') + 24))).toMatchObject({
      code: 'capture-file-damaged',
      values: { section: 'ITEM', at: section('ITEM') },
    });
    expect(await broken((bytes) => void bytes.write('JTEM', section('ITEM')))).toMatchObject({
      code: 'capture-file-section',
      values: { at: section('ITEM') },
    });
    expect(await broken((bytes) => bytes.subarray(0, PREAMBLE + 3))).toMatchObject({ code: 'capture-file-cut' });
    expect(await broken((bytes) => bytes.subarray(0, 5))).toMatchObject({ code: 'capture-file-none' });
    const gone = await opened(at('none.zmqcap'));
    expect(gone).toMatchObject({ ok: false, error: { code: 'capture-file-read' } });
  });

  it('opens, or says why not, whatever byte of it is changed', async () => {
    const ring = steadyRing();
    writeHandshake(ring);
    for (let i = 0; i < 5; i++) writeMessage(ring, ['frame', String(i)]);
    const whole = await readFile(await saved(ring));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (place, value) => {
        const bytes = Buffer.from(whole);
        bytes[place] = value;
        await writeFile(at('any.zmqcap'), bytes);
        const file = await opened(at('any.zmqcap'));
        expect(file.ok || file.error.message.includes('any.zmqcap')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves an older file as it was where the new one is canceled or cannot be written', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['x']);
    const path = await saved(ring);
    const before = await readFile(path);
    const abort = new AbortController();
    abort.abort();
    const job = { path, head: HEAD, topology: emptyTopology(''), run: RUN, items: itemsOf(ring), onProgress: quiet };
    expect(await saveCapture({ ...job, signal: abort.signal })).toEqual({ ok: true, value: 'canceled' });
    expect(await saveCapture({ ...job, signal, path: at('no', 'folder') })).toMatchObject({ ok: false });
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(at())).toEqual(['a.zmqcap']);
  });
});
