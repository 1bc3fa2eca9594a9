import { describe, expect, it } from 'vitest';
import { CaptureRing } from './ring';
import { writeItem, writeRun } from './testing/write-items';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

function ringOf(options: Partial<ConstructorParameters<typeof CaptureRing>[0]> = {}): CaptureRing {
  let clock = 0;
  return new CaptureRing({ now: () => ++clock, bytes: 64 * 1024, items: 100, ...options });
}

describe('what is kept', () => {
  it('an item opened shows its frames as they were', () => {
    const ring = ringOf();
    writeItem(ring.writer(4, 1), 0, [bytes(''), bytes('Hello'), Buffer.alloc(300, 'z')]);
    const item = ring.item(1);
    expect(item?.row).toEqual({
      seq: 1,
      t: 1,
      flow: 4,
      direction: 'backward',
      kind: 'message',
      frames: 3,
      size: 305,
      preview: `∅ | Hello | ${'z'.repeat(108)}`,
      truncated: false,
      sealed: false,
    });
    expect(item?.frames.map(({ size, more, truncated }) => [size, more, truncated])).toEqual([
      [0, true, false],
      [5, true, false],
      [300, false, false],
    ]);
    expect(Buffer.from(item?.frames[1]?.bytes ?? []).toString()).toBe('Hello');
  });

  it('what was given out stays as it was when the ring goes on', () => {
    const ring = ringOf({ items: 1 });
    writeItem(ring.writer(0, 0), 0, [bytes('first')]);
    const item = ring.item(1);
    writeItem(ring.writer(0, 0), 0, [bytes('xxxxx')]);
    expect(Buffer.from(item?.frames[0]?.bytes ?? []).toString()).toBe('first');
    expect(ring.item(1)).toBeUndefined();
  });

  it('half-read items of several connections do not mix; each counts when it is whole', () => {
    const ring = ringOf();
    const one = ring.writer(1, 0);
    const two = ring.writer(2, 1);
    one.begin(0, false);
    one.frame(4, false);
    one.bytes(bytes('ab'), 0, 2);
    two.begin(0, false);
    two.frame(1, false);
    two.bytes(bytes('z'), 0, 1);
    expect(ring.nextSeq).toBe(1);
    two.end();
    one.bytes(bytes('cd'), 0, 2);
    one.end();
    expect([ring.row(1)?.preview, ring.row(2)?.preview]).toEqual(['z', 'abcd']);
  });

  it('nothing of an abandoned item', () => {
    const ring = ringOf();
    const writer = ring.writer(1, 0);
    writer.begin(0, false);
    writer.frame(4, false);
    writer.abandon();
    writer.bytes(bytes('late'), 0, 4);
    writer.end();
    expect(ring.nextSeq).toBe(1);
  });

  it('a long frame is cut at the limit, and its real size is known', () => {
    const ring = ringOf({ frameLimit: 10 });
    writeItem(ring.writer(0, 0), 0, [Buffer.alloc(100, 'a'), bytes('end')]);
    const item = ring.item(1);
    expect(item?.row).toMatchObject({ size: 103, frames: 2, truncated: true });
    expect(item?.frames.map(({ size, truncated, bytes: kept }) => [size, truncated, kept.length])).toEqual([
      [100, true, 10],
      [3, false, 3],
    ]);
  });

  it('of an item beyond all measure the front is kept and the rest is counted', () => {
    const ring = ringOf({ bytes: 8 * 1024 });
    const parts = Array.from({ length: 500 }, () => Buffer.alloc(50, 'b'));
    writeItem(ring.writer(0, 0), 0, parts);
    writeRun(ring.writer(0, 0), [parts]);
    for (const item of [ring.item(1), ring.item(2)]) {
      expect(item?.row).toMatchObject({ frames: 500, size: 25_000, truncated: true });
      expect(item?.frames.length).toBeLessThan(25);
    }
  });

  it('a length that was only claimed costs nothing', () => {
    const ring = ringOf();
    const before = process.memoryUsage().arrayBuffers;
    const writers = Array.from({ length: 100 }, (_, i) => ring.writer(i, 0));
    for (const writer of writers) {
      writer.begin(0, false);
      writer.frame(2 ** 40, false);
      writer.bytes(bytes('x'), 0, 1);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });
});

describe('bounds', () => {
  it('drops the oldest by count, and says how many', () => {
    const ring = ringOf({ items: 10 });
    for (let i = 1; i <= 25; i++) writeItem(ring.writer(0, 0), 0, [bytes(`n${i}`)]);
    expect([ring.firstSeq, ring.nextSeq, ring.dropped]).toEqual([16, 26, 15]);
    expect(ring.row(15)).toBeUndefined();
    expect(ring.row(16)?.preview).toBe('n16');
    expect(ring.row(25)?.preview).toBe('n25');
    expect(ring.row(26)).toBeUndefined();
  });

  it('drops the oldest by bytes', () => {
    const ring = ringOf({ bytes: 10_000, items: 1000 });
    for (let i = 1; i <= 100; i++) writeItem(ring.writer(0, 0), 0, [Buffer.alloc(1000, i)]);
    expect(ring.nextSeq - ring.firstSeq).toBe(9);
    for (let seq = ring.firstSeq; seq < ring.nextSeq; seq++) expect(ring.item(seq)?.frames[0]?.bytes[999]).toBe(seq);
  });

  it('switched off it keeps nothing; switched on again it goes on', () => {
    const ring = ringOf();
    const writer = ring.writer(0, 0);
    writeItem(writer, 0, [bytes('a')]);
    ring.storing = false;
    expect(writer.storing).toBe(false);
    writeItem(writer, 0, [bytes('b')]);
    writeRun(writer, [[bytes('c')]]);
    ring.storing = true;
    writeItem(writer, 0, [bytes('d')]);
    expect([1, 2, 3].map((seq) => ring.row(seq)?.preview)).toEqual(['a', 'd', undefined]);
  });

  it('reset forgets all and starts at 1', () => {
    const ring = ringOf({ items: 2 });
    for (let i = 0; i < 5; i++) writeItem(ring.writer(0, 0), 0, [bytes('old')]);
    ring.reset();
    expect([ring.firstSeq, ring.nextSeq, ring.dropped, ring.row(1)]).toEqual([1, 1, 0, undefined]);
    writeItem(ring.writer(0, 0), 0, [bytes('new')]);
    expect(ring.row(1)?.preview).toBe('new');
  });
});

describe('lines', () => {
  const label = (kind: number, body: Buffer): string | undefined => {
    const ring = ringOf();
    writeItem(ring.writer(0, 0), kind, [body]);
    return ring.row(1)?.label;
  };

  it.each([
    [1, '\x09SUBSCRIBEweather', 'SUBSCRIBE weather'],
    [1, '\x06CANCEL', 'CANCEL'],
    [1, '\x01weather', 'SUBSCRIBE weather'],
    [1, '\x00weather', 'CANCEL weather'],
    [1, '\x04PING\0\0', 'PING'],
    [2, '\x05READY\x0bSocket-Type\0\0\0\x06DEALER\x08Identity\0\0\0\x02me', 'READY DEALER me'],
    [2, '\x05ERROR\x04nope', 'ERROR nope'],
    [2, `\xff${'\0'.repeat(8)}\x7f\x03\x01NULL${'\0'.repeat(48)}`, 'ZMTP 3.1 NULL'],
    [2, `\xff${'\0'.repeat(8)}\x7f\x01\x05`, 'ZMTP 2.0'],
    [2, 'me', 'identity me'],
    [0, '\x04PING\0\0', undefined],
  ])('kind %i, %j: %s', (kind, body, text) => {
    expect(label(kind, bytes(body))).toBe(text);
  });

  it('a preview is one line of printable text, of the front only', () => {
    const ring = ringOf();
    writeItem(ring.writer(0, 0), 0, [Buffer.from('naïve 日本 😀\n\u001b[0m\u202e')]);
    writeItem(ring.writer(0, 0), 0, [Buffer.from([0xff, 0x00, 0x41])]);
    writeItem(ring.writer(0, 0), 0, [Buffer.from('😀'.repeat(1000))]);
    expect(ring.row(1)?.preview).toBe('naïve 日本 😀··[0m·');
    expect(ring.row(2)?.preview).toBe('··A');
    expect(ring.row(3)?.preview).toBe('😀'.repeat(60));
  });

  it('a sealed item shows nothing of its bytes', () => {
    const ring = ringOf();
    writeRun(ring.writer(0, 0), [[bytes('looks like text')]], true);
    expect(ring.row(1)).toMatchObject({ sealed: true, preview: '', size: 15 });
  });
});
