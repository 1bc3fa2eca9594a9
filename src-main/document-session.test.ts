import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyTopology } from '../shared/topology/defaults';
import { formatTopology } from '../shared/topology/parse';
import type { Topology } from '../shared/topology/topology';
import type { OpenedDocument } from '../shared/ipc';
import { DocumentSession, type DocumentQuestions } from './document-session';
import { Autosave } from './files/autosave';
import { firstDocument } from './first-document';
import { temporaryFolder } from './testing/temporary-folder';

const at = temporaryFolder();
const opened: Autosave[] = [];
// What still waits would be written into a folder that is gone.
afterEach(() => Promise.all(opened.splice(0).map((autosave) => autosave.flush())));
const hello = emptyTopology('Hello');
const gallery = () => Promise.resolve([{ id: 'hello', title: text('Hello'), description: text('…'), topology: hello }]);

function text(value: string) {
  return { en: value, 'zh-CN': value };
}

type Answer<Question extends keyof DocumentQuestions> = Awaited<ReturnType<DocumentQuestions[Question]>>;
type Answers = { [Question in keyof DocumentQuestions]?: Answer<Question>[] };

/** A user who gives these answers, in order, and nothing to a question that was not expected. */
function user(answers: Answers = {}) {
  const asked: string[] = [];
  const answer = <Question extends keyof DocumentQuestions>(question: Question, detail: string): Answer<Question> => {
    asked.push(`${question} ${detail}`.trim());
    const given: Answer<Question>[] | undefined = answers[question];
    if (!given || given.length === 0) throw new Error(`nobody expected ${question}`);
    return given.shift() as Answer<Question>;
  };
  const questions: DocumentQuestions = {
    saveFirst: async (name) => answer('saveFirst', name),
    replaceChanged: async (name) => answer('replaceChanged', name),
    replaceExisting: async () => answer('replaceExisting', ''),
    fileToOpen: async () => answer('fileToOpen', ''),
    fileToSave: async (suggested) => answer('fileToSave', suggested),
    tellNotSaved: async (name) => answer('tellNotSaved', name),
  };
  return { questions, asked };
}

function session(person = user(), first?: OpenedDocument, fingerprint?: string) {
  const used: string[] = [];
  const missing: string[] = [];
  const shown: OpenedDocument[] = [];
  let replaced = 0;
  const autosave = new Autosave(at('autosave'), (error) => {
    throw error;
  });
  opened.push(autosave);
  const document = new DocumentSession(
    {
      autosave,
      questions: person.questions,
      gallery,
      onReplacing: async () => void (replaced += 1),
      onChanged: (changed) => void shown.push(changed),
      onFileUsed: (file) => void used.push(file),
      onFileMissing: (file) => void missing.push(file),
    },
    first ?? { topology: hello, path: undefined, unsaved: false, origin: 'gallery' },
    fingerprint,
  );
  return { document, autosave, used, missing, shown, asked: person.asked, replaced: () => replaced };
}

async function saved(name: string, topology: Topology = emptyTopology(name)): Promise<string> {
  await writeFile(at(name), formatTopology(topology));
  return at(name);
}

const edited = emptyTopology('edited');

