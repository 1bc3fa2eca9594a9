import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { FORMAT } from '../../shared/topology/schema';
import type { Topology } from '../../shared/topology/topology';
import {
  fileNameFor,
  fingerprintOf,
  LARGEST_FILE,
  readTopologyFile,
  titleOfFile,
  withTopologyEnding,
  writeTopologyFile,
} from './topology-file';

const at = temporaryFolder();
const topology: Topology = {
  format: FORMAT,
  name: '天气 ☀',
  nodes: [{ id: 'a', kind: 'socket', socket: 'PUB', position: { x: 1, y: 2.5 } }],
  links: [],
};

async function codesOf(file: string): Promise<string[]> {
  const read = await readTopologyFile(file);
  return read.ok ? [] : read.error.map(({ code }) => code);
}

describe('a topology file', () => {
  it('opens as it was saved', async () => {
    const saved = await writeTopologyFile(at('a.zmq.json'), topology);
    const read = await readTopologyFile(at('a.zmq.json'));
    expect(read.ok && read.value.topology).toEqual(topology);
    expect(read.ok && saved.ok && read.value.fingerprint === saved.value).toBe(true);
  });

  it('opens with the byte order mark that some editors put first', async () => {
    await writeFile(at('a.json'), `\uFEFF${JSON.stringify(topology)}`);
    expect(await codesOf(at('a.json'))).toEqual([]);
  });

  it('notices that another program changed it, and that one only looked at it', async () => {
    const saved = await writeTopologyFile(at('a.json'), topology);
    const known = saved.ok ? saved.value : '';
    await writeFile(at('a.json'), await readFile(at('a.json')));
    expect(await fingerprintOf(at('a.json'))).toBe(known);
    await writeFile(at('a.json'), 'x');
    expect(await fingerprintOf(at('a.json'))).not.toBe(known);
    expect(await fingerprintOf(at('gone.json'))).toBeUndefined();
  });

  it('says what is wrong with one that cannot be opened', async () => {
    await mkdir(at('folder.json'));
    await writeFile(at('utf16.json'), Buffer.from(`\uFEFF${JSON.stringify(topology)}`, 'utf16le'));
    await writeFile(at('text.json'), 'hello');
    await writeFile(
      at('newer.json'),
      JSON.stringify({ ...topology, color: 'red', nodes: [{ id: 'a b', kind: 'socket' }] }),
    );
    const large = await open(at('large.json'), 'w');
    await large.truncate(LARGEST_FILE + 1);
    await large.close();
    expect(await codesOf(at('gone.json'))).toEqual(['file-missing']);
    expect(await codesOf(at('folder.json'))).toEqual(['file-folder']);
    expect(await codesOf(at('utf16.json'))).toEqual(['file-encoding']);
    expect(await codesOf(at('text.json'))).toEqual(['json']);
    expect(await codesOf(at('large.json'))).toEqual(['file-too-large']);
    expect((await codesOf(at('newer.json'))).length).toBeGreaterThan(1);
  });

  it('says that a folder is gone when it is saved there', async () => {
    const saved = await writeTopologyFile(at('gone', 'a.json'), topology);
    expect(saved).toMatchObject({
      ok: false,
      error: [{ code: 'folder-missing', values: { file: at('gone', 'a.json') } }],
    });
  });
});

describe('names of topology files', () => {
  it('get the ending unless they have it', () => {
    expect(withTopologyEnding('/a/hello')).toBe('/a/hello.zmq.json');
    expect(withTopologyEnding('/a/hello.zmq.json')).toBe('/a/hello.zmq.json');
    expect(withTopologyEnding('/a/Hello.JSON')).toBe('/a/Hello.JSON');
    expect(withTopologyEnding('/a/v1.2')).toBe('/a/v1.2.zmq.json');
  });

  it('are shown without folder and ending', () => {
    expect(titleOfFile('/a/b/weather.zmq.json')).toBe('weather');
    expect(titleOfFile('/a/b/weather.json')).toBe('weather');
  });

  it('are made of a title without what a file system would take amiss', () => {
    expect(fileNameFor('Hello')).toBe('Hello.zmq.json');
    expect(fileNameFor('../etc: a/b?')).toBe('etc-a-b.zmq.json');
    expect(fileNameFor('天气 一')).toBe('天气-一.zmq.json');
    expect(fileNameFor('…')).toBe('topology.zmq.json');
  });
});
