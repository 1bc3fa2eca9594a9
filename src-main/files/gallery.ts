import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { GalleryEntry } from '../../shared/ipc';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import type { Language } from '../../shared/settings';
import { readTopologyFile } from './topology-file';

/** Entry that a first start opens on. */
export const FIRST_EXAMPLE = 'hello';

const bilingual = z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) });
const listSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    // A plain name, so that the list cannot lead out of its folder.
    file: z.string().regex(/^[a-z0-9-]+\.zmq\.json$/),
    title: bilingual,
    description: bilingual,
    /** Labels of nodes by their ids, in languages other than that of the file. */
    labels: z.record(z.string(), bilingual.omit({ en: true })).default({}),
  }),
);

/** An entry as it is shipped: its topology is in English. */
export interface Example extends GalleryEntry {
  readonly labels: z.infer<typeof listSchema>[number]['labels'];
}

/** Reads the gallery: `gallery.json` in the folder, and the topologies that it names. Nothing is ever written there. */
export async function readGallery(folder: string): Promise<Result<readonly Example[], readonly Problem[]>> {
  const list = await readList(path.join(folder, 'gallery.json'));
  if (!list.ok) return fail([list.error]);
  const entries: Example[] = [];
  const problems: Problem[] = [];
  for (const { file, ...entry } of list.value) {
    const read = await readTopologyFile(path.join(folder, file));
    if (read.ok) entries.push({ ...entry, topology: read.value.topology });
    else problems.push(...read.error.map((problem) => ({ ...problem, message: `${file}: ${problem.message}` })));
  }
  return problems.length > 0 ? fail(problems) : ok(entries);
}

/** The entry with a topology whose name, description and labels are in that language. */
export function inLanguage({ labels, ...entry }: Example, language: Language): GalleryEntry {
  const { title, description, topology } = entry;
  const nodes = topology.nodes.map((node) => {
    const label = language === 'en' ? undefined : labels[node.id]?.[language];
    return label === undefined ? node : { ...node, label };
  });
  return { ...entry, topology: { ...topology, name: title[language], description: description[language], nodes } };
}

async function readList(file: string): Promise<Result<z.infer<typeof listSchema>>> {
  try {
    return ok(listSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail({
      code: 'gallery',
      message: `The gallery could not be read: ${detail}.`,
      where: file,
      values: { detail },
    });
  }
}
