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
  // Rows that were chosen by hand: with Shift up to one, with Ctrl one more.
  const chosen = page.getByTestId('chosen-count');
  const list = page.getByTestId('message-list').locator('[role="rowgroup"]');
  await list.press('Home');
  await messages.row('Hello 2').click();
  await messages.row('Hello 4').click({ modifiers: ['Shift'] });
  await messages.row('Hello 6').click({ modifiers: ['Control'] });
  await expect(chosen).toHaveText('4 chosen');
  await app.answerDialogs({ saveTo: at('some.jsonl') });
  await page.getByTestId('chosen-export').click();
  await page.getByTestId('export-chosen-jsonl').click();
  await expect(app.notifications.filter({ hasText: '4 messages are in some.jsonl' })).toBeVisible();
  const some = (await readFile(at('some.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(some.map((line) => (JSON.parse(line) as { frames: { text?: string }[] }).frames[1]?.text)).toEqual([
    'Hello 2',
    'Hello 3',
    'Hello 4',
    'Hello 6',
  ]);
  await list.press('Shift+ArrowDown');
  await page.screenshot({ path: 'test-results/screens/chosen.png' });
  await messages.row('Hello 6').click({ button: 'right' });
  await page.getByTestId('row-copy-lines').click();
  await expect(app.notifications.filter({ hasText: '2 messages are copied' })).toBeVisible();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/^[\d.]+\tclient → server\t2\t7\t[\d.]+\t∅ \| Hello 6\n[^\n]*Hello 7\n$/);
  await messages.row('Hello 6').click();
  await expect(chosen).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(chosen).toHaveText('30 chosen');
  await page.getByTestId('chosen-mark').click();
  await expect(app.notifications.filter({ hasText: '30 messages are bookmarked' })).toBeVisible();
  await page.keyboard.press('Escape');

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
