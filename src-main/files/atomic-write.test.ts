import { chmod, lstat, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { writeAtomically } from './atomic-write';

const at = temporaryFolder();

describe('writing a file in one step', () => {
  it('writes a new file and leaves nothing beside it', async () => {
    const file = at('a.json');
    await writeAtomically(file, 'hello');
    expect(await readFile(file, 'utf8')).toBe('hello');
    expect(await readdir(at())).toEqual(['a.json']);
  });

  it.skipIf(process.platform === 'win32')('keeps the permissions of the file it replaces', async () => {
    const file = at('a.json');
    await writeFile(file, 'old');
    await chmod(file, 0o606);
    await writeAtomically(file, 'new');
    expect((await stat(file)).mode & 0o777).toBe(0o606);
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  it.skipIf(process.platform === 'win32')('writes through a symbolic link', async () => {
    const file = at('real.json');
    const link = at('link.json');
    await writeFile(file, 'old');
    await symlink(file, link);
    await writeAtomically(link, 'new');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  it('leaves the old content and no other file when it fails', async () => {
    const occupied = at('a-folder');
    await writeAtomically(at('kept.json'), 'kept');
    await mkdir(at('a-folder', 'inside'), { recursive: true });
    await expect(writeAtomically(occupied, 'text')).rejects.toThrow();
    expect((await readdir(at())).sort()).toEqual(['a-folder', 'kept.json']);
  });

  it('never shows a reader half a file while two writers take turns', async () => {
    const file = at('a.json');
    const texts = ['a'.repeat(200_000), 'b'.repeat(200_000)];
    await writeAtomically(file, texts[0] ?? '');
    const writers = texts.map(async (text) => {
      for (let round = 0; round < 10; round += 1) await writeAtomically(file, text);
    });
    let reads = 0;
    const done = Promise.all(writers);
    let finished = false;
    void done.then(() => (finished = true));
    while (!finished) {
      expect(texts).toContain(await readFile(file, 'utf8'));
      reads += 1;
    }
    await done;
    expect(reads).toBeGreaterThan(0);
    expect(await readdir(at())).toEqual(['a.json']);
  });
});
