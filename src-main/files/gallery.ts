import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { GalleryEntry } from '../../shared/ipc';
import { fail, ok, type Problem, type Result } from '../../shared/result';
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
  }),
);

/** Reads the gallery: `gallery.json` in the folder, and the topologies that it names. Nothing is ever written there. */
export async function readGallery(folder: string): Promise<Result<readonly GalleryEntry[], readonly Problem[]>> {
  const list = await readList(path.join(folder, 'gallery.json'));
  if (!list.ok) return fail([list.error]);
  const entries: GalleryEntry[] = [];
  const problems: Problem[] = [];
  for (const { id, file, title, description } of list.value) {
    const read = await readTopologyFile(path.join(folder, file));
    if (read.ok) entries.push({ id, title, description, topology: read.value.topology });
    else problems.push(...read.error.map((problem) => ({ ...problem, message: `${file}: ${problem.message}` })));
  }
  return problems.length > 0 ? fail(problems) : ok(entries);
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
