import { writeFile } from 'node:fs/promises';
import { gzipSync, deflateSync } from 'node:zlib';
import { encode as msgpack } from '@msgpack/msgpack';
import { encode as cbor } from 'cbor2';
import type { FrameTemplate, TopologyNode } from '../../shared/topology/topology';
import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const bytes = (value: Uint8Array): FrameTemplate => ({ hex: Buffer.from(value).toString('hex') });

/** A red square of eight pixels. */
function png(): Buffer {
  const size = 8;
  const rows = Buffer.concat(
    Array.from({ length: size }, () => Buffer.from([0, ...Array<number[]>(size).fill([255, 0, 0]).flat()])),
  );
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, size, 0, 0, 0, size, 8, 2, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** What each socket sends behind a frame with its name. The numbers differ from message to message. */
const PAYLOADS: Readonly<Record<string, FrameTemplate>> = {
  json: '{"order": {"id": 12345678901234567890, "seq": {{seq}}}, "city": "北京"}',
  msgpack: bytes(msgpack({ id: 7, price: 1.5, name: 'ZeroMQ' })),
  cbor: bytes(cbor({ id: 7, list: [1, 2, 3], name: 'ZeroMQ' })),
  protobuf: { hex: '089601' + '12065a65726f4d51' + '1a020801' },
  gzip: bytes(gzipSync('{"inside": "of gzip", "needle": true}')),
  png: bytes(png()),
  garbage: { hex: '81ff00c1dfa0fe8b1f0b' },
};

const nodes: TopologyNode[] = [
  { ...socketAt(1, 'sink', 'PULL', { behavior: { type: 'sink' } }), position: { x: 400, y: 0 } },
  ...Object.entries(PAYLOADS).map(([name, payload], index) => ({
    ...socketAt(0, name, 'PUSH', {
      behavior: { type: 'generate', every: '100ms', count: 3, frames: [`as ${name}`, payload] } as const,
    }),
    position: { x: 0, y: index * 110 },
  })),
];
const FORMATS = topologyOf(
  'Formats',
  nodes,
  Object.keys(PAYLOADS).map((name) => `${name} > sink`),
);

const PROTO =
  'syntax = "proto3"; package shop; message Order { int32 number = 1; string title = 2; Part part = 3; } message Part { int32 count = 1; }';

test('reads each frame as what it is, marks the bytes of a value, and reads it otherwise when told', async ({
  start,
  saved,
  at,
}) => {
  const app = await start(await saved('formats.zmq.json', FORMATS));
  const { messages, page } = app;
  await app.run();
  const open = async (name: string) => {
    await messages.filter(`as ${name}`);
    await expect(messages.rows.filter({ hasText: name })).toHaveCount(3);
    await messages.rows.first().click();
    await expect(messages.opened).toContainText(`${name}PUSH`);
    return messages.frame(1);
  };
  const chosen = messages.opened.locator('[role="treeitem"][aria-selected="true"]');
  const marked = (selector: string) => messages.frame(1).locator(`${selector}[data-state="marked"]`);

  const json = await open('json');
  await expect(json.getByTestId('decoder')).toHaveAttribute('data-decoder', 'json');
  await json.getByTestId('tree-row').filter({ hasText: 'id:' }).click();
  await expect(json.getByTestId('tree-row').filter({ hasText: '12345678901234567890' })).toHaveCount(1);
  await expect(json.getByTestId('tree-path')).toHaveText('$.order.id');
  await expect(json.getByTestId('selection-facts')).toContainText('20 bytes');
  // Twenty bytes, each in hexadecimal and as text.
  await expect(marked('[data-byte]')).toHaveCount(40);
  await json.getByTestId('hex').locator('[data-byte="3"]').first().click();
  await expect(chosen).toContainText('2 members');
  await json.getByTestId('decoder').click();
  await page.getByTestId('decoder-text').click();
  await expect(json.getByTestId('frame-text')).toContainText('{"order"');
  // Remembered for this frame of this link, and for no other.
  await messages.rows.nth(1).click();
  await expect(messages.frame(1).getByTestId('decoder')).toHaveAttribute('data-decoder', 'text');

  const packed = await open('msgpack');
  await packed.getByTestId('tree-row').filter({ hasText: 'price:' }).click();
  await expect(packed.getByTestId('selection-facts')).toContainText('9 bytes');
  await expect((await open('cbor')).getByTestId('tree-row').filter({ hasText: 'list:' })).toContainText('3 items');
  await expect((await open('gzip')).getByTestId('unpacked').getByTestId('tree-row').nth(1)).toContainText('of gzip');
  const image = (await open('png')).getByTestId('image');
  await expect(image).toHaveAttribute('alt', /8 × 8/);
  expect(await image.evaluate((element: HTMLImageElement) => element.decode().then(() => element.naturalWidth))).toBe(
    8,
  );
  const garbage = await open('garbage');
  await expect(garbage.getByTestId('decoder')).toHaveAttribute('data-decoder', 'bytes');
  await garbage.getByTestId('decoder').click();
  await page.getByTestId('decoder-msgpack').click();
  await expect(garbage.getByTestId('fault')).toContainText('MessagePack');

  const protobuf = await open('protobuf');
  await expect(protobuf.getByTestId('tree-row').filter({ hasText: 'field 2' })).toContainText('"ZeroMQ"');
  await writeFile(at('shop.proto'), PROTO);
  await protobuf.getByTestId('decoder').click();
  await page.getByTestId('proto-file').setInputFiles(at('shop.proto'));
  await page.getByTestId('proto-message').filter({ hasText: 'shop.Order' }).click();
  await expect(protobuf.getByTestId('tree-row').filter({ hasText: 'title:' })).toContainText('"ZeroMQ"');
  await expect(protobuf.getByTestId('tree-row').filter({ hasText: 'number:' })).toContainText('150');
});

test('finds in the opened message, bookmarks it with a note, and compares it with another', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('formats.zmq.json', FORMATS));
  const { messages, page } = app;
  await app.run();
  await messages.filter('as json');
  await expect(messages.rows).toHaveCount(3);
  await messages.rows.first().click();

  await messages.frame(1).getByTestId('hex').click();
  await page.keyboard.press('Control+f');
  const search = page.getByTestId('message-search');
  await search.getByTestId('message-search-text').fill('O');
  // “json” of the first frame and “order” of the second.
  await expect(search.getByTestId('message-search-count')).toHaveText('1 of 2');
  await page.keyboard.press('Enter');
  await expect(search.getByTestId('message-search-count')).toHaveText('2 of 2');
  await expect(messages.frame(1).getByTestId('selection-facts')).toContainText('offset 2');
  await search.getByTestId('message-search-mode').getByText('Hex').click();
  await search.getByTestId('message-search-text').fill('e58c97');
  await expect(search.getByTestId('message-search-count')).toHaveText('1 of 1');
  // Also what only its decoder reads: a number of MessagePack, and what is inside of a compressed frame.
  await search.getByTestId('message-search-mode').getByText('Text').click();
  await search.getByTestId('message-search-text').fill('1.5');
  await expect(search.getByTestId('message-search-count')).toHaveText('0 of 0');
  await messages.filter('as msgpack');
  await messages.open('as msgpack');
  await expect(search.getByTestId('message-search-count')).toHaveText('1 of 1');
  await expect(messages.frame(1).locator('[role="treeitem"][aria-selected="true"]')).toHaveText('price:1.5float 64');
  await expect(messages.frame(1).getByTestId('selection-facts')).toContainText('offset 11');
  await messages.filter('as gzip');
  await messages.open('as gzip');
  await search.getByTestId('message-search-text').fill('NEEDLE');
  await expect(search.getByTestId('message-search-count')).toHaveText('1 of 1');
  await expect(messages.frame(1).getByTestId('unpacked').getByTestId('selection-facts').first()).toContainText(
    'offset 23',
  );
  await page.screenshot({ path: 'test-results/screens/find-in-values.png' });
  await search.getByTestId('message-search-text').press('Escape');
  await expect(search).toHaveCount(0);
  await messages.filter('as json');
  await expect(messages.rows.filter({ hasText: 'as json' })).toHaveCount(3);
  await messages.rows.first().click();

  await messages.opened.getByTestId('mark').click();
  await messages.opened.getByTestId('mark-note').fill('the first order');
  await messages.rows.nth(1).click();
  await expect(messages.opened.getByTestId('mark-note')).toHaveCount(0);
  await page.getByTestId('bookmarks').click();
  await expect(page.getByTestId('bookmark')).toContainText('the first order');
  await page.getByTestId('bookmark').click();
  await expect(messages.rows.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('bookmarks-list')).toHaveCount(0);

  // A second row that is chosen is compared with the first.
  await messages.rows.nth(2).click({ modifiers: ['Control'] });
  await expect(page.getByTestId('chosen-count')).toHaveText('2 chosen');
  await page.getByTestId('detail-compare').click();
  await expect(page.getByTestId('compare-two')).toBeVisible();
  await page.getByTestId('chosen-compare').click();
  const compared = messages.opened.getByTestId('compare-frame');
  await expect(compared.nth(0)).toHaveAttribute('data-type', 'same');
  await expect(compared.nth(1)).toHaveAttribute('data-type', 'changed');
  await expect(compared.nth(1).getByTestId('value-differences')).toHaveText('order.seq13');
  // Another run begins without bookmarks.
  await app.stop();
  await app.run();
  await page.getByTestId('bookmarks').click();
  await expect(page.getByTestId('bookmarks-list')).toContainText('No message is bookmarked yet');
});
