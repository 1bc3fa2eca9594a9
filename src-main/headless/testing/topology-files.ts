import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the gallery's topologies. */
export const GALLERY = path.resolve(import.meta.dirname, '../../../topologies');

/** Writes topology files into a test's own folder. */
export function topologyFiles(temporary: (...parts: string[]) => string) {
  const saved = async (content: string | object): Promise<string> => {
    const file = temporary('topology.zmq.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  /** A gallery topology on ports that nobody else uses. */
  const fromGallery = async (name: string): Promise<string> => {
    const text = await readFile(path.join(GALLERY, `${name}.zmq.json`), 'utf8');
    return saved(text.replaceAll(/tcp:\/\/127\.0\.0\.1:\d+/g, 'tcp://127.0.0.1:*'));
  };
  return { saved, fromGallery };
}

/** One REP that answers "World" at an endpoint. */
export function replyTopology(bind: string) {
  const behavior = { type: 'reply', frames: ['World'] };
  const server = { id: 'server', kind: 'socket', socket: 'REP', position: { x: 0, y: 0 }, bind: [bind], behavior };
  return { format: 'zmq-patchbay/1', name: 'One server', nodes: [server], links: [] };
}
