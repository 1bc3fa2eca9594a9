import { expect, test } from '../fixtures/test';
import { socketAt } from '../fixtures/topologies';
import { FORMAT } from '../../shared/topology/schema';
import type { Topology } from '../../shared/topology/topology';

const GROUP = 'epgm://127.0.0.1;239.192.1.1:47066';
const COUNT = 50;

/** A publisher whose two subscribers are in one multicast group, which programs outside can join too. */
const multicast: Topology = {
  format: FORMAT,
  name: 'Multicast',
  nodes: [
    socketAt(0, 'pub', 'PUB', {
      // In kilobits a second; the default of 100 would take its time.
      options: { rate: 10_000, multicastHops: 3 },
      behavior: { type: 'generate', every: '10ms', delay: '500ms', count: COUNT, frames: ['news {{seq}}'] },
    }),
    socketAt(1, 'one', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
    socketAt(2, 'two', 'SUB', { behavior: { type: 'subscribe', topics: ['news'] } }),
  ],
  links: ['one', 'two'].map((from) => ({ id: `to-${from}`, from, to: 'pub', transport: 'epgm', endpoint: GROUP })),
};

test("what is published by multicast reaches two subscribers and pyzmq, on the system's library", async ({
  start,
  saved,
  program,
}) => {
  const lacks = process.env['PATCHBAY_NO_SYSTEM_ADDON'];
  test.skip(lacks !== undefined, lacks);
  const app = await start(await saved('multicast.zmq.json', multicast));
  const { page } = app;
  await app.run();
  await expect.poll(async () => (await app.status()).links[0]?.problem?.message).toContain('npm run addon:system');
  await app.stop();
  await app.chooseMenuItem('run.systemLibrary');
  await expect(page.getByTestId('status-library')).toContainText('system');
  // What this library lacks is grey, and says how to get it.
  const draft = page.getByTestId('palette-item-RADIO');
  await expect(draft).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByTestId('palette-item-PUB')).toHaveAttribute('aria-disabled', 'false');
  await draft.hover();
  await expect(page.getByRole('tooltip')).toContainText('choose the bundled library in the menu Run');

  await app.canvas.select('pub');
  await expect(page.getByTestId('lacks-option-inBatchSize')).toContainText('choose the bundled library');
  await expect(page.getByTestId('option-rate')).not.toHaveAttribute('data-lacking');

  const outside = program('multicast/subscriber.py', [GROUP]);
  await expect.poll(() => outside.count('joined')).toBe(1);
  const hops = program('../../src-main/engine/testing/hops-seen.py', ['239.192.1.1', '47066']);
  await expect.poll(() => hops.count('joined')).toBe(1);
  await app.run();
  const all = { sent: 0, received: COUNT };
  await expect.poll(() => app.traffic.socket('one'), { timeout: 15_000 }).toEqual(all);
  await expect.poll(() => app.traffic.socket('two')).toEqual(all);
  expect(await app.traffic.socket('pub')).toEqual({ sent: COUNT, received: 0 });
  await expect.poll(() => outside.count('got')).toBe(COUNT);
  // A datagram may hold several messages.
  await expect.poll(() => hops.count('hops 3')).toBeGreaterThan(0);
  const { output } = outside;
  expect([...output.matchAll(/^got (.*)$/gm)].map(([, text]) => text)).toEqual(
    Array.from({ length: COUNT }, (_, index) => `news ${index + 1}`),
  );
});