describe('the document', () => {
  it('is replaced without a question while nothing is unsaved', async () => {
    const { document, asked, replaced } = session();
    expect(await document.create()).toMatchObject({
      ok: true,
      value: { origin: 'new', unsaved: false, topology: { nodes: [] } },
    });
    expect(await document.example('hello')).toMatchObject({ ok: true, value: { origin: 'gallery', topology: hello } });
    expect(asked).toEqual([]);
    expect(replaced()).toBe(2);
  });

  it('stays as it is when its user cancels the question about unsaved changes', async () => {
    const { document, asked, replaced } = session(user({ saveFirst: ['cancel', 'cancel', 'cancel'] }));
    document.changed(edited, true);
    expect(await document.create()).toEqual({ ok: true, value: 'canceled' });
    expect(await document.open(await saved('a.json'))).toEqual({ ok: true, value: 'canceled' });
    expect(await document.mayLeave()).toBe(false);
    expect(document.current).toMatchObject({ topology: edited, unsaved: true });
    expect(asked).toEqual(['saveFirst edited', 'saveFirst edited', 'saveFirst edited']);
    expect(replaced()).toBe(0);
  });

  it('is saved from that question, at a place that is asked for', async () => {
    const { document, autosave, asked, used } = session(user({ saveFirst: ['save'], fileToSave: [at('mine')] }));
    document.changed(edited, true);
    expect(await document.create()).toMatchObject({ ok: true, value: { origin: 'new', path: undefined } });
    expect(await readFile(at('mine.zmq.json'), 'utf8')).toBe(formatTopology(edited));
    expect(asked).toEqual(['saveFirst edited', 'fileToSave edited.zmq.json']);
    expect(used).toEqual([at('mine.zmq.json')]);
    expect(await autosave.restore()).toEqual({ type: 'nothing' });
  });

  it('is not replaced when saving it is canceled or fails', async () => {
    const { document } = session(user({ saveFirst: ['save', 'save'], fileToSave: [at('gone', 'x.json')] }));
    document.changed(edited, true);
    expect(await document.create()).toMatchObject({ ok: false, error: [{ code: 'folder-missing' }] });
    expect(document.current.unsaved).toBe(true);
  });

  it('stays safe when its user gives it up for a file that turns out to be broken', async () => {
    await writeFile(at('broken.json'), '{}');
    const { document, autosave } = session(user({ saveFirst: ['discard'] }));
    document.changed(edited, true);
    expect((await document.open(at('broken.json'))).ok).toBe(false);
    expect(document.current).toMatchObject({ topology: edited, unsaved: true });
    await autosave.flush();
    expect(await autosave.restore()).toMatchObject({ type: 'work', work: { topology: edited } });
  });

  it('remembers the files that it used and forgets those that are gone', async () => {
    const { document, used, missing } = session();
    const file = await saved('a.zmq.json');
    expect(await document.open(file)).toMatchObject({ ok: true, value: { path: file, origin: 'file' } });
    expect(await document.open(at('gone.json'))).toMatchObject({ ok: false, error: [{ code: 'file-missing' }] });
    expect(used).toEqual([file]);
    expect(missing).toEqual([at('gone.json')]);
    expect(document.current.path).toBe(file);
  });

  it('asks one question at a time', async () => {
    const { document, asked } = session(user({ saveFirst: ['cancel'] }));
    document.changed(edited, true);
    const [first, second] = await Promise.all([document.create(), document.create()]);
    expect([first, second]).toEqual([
      { ok: true, value: 'canceled' },
      { ok: true, value: 'canceled' },
    ]);
    expect(asked).toHaveLength(1);
  });
});

