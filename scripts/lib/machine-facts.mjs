import { cpus, totalmem } from 'node:os';

/**
 * What a figure depends on besides the code.
 * @param {{ electron: string | undefined }} programs
 * @returns {Promise<Record<string, string | number>>}
 */
export async function machineFacts({ electron }) {
  const { version } = await import('zeromq');
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    electron: electron ?? 'none',
    libzmq: version,
  };
}
