import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test';
import { answering } from '../fixtures/topologies';

test('a killed app loses nothing: unsaved work is there again at the next start', async ({ start, at }) => {
  const first = await start();
  await first.canvas.add('PUB', 0.5, 0.8);
  await expect(first.canvas.nodes).toHaveCount(3);
  await first.answerDialogs({ saveTo: at('mine') });
  await first.page.keyboard.press('Control+s');
  await expect(first.unsavedMark).toBeHidden();
  expect(JSON.parse(await readFile(at('mine.zmq.json'), 'utf8'))).toMatchObject({ nodes: { length: 3 } });

  await first.canvas.add('SUB', 0.2, 0.8);
  await expect(first.unsavedMark).toBeVisible();
  const autosaved = () => readFile(at('user', 'autosave', 'unsaved.json'), 'utf8').catch(() => '');
  await expect.poll(autosaved).toContain('"sub1"');
  await first.kill();
  // The file itself is as it was saved.
  expect(JSON.parse(await readFile(at('mine.zmq.json'), 'utf8'))).toMatchObject({ nodes: { length: 3 } });

  const second = await start();
  await expect(second.canvas.nodes).toHaveCount(4);
  await expect(second.unsavedMark).toBeVisible();
  expect(await second.title()).toBe('● mine — ZeroMQ Patchbay');
  await second.page.keyboard.press('Control+s');
  await expect(second.unsavedMark).toBeHidden();
  expect(JSON.parse(await readFile(at('mine.zmq.json'), 'utf8'))).toMatchObject({ nodes: { length: 4 } });
  expect(await second.quit()).toBe(0);

  const third = await start();
  await expect(third.name).toContainText('Hello');
  await expect(third.unsavedMark).toBeHidden();
});

test('asks before unsaved changes are lost, and keeps them when the answer is cancel', async ({ app }) => {
  const { canvas, page } = app;
  await canvas.add('PUB', 0.5, 0.8);
  await expect(app.unsavedMark).toBeVisible();
  await app.answerDialogs({ buttons: [2, 1] });
  await page.keyboard.press('Control+n');
  await expect.poll(() => app.asked()).toHaveLength(1);
  expect((await app.asked())[0]).toContain('Hello');
  await expect(canvas.nodes).toHaveCount(3);
  await page.keyboard.press('Control+n');
  await expect(canvas.nodes).toHaveCount(0);
  await expect(app.unsavedMark).toBeHidden();
});

test('closing the window asks too, and cancel keeps it open', async ({ app }) => {
  await app.canvas.add('PUB', 0.5, 0.8);
  await expect.poll(() => app.title()).toContain('●');
  await app.answerDialogs({ buttons: [2] });
  await app.page.keyboard.press('Control+w');
  await expect.poll(() => app.asked()).toHaveLength(1);
  await expect(app.canvas.nodes).toHaveCount(3);
});

test('asks before it replaces what another program wrote into the open file', async ({ start, saved, at }) => {
  const file = await saved('shared.zmq.json', answering('tcp://127.0.0.1:47011'));
  const app = await start(file);
  await expect(app.name).toContainText('shared.zmq.json');
  await app.canvas.add('REQ', 0.2, 0.8);
  await writeFile(file, 'from elsewhere');
  await app.answerDialogs({ buttons: [2, 1], saveTo: at('copy.zmq.json') });
  await app.page.keyboard.press('Control+s');
  await expect.poll(() => app.asked()).toHaveLength(1);
  await expect(app.unsavedMark).toBeVisible();
  await app.page.keyboard.press('Control+s');
  await expect(app.unsavedMark).toBeHidden();
  expect(await readFile(file, 'utf8')).toBe('from elsewhere');
  expect(JSON.parse(await readFile(at('copy.zmq.json'), 'utf8'))).toMatchObject({ nodes: { length: 2 } });
});

test('says what is wrong with a file that cannot be opened, place by place', async ({ app, at }) => {
  const broken = {
    format: 'zmq-patchbay/1',
    name: 'x',
    nodes: [{ id: 'a', kind: 'socket', socket: 'REQQ' }],
    links: [],
    extra: 1,
  };
  await writeFile(at('broken.zmq.json'), JSON.stringify(broken));
  await app.answerDialogs({ open: at('broken.zmq.json') });
  await app.page.keyboard.press('Control+o');
  const problems = app.page.getByRole('dialog');
  await expect(problems).toContainText('nodes[0].socket');
  await expect(problems).toContainText('extra');
  await app.page.screenshot({ path: 'test-results/screens/file-problems.png' });
  await app.page.keyboard.press('Escape');
  await expect(problems).toBeHidden();
  await expect(app.name).toContainText('Hello');
});

test('a second start brings its file into the window that is open, and a recent file opens again', async ({
  start,
  saved,
}) => {
  const one = await saved('one.zmq.json', { ...answering('tcp://127.0.0.1:47012'), name: 'One' });
  const two = await saved('two.zmq.json', { ...answering('tcp://127.0.0.1:47013'), name: 'Two' });
  const app = await start(one);
  await expect(app.name).toContainText('One');
  // What a second process hands over, as Electron delivers it.
  await app.electron.evaluate(
    ({ app: main }, file) => main.emit('second-instance', {}, [], '/', { files: [file] }),
    two,
  );
  await expect(app.name).toContainText('Two');
  expect((await app.state()).settings.recent).toEqual([two, one]);
  await app.electron.evaluate(({ Menu }) => {
    const recent = Menu.getApplicationMenu()?.getMenuItemById('recent')?.submenu?.items;
    recent?.find(({ label }) => label.startsWith('one.zmq.json'))?.click();
  });
  await expect(app.name).toContainText('One');
});

test('a broken file on the command line is said over the first example', async ({ start, at }) => {
  await writeFile(at('broken.zmq.json'), '{ "format": 1 }');
  const app = await start(at('broken.zmq.json'));
  await expect(app.page.getByRole('dialog')).toContainText('format');
  await expect(app.name).toContainText('Hello');
});

test('a file on the command line waits for the answer about unsaved work of a killed session', async ({
  start,
  saved,
  at,
}) => {
  const first = await start();
  await first.canvas.add('PUB', 0.5, 0.8);
  await expect.poll(() => readFile(at('user', 'autosave', 'unsaved.json'), 'utf8').catch(() => '')).toContain('"pub1"');
  await first.kill();
  const file = await saved('other.zmq.json', { ...answering('tcp://127.0.0.1:47014'), name: 'Other' });
  const second = await start(file);
  await expect(second.canvas.node('pub1')).toBeVisible();
  await expect(second.unsavedMark).toBeVisible();
  // The system's own box is open and nobody answers it; meanwhile nothing else can replace the document.
  const other = await second.page.evaluate(() => window.api.request('document:new', undefined));
  expect(other).toEqual({ ok: true, value: 'canceled' });
  await second.kill();
  expect(await readFile(at('user', 'autosave', 'unsaved.json'), 'utf8')).toContain('"pub1"');
});

test('a click in the native edit menu goes to the text field that has the focus', async ({ app }) => {
  const field = app.page.getByTestId('message-filter');
  await field.fill('weather');
  await app.chooseMenuItem('edit.selectAll');
  await expect.poll(() => field.evaluate((input: HTMLInputElement) => input.selectionEnd)).toBe(7);
  await app.chooseMenuItem('edit.cut');
  await expect(field).toHaveValue('');
  await app.chooseMenuItem('edit.paste');
  await expect(field).toHaveValue('weather');
  await expect(app.canvas.nodes).toHaveCount(2);
});