describe('saving', () => {
  it('goes to the file it came from, without a question', async () => {
    const file = await saved('a.zmq.json');
    const { document, asked } = session();
    await document.open(file);
    document.changed(edited, true);
    expect(await document.save(edited, false)).toEqual({ ok: true, value: { path: file } });
    expect(await readFile(file, 'utf8')).toBe(formatTopology(edited));
    expect(document.current).toMatchObject({ unsaved: false, path: file });
    expect(await document.save(hello, false)).toMatchObject({ ok: true });
    expect(asked).toEqual([]);
  });

  it('asks before it replaces what another program has written since', async () => {
    const file = await saved('a.zmq.json');
    const { document, asked } = session(
      user({ replaceChanged: ['cancel', 'save-as', 'replace'], fileToSave: [at('b.zmq.json')] }),
    );
    await document.open(file);
    await writeFile(file, 'from elsewhere');
    expect(await document.save(edited, false)).toEqual({ ok: true, value: 'canceled' });
    expect(await readFile(file, 'utf8')).toBe('from elsewhere');
    expect(await document.save(edited, false)).toEqual({ ok: true, value: { path: at('b.zmq.json') } });
    await writeFile(at('b.zmq.json'), 'from elsewhere');
    expect(await document.save(edited, false)).toEqual({ ok: true, value: { path: at('b.zmq.json') } });
    expect(await readFile(at('b.zmq.json'), 'utf8')).toBe(formatTopology(edited));
    expect(asked).toEqual(['replaceChanged a', 'replaceChanged a', `fileToSave ${file}`, 'replaceChanged b']);
  });

  it('asks about a file that only the added ending names', async () => {
    await saved('a.zmq.json', hello);
    const { document } = session(user({ fileToSave: [at('a'), at('a')], replaceExisting: [false, true] }));
    expect(await document.save(edited, true)).toEqual({ ok: true, value: 'canceled' });
    expect(await readFile(at('a.zmq.json'), 'utf8')).toBe(formatTopology(hello));
    expect(await document.save(edited, true)).toEqual({ ok: true, value: { path: at('a.zmq.json') } });
  });

  it('leaves unsaved what the window changed while the file was written', async () => {
    const { document, autosave } = session(user({ fileToSave: [at('a.json')] }));
    document.changed(edited, true);
    const saving = document.save(edited, true);
    const newer = emptyTopology('newer');
    document.changed(newer, true);
    await saving;
    expect(document.current).toMatchObject({ topology: newer, unsaved: true, path: at('a.json') });
    await autosave.flush();
    expect(await autosave.restore()).toMatchObject({ work: { topology: newer, path: at('a.json') } });
  });

  it('refuses what could not be opened again', async () => {
    const { document } = session();
    const broken: Topology = { ...edited, links: [{ id: 'l', from: 'nobody', to: 'nowhere' }] };
    expect((await document.save(broken, true)).ok).toBe(false);
  });
});

describe('leaving', () => {
  it('forgets what its user gave up, also what the window sends after that', async () => {
    const { document, autosave } = session(user({ saveFirst: ['discard'] }));
    document.changed(edited, true);
    expect(await document.mayLeave()).toBe(true);
    document.changed(edited, true);
    await autosave.flush();
    expect(await autosave.restore()).toEqual({ type: 'nothing' });
  });

  it('stays and says so when saving fails', async () => {
    const answers: Answers = { saveFirst: ['save'], fileToSave: [at('gone', 'x.json')], tellNotSaved: [undefined] };
    const { document, asked } = session(user(answers));
    document.changed(edited, true);
    expect(await document.mayLeave()).toBe(false);
    expect(asked.at(-1)).toBe('tellNotSaved edited');
  });
});

describe('the next start', () => {
  it('begins with the work of a session that was killed, and still notices changes of its file', async () => {
    const file = await saved('a.zmq.json');
    const killed = session();
    await killed.document.open(file);
    killed.document.changed(edited, true);
    await killed.autosave.flush();
    const next = await firstDocument(killed.autosave, at('other.json'), gallery);
    expect(next.document).toEqual({ topology: edited, path: file, unsaved: true, origin: 'restored' });
    expect(next.openNext).toBe(at('other.json'));
    await writeFile(file, 'from elsewhere');
    const restarted = session(user({ replaceChanged: ['cancel'] }), next.document, next.fingerprint);
    expect(await restarted.document.save(edited, false)).toEqual({ ok: true, value: 'canceled' });
  });

  it('opens the file that was asked for, or says what is wrong with it over the first example', async () => {
    const { autosave } = session();
    const file = await saved('a.zmq.json', edited);
    expect(await firstDocument(autosave, file, gallery)).toMatchObject({
      document: { topology: edited, path: file },
      problems: [],
    });
    const failed = await firstDocument(autosave, at('gone.json'), gallery);
    expect(failed).toMatchObject({
      document: { topology: hello, origin: 'gallery' },
      problems: [{ code: 'file-missing' }],
    });
  });

  it('tells of unsaved work that it could not read', async () => {
    const { autosave, document } = session();
    document.changed(edited, true);
    await autosave.flush();
    await writeFile(at('autosave', 'unsaved.json'), 'half');
    const next = await firstDocument(autosave, undefined, gallery);
    expect(next).toMatchObject({ document: { origin: 'gallery' }, problems: [{ code: 'autosave-unreadable' }] });
  });
});
