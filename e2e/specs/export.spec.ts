import { readFile } from 'node:fs/promises';
import { followed } from '../../src-main/capture/testing/tshark';
import { expect, test } from '../fixtures/test';
import { socketAt, topologyOf } from '../fixtures/topologies';

const TALK = topologyOf(
  'Talk',
  [
    socketAt(0, 'client', 'REQ', {
      behavior: { type: 'request', every: '20ms', count: 30, frames: ['Hello {{seq}}'] },
    }),
    socketAt(1, 'server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  ['client > server'],
);

test('what the list shows is exported as it is, in every format', async ({ start, saved, at }) => {
  const app = await start(await saved('talk.zmq.json', TALK));
  const { page, messages } = app;
  await app.run();
  await expect.poll(async () => (await app.traffic.link('l1')).backward).toBe(30);
  await messages.filter('Hello');
  await expect(page.getByTestId('message-counts')).toHaveAttribute('data-shown', '30');

  const exportAs = async (format: 'jsonl' | 'csv' | 'pcapng') => {
    await app.answerDialogs({ saveTo: at(`out.${format}`) });
    await page.getByTestId('keep-menu').click();
    await page.getByTestId(`export-list-${format}`).click();
    await expect(app.notifications.filter({ hasText: `30 messages are in out.${format}` })).toBeVisible();
    return readFile(at(`out.${format}`));
  };
  const lines = (await exportAs('jsonl')).toString().trimEnd().split('\n');
  expect(
    lines.map((line) => (JSON.parse(line) as { frames: { text?: string }[] }).frames.map(({ text }) => text)),
  ).toEqual(Array.from({ length: 30 }, (_, index) => ['', `Hello ${index + 1}`]));
  const table = (await exportAs('csv')).toString().trimEnd().split('\r\n');
  expect(table).toHaveLength(31);
  expect(table[1]).toContain(',l1,,client,server,forward,message,2,7,yes,,');
  await exportAs('pcapng');
  const [requests, replies] = await followed(at('out.pcapng'), 0);
  for (let seq = 1; seq <= 30; seq++) expect(requests.includes(Buffer.from(`Hello ${seq}`))).toBe(true);
  // The filter has no replies: what the server said is its handshake alone.
  expect(replies.includes(Buffer.from('World'))).toBe(false);
  expect(replies.includes(Buffer.from('READY'))).toBe(true);
});

test('an opened message is copied as a program that sends it, and a list of nothing has nothing to export', async ({
  start,
  saved,
}) => {
  const app = await start(await saved('talk.zmq.json', TALK));
  const { page, messages } = app;
  await page.getByTestId('keep-menu').click();
  await expect(page.getByTestId('export-list-jsonl')).toBeDisabled();
  await page.keyboard.press('Escape');
  await app.run();
  await messages.open('Hello 30');
  await page.getByTestId('keep-menu').click();
  await page.getByTestId('snippet-python').click();
  await expect(app.notifications.filter({ hasText: 'Python program' })).toBeVisible();
  const code = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(code).toContain('zmq.REQ');
  expect(code).toContain('socket.send_multipart([b"Hello 30"])');
});
