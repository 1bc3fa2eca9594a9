import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { networkEndpoints } from './network-consent';
import { FIRST_EXAMPLE, inLanguage, readGallery } from './gallery';

const at = temporaryFolder();
const shipped = path.resolve(import.meta.dirname, '../../topologies');

describe('the gallery', () => {
  it('has what the tutorial teaches, each of it valid and on this machine alone', async () => {
    const read = await readGallery(shipped);
    if (!read.ok) throw new Error(read.error.map(({ message }) => message).join('\n'));
    const ids = read.value.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([FIRST_EXAMPLE, 'weather', 'pipeline', 'pair', 'broker']));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { topology } of read.value) expect(networkEndpoints(topology)).toEqual([]);
  });

  it('speaks the language of the user in what is opened from it, down to every label', async () => {
    const read = await readGallery(shipped);
    if (!read.ok) throw new Error('it cannot be read');
    for (const example of read.value) {
      const { title, description, topology } = inLanguage(example, 'zh-CN');
      expect(topology).toMatchObject({ name: title['zh-CN'], description: description['zh-CN'] });
      expect(topology.nodes.filter(({ label }) => !/[\u4e00-\u9fff]/.test(label ?? ''))).toEqual([]);
      const english = inLanguage(example, 'en').topology;
      expect(english.nodes).toEqual(example.topology.nodes);
      // What a label is given for is there.
      expect(Object.keys(example.labels).sort()).toEqual(english.nodes.map(({ id }) => id).sort());
    }
  });

  it('names the file that is wrong', async () => {
    const title = { en: 'Broken', 'zh-CN': '坏' };
    await writeFile(
      at('gallery.json'),
      JSON.stringify([{ id: 'broken', file: 'broken.zmq.json', title, description: title }]),
    );
    await writeFile(at('broken.zmq.json'), '{}');
    const read = await readGallery(at());
    expect(read.ok).toBe(false);
    expect(!read.ok && read.error[0]?.message).toMatch(/^broken\.zmq\.json: /);
  });

  it('leads nowhere outside its folder', async () => {
    const title = { en: 'x', 'zh-CN': 'x' };
    const list = [{ id: 'secret', file: '../secret.zmq.json', title, description: title }];
    await writeFile(at('gallery.json'), JSON.stringify(list));
    expect((await readGallery(at())).ok).toBe(false);
  });
});
