import { readTopologyFile } from '../files/topology-file';
import { oneLine } from './run-log';

/** What `check` says of a topology file: what it holds, or one line for each thing that is wrong with it. */
export async function checkFile(
  file: string,
): Promise<{ readonly fine: string } | { readonly problems: readonly string[] }> {
  const read = await readTopologyFile(file);
  if (!read.ok) return { problems: read.error.map(({ message }) => oneLine(message)) };
  const { name, nodes, links } = read.value.topology;
  return { fine: `"${oneLine(name)}" is well: ${counted(nodes.length, 'node')}, ${counted(links.length, 'link')}.` };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
