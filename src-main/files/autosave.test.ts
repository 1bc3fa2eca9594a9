import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { emptyTopology } from '../../shared/topology/defaults';
import { Autosave, type UnsavedWork } from './autosave';

const at = temporaryFolder();

function work(name: string): UnsavedWork {
  return { topology: emptyTopology(name), path: at('mine.zmq.json'), fingerprint: 'f' };
}

function autosave(): Autosave {
  return new Autosave(at('autosave'), (error) => {
    throw error;
  });
}

describe('the autosave', () => {
  it('is on the disk by itself soon after a change, and is there for the next start', async () => {
    const first = autosave();
    first.put(work('older'));
    first.put(work('newer'));
    await expect.poll(() => autosave().restore(), { timeout: 5000 }).toEqual({ type: 'work', work: work('newer') });
  });

  it('keeps work that has no file yet', async () => {
    const first = autosave();
    const unsaved = { topology: emptyTopology('new'), path: undefined, fingerprint: undefined };
    first.put(unsaved);
    await first.flush();
    expect(await autosave().restore()).toEqual({ type: 'work', work: unsaved });
  });

  it('is gone after the work was saved, whatever was still waiting or being written', async () => {
    const first = autosave();
    for (let round = 0; round < 20; round += 1) {
      first.put(work(`round ${round}`));
      const writing = first.flush();
      first.put(work(`late ${round}`));
      await Promise.all([writing, first.clear()]);
      expect(await autosave().restore()).toEqual({ type: 'nothing' });
    }
    expect(await readdir(at('autosave'))).toEqual([]);
  });

  it.each([
    ['half a file', '{"version":1,"topol'],
    ['a file of another app', '{"hello":1}'],
    ['a topology that is none', JSON.stringify({ version: 1, topology: { format: 'zmq-patchbay/1' } })],
  ])('sets %s aside and deletes nothing', async (_what, text) => {
    await mkdir(at('autosave'));
    await writeFile(at('autosave', 'unsaved.json'), text);
    const restored = await autosave().restore();
    expect(restored.type).toBe('set-aside');
    expect(restored.type === 'set-aside' && (await readFile(restored.file, 'utf8'))).toBe(text);
    expect(await autosave().restore()).toEqual({ type: 'nothing' });
  });

  it('tells of a disk that takes nothing, and goes on', async () => {
    await writeFile(at('autosave'), 'a file where the folder should be');
    const onError = vi.fn();
    const blocked = new Autosave(at('autosave'), onError);
    blocked.put(work('a'));
    await blocked.flush();
    expect(onError).toHaveBeenCalledOnce();
  });
});
