import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RunFolder } from './run-folder';

const parent = mkdtempSync(join(tmpdir(), 'run-folder-test-'));

afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('the folder of a run', () => {
  it('is ours alone, gives out each name once, and is removed with what is in it', () => {
    mkdirSync(parent, { recursive: true });
    const made = RunFolder.create(parent);
    if (!made.ok) throw new Error(made.error.message);
    const folder = made.value;
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    const names = [folder.nextIpc(), folder.nextIpc()];
    expect(new Set(names).size).toBe(2);
    writeFileSync(names[0]?.slice('ipc://'.length) ?? '', '');
    folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });

  it('clears away those of processes that are gone, and no others', () => {
    mkdirSync(parent, { recursive: true });
    // A process number above the largest that Linux gives out.
    const dead = join(parent, 'zpb-99999999-abc');
    const alive = join(parent, `zpb-${process.pid}-abc`);
    const other = join(parent, 'zpb-of-somebody-else');
    for (const path of [dead, alive, other]) mkdirSync(path);
    RunFolder.create(parent);
    expect([dead, alive, other].map((path) => existsSync(path))).toEqual([false, true, true]);
  });

  it('says where it could not be made', () => {
    const made = RunFolder.create(join(parent, 'nowhere'));
    expect(made).toMatchObject({ ok: false, error: { code: 'run-folder' } });
  });
});
