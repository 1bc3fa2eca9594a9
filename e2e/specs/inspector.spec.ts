import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { SocketNode } from '../../shared/topology/topology';
import { socketAt, topologyOf } from '../fixtures/topologies';
import { expect, test } from '../fixtures/test';
import { Inspector } from '../pages/inspector';
import type { Patchbay } from '../pages/patchbay';

const PIPELINE = topologyOf(
  'Pipeline',
  [
    socketAt(0, 'source', 'PUSH', { behavior: { type: 'generate', every: '50ms', frames: ['slow {{seq}}'] } }),
    socketAt(1, 'sink', 'PULL', { behavior: { type: 'sink' } }),
  ],
  ['source > sink'],
);

/** The node as the document has it, once thread 1 was told. */
async function nodeOf(app: Patchbay, id: string): Promise<SocketNode | undefined> {
  const { document } = await app.state();
  return document.topology.nodes.find((node): node is SocketNode => node.id === id && node.kind === 'socket');
}

test('text that cannot be taken stays in its field with the reason, and never gets into the document', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('pipeline.zmq.json', PIPELINE));
  const inspector = new Inspector(app.page);
  await app.canvas.select('source');
  const every = inspector.field('behavior-every');
  await every.fill('soon');
  await expect(inspector.errors).toContainText('250ms');
  await every.blur();
  await expect(every).toHaveValue('soon');
  await expect(app.unsavedMark).toBeHidden();

  await every.press('Escape');
  await expect(every).toHaveValue('50ms');
  await expect(inspector.errors).toHaveCount(0);

  await every.fill('2s');
  await every.press('Enter');
  await expect(app.unsavedMark).toBeVisible();
  await expect.poll(async () => (await nodeOf(app, 'source'))?.behavior).toMatchObject({ every: '2s' });
});

test('a name is seen on the canvas as it is typed, and is one step of undo', async ({ start, saved }) => {
  const app = await start(await saved('pipeline.zmq.json', PIPELINE));
  const inspector = new Inspector(app.page);
  await app.canvas.select('source');
  const label = inspector.field('node-label');
  await label.pressSequentially('Ventilator');
  await expect(app.canvas.node('source')).toContainText('Ventilator');
  await label.press('Enter');
  await app.page.getByTestId('command-edit.undo').click();
  await expect(label).toHaveValue('');
  await expect(app.canvas.node('source')).not.toContainText('Ventilator');

  await label.fill('Nobody');
  await label.press('Escape');
  await expect(app.canvas.node('source')).not.toContainText('Nobody');
  await expect(app.unsavedMark).toBeHidden();
});

test('a behavior changed while it runs takes effect', async ({ start, saved }) => {
  const app = await start(await saved('pipeline.zmq.json', PIPELINE));
  const inspector = new Inspector(app.page);
  await app.run();
  await expect(app.messages.rows.filter({ hasText: 'slow' }).first()).toBeVisible();
  await app.canvas.select('source');
  const frame = inspector.field('behavior').getByTestId('frame-field-0');
  await frame.fill('fast {{seq}}');
  await frame.press('Enter');
  await expect(app.messages.rows.filter({ hasText: 'fast' }).first()).toBeVisible();
  await inspector.field('behavior').getByTestId('add-frame').click();
  await expect(app.messages.rows.filter({ hasText: '| ∅' }).first()).toBeVisible();
});

test('options are checked as one types, stand out when set, and go back to the default', async ({ start, saved }) => {
  const app = await start(await saved('pipeline.zmq.json', PIPELINE));
  const inspector = new Inspector(app.page);
  await app.canvas.select('source');
  await inspector.field('find-option').fill('ZMQ_LINGER');
  await expect(inspector.option('linger')).toBeVisible();
  await expect(inspector.option('sendHighWaterMark')).toHaveCount(0);
  await inspector.field('find-option').press('Escape');
  await inspector.openOptions('queues');
  const field = inspector.field('option-field-sendHighWaterMark');
  await field.fill('-5');
  await expect(inspector.errors).toContainText('from 0');
  await field.fill('7');
  await field.press('Enter');
  await expect(inspector.option('sendHighWaterMark')).toHaveAttribute('data-set', 'true');
  await expect.poll(async () => (await nodeOf(app, 'source'))?.options).toEqual({ sendHighWaterMark: 7 });
  await inspector.option('sendHighWaterMark').getByRole('button').click();
  await expect.poll(async () => (await nodeOf(app, 'source'))?.options).toBeUndefined();
});

