import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const THREE = [1, 2, 3];

const BROKER = topologyOf(
  'Three and three',
  [
    ...THREE.map((n) => ({
      ...socketAt(0, `client${n}`, 'REQ', {
        behavior: { type: 'request', every: '200ms', count: 5, frames: [`from ${n} {{seq}}`] },
      }),
      position: { x: 0, y: n * 160 },
    })),
    { id: 'broker', kind: 'device', device: 'queue', position: { x: 380, y: 320 } },
    ...THREE.map((n) => ({
      ...socketAt(2, `worker${n}`, 'REP', { behavior: { type: 'reply', delay: '20ms', frames: ['done'] } }),
      position: { x: 760, y: n * 160 },
    })),
    socketAt(0, 'lonely', 'REQ', { behavior: { type: 'request', frames: ['anybody?'] } }),
    socketAt(1, 'silent', 'REP', {}),
  ],
  [
    ...THREE.map((n) => `client${n} > broker.frontend`),
    ...THREE.map((n) => `worker${n} > broker.backend`),
    'lonely > silent',
  ],
);

test('follows one request of three clients through the broker to its worker and back', async ({ start, saved }) => {
  const app = await start(await saved('three.zmq.json', BROKER));
  const { messages, page } = app;
  await app.run();
  await messages.filter('"from 2 3"');
  await expect(messages.rows).toHaveCount(2);
  await messages.open('from 2 3');
  // The answer may still be on its way.
  await expect(page.getByTestId('pair')).toContainText(/answered by #\d+ after/);
  await page.getByTestId('detail-journey').click();
  const journey = page.getByTestId('journey');
  await expect(page.getByTestId('journey-summary')).toContainText('4 hops');
  const request = journey.getByTestId('band-request');
  const reply = journey.getByTestId('band-reply');
  await expect(request).toContainText('client2');
  await expect(request.getByText('from 2 3')).toHaveCount(5);
  await expect(request.getByTestId('chip-identity-added')).toHaveText(/client2/);
  await expect(request.getByTestId('chip-identity-removed')).toHaveText(/client2/);
  await expect(request.getByTestId('chip-delimiter-added')).toHaveCount(1);
  await expect(reply.getByText('done')).toHaveCount(5);
  await expect(reply.getByTestId('chip-identity-added')).toHaveText(/client2/);
  await expect(journey).toContainText('Every hop is known');

  // A hop opens its message, and its cable shows on the canvas.
  const hop = reply.locator('[data-testid^="hop-"]').last();
  await hop.click();
  await expect(page.getByTestId('pair')).toContainText(/answers #\d+ after/);
  await expect(hop).toHaveAttribute('aria-current', 'true');
  await expect(page.getByTestId('inspector')).toContainText('client2 – broker frontend');
});

test('says since when a request waits for its reply', async ({ start, saved }) => {
  const app = await start(await saved('three.zmq.json', BROKER));
  const { messages, page } = app;
  await app.run();
  await messages.filter('anybody?');
  await messages.open('anybody?');
  await expect(page.getByTestId('pair-waiting')).toContainText('waiting for a reply since');
  await page.getByTestId('detail-journey').click();
  await expect(page.getByTestId('journey')).toContainText('No reply was seen yet');
});
