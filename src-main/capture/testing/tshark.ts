import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Reading a file of a few packets takes it a second or two; a loaded machine gets much more. */
const LIMIT_MS = 60_000;

/** What Wireshark's own program says of a capture file. Fails with what to install where it is not there. */
export async function tshark(...args: string[]): Promise<string> {
  try {
    const { stdout } = await run('tshark', args, { timeout: LIMIT_MS, maxBuffer: 256 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      'This test opens the exported packets with tshark, which is not installed. ' +
        '`npm test` installs it as root on Debian or Ubuntu; else: sudo apt-get install -y tshark',
    );
  }
}

/** True where this Wireshark has a dissector for ZMTP: 4.4 and later. */
export async function knowsZmtp(): Promise<boolean> {
  return /\tzmtp$/m.test(await tshark('-G', 'protocols'));
}

/** The bytes of one TCP connection of a file as Wireshark puts them together: those of the connecting side, then the other's. */
export async function followed(file: string, stream: number): Promise<readonly [Buffer, Buffer]> {
  const text = await tshark('-r', file, '-q', '-z', `follow,tcp,raw,${stream}`);
  const lines = text.split('\n').filter((line) => /^\t?[0-9a-f]+$/.test(line));
  const of = (server: boolean) => lines.filter((line) => line.startsWith('\t') === server).map((line) => line.trim());
  return [Buffer.from(of(false).join(''), 'hex'), Buffer.from(of(true).join(''), 'hex')];
}

/** Some fields of every packet. */
export async function packetFields(file: string, ...fields: string[]): Promise<readonly string[][]> {
  const checks = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
  const text = await tshark('-r', file, ...checks, '-T', 'fields', ...fields.flatMap((field) => ['-e', field]));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'));
}