test('an endpoint that is added while it runs is bound, and one that is in use says so', async ({ start, saved }) => {
  const app = await start(await saved('pipeline.zmq.json', PIPELINE));
  const inspector = new Inspector(app.page);
  await app.run();
  await app.canvas.select('sink');
  const add = inspector.field('add-bind-sink');
  await add.click();
  await inspector.field('new-bind').fill('tcp://127.0.0.1');
  await expect(inspector.errors).toContainText('no port');
  await inspector.field('new-bind').fill('tcp://127.0.0.1:*');
  await inspector.field('new-bind').press('Enter');
  await expect(inspector.field('endpoints')).toContainText(/Open as tcp:\/\/127\.0\.0\.1:\d+/);

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await add.click();
  await inspector.field('new-bind').fill(`tcp://127.0.0.1:${port}`);
  await inspector.field('new-bind').press('Enter');
  await expect(inspector.field('endpoints').getByTestId('problem')).toContainText('in use');
  taken.close();
  // It is tried again by itself, so the sentence goes when the port is free.
  await expect(inspector.field('endpoints').getByTestId('problem')).toHaveCount(0);
});

test('a message that is written by hand goes out, and a refusal is explained', async ({ start, saved }) => {
  const behavior = { type: 'manual' } as const;
  const topology = topologyOf(
    'By hand',
    [socketAt(0, 'asker', 'REQ', { behavior }), socketAt(1, 'answerer', 'REP', { behavior })],
    ['asker > answerer'],
  );
  const app = await start(await saved('hand.zmq.json', topology));
  const inspector = new Inspector(app.page);
  await app.canvas.select('asker');
  await expect(inspector.field('send')).toBeDisabled();
  await app.run();
  await expect(app.canvas.link('l1')).toHaveAttribute('data-state', 'connected');
  await inspector.field('composer').getByTestId('frame-field-0').fill('By hand');
  await inspector.field('send').click();
  await expect(app.messages.rows.filter({ hasText: 'By hand' }).first()).toBeVisible();

  await inspector.field('send').click();
  await expect(inspector.field('send-problem')).toContainText('reply');

  await app.canvas.select('answerer');
  await inspector.field('composer').getByTestId('frame-field-0').fill('Answered');
  await inspector.field('send').click();
  await expect(app.messages.rows.filter({ hasText: 'Answered' }).first()).toBeVisible();
});

test('an XPUB is asked for each subscription, and what nobody answers is seen to be tried again', async ({
  start,
  saved,
}) => {
  const behavior = { type: 'generate', every: '20ms', frames: ['{{cycle news|weather}} {{seq}}'] } as const;
  const nodes = [
    socketAt(0, 'pub', 'XPUB', {
      connect: ['tcp://127.0.0.1:47067'],
      options: { manual: true, reconnectInterval: 50, reconnectMaxInterval: 400 },
      behavior,
    }),
    socketAt(1, 'sub', 'SUB', { behavior: { type: 'subscribe', topics: ['news', 'weather'] } }),
  ];
  const app = await start(await saved('manual.zmq.json', topologyOf('Manual', nodes, ['sub > pub'])));
  const inspector = new Inspector(app.page);
  // The context is chosen while nothing runs, and says what of it is used.
  await inspector.field('context-io-threads').fill('2');
  await inspector.field('context-io-threads').press('Enter');
  await expect.poll(async () => (await app.status()).library.context?.ioThreads).toBe(2);
  await app.run();
  await expect(inspector.field('context-open')).toContainText('2 of the topology · 4 of monitors');
  await expect(app.page.getByTestId('desk-mark-pub')).toBeVisible();
  await app.canvas.select('pub');
  const asked = inspector.field('desk-asked');
  for (let left = 2; left > 0; left--) {
    const weather = /weather/.test((await asked.textContent()) ?? '');
    const before = await asked.textContent();
    await inspector.field(weather ? 'desk-refuse' : 'desk-accept').click();
    if (left > 1) await expect(asked).not.toHaveText(before ?? '');
  }
  await expect(asked).toBeHidden();
  await expect(inspector.field('desk-accepted')).toHaveText('news');
  await expect.poll(async () => (await app.traffic.socket('sub')).received).toBeGreaterThan(3);
  await expect(app.page.getByText(/weather \d/)).toHaveCount(0);
  const again = inspector.field('reconnecting-tcp://127.0.0.1:47067');
  await expect(again).toContainText('now it waits 400 ms');
  await expect(again.locator('svg g[data-planned]')).toHaveCount(3);
  await expect(inspector.field('peer-history')).toContainText('Nothing listens at tcp://127.0.0.1:47067');
});
