import { cp, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { headlessBundle, startProgram, type Program } from './testing/headless-program';
import { GALLERY, replyTopology, topologyFiles } from './testing/topology-files';

const bundled = headlessBundle();
const temporary = temporaryFolder();
const { fromGallery, saved } = topologyFiles(temporary);

const start = (...args: readonly string[]): Program => startProgram(bundled('headless.js'), args);

describe('a run that fails', () => {
  it('says that an endpoint is in use, and leaves nothing on standard output', async () => {
    const { server, port } = await listening();
    try {
      const { code, stdout, stderr } = await start(
        'run',
        await saved(replyTopology(`tcp://127.0.0.1:${port}`)),
        '--json',
      ).ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^server: tcp://127\\.0\\.0\\.1:${port} is in use: .+\\.\\n$`));
    } finally {
      server.close();
    }
  });

  it('names an option that ZeroMQ refuses, and ends as well as any other', async () => {
    const position = { x: 0, y: 0 };
    // A range of IPv6 is no address to a socket without the option ipv6.
    const options = { tcpAcceptFilter: 'fe80::/10' };
    const nodes = [{ id: 'pull', kind: 'socket', socket: 'PULL', position, options, bind: ['tcp://127.0.0.1:*'] }];
    const file = await saved({ format: 'zmq-patchbay/1', name: 'Refused', nodes, links: [] });
    const { code, signal, stderr } = await start('run', file, '--for', '300ms').ended;
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(stderr).toContain('as its option "tcpAcceptFilter"');
  });

  it('says where the capture file cannot be', async () => {
    const capture = temporary('missing', 'out.jsonl');
    const { code, stdout, stderr } = await start('run', await fromGallery('hello'), '--capture', capture).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`The capture file ${capture} cannot be created: its folder does not exist.\n`);
  });

  it('says that the engine could not start', async () => {
    // The program without the engine that belongs beside it.
    for (const part of ['headless.js', 'chunks'])
      await cp(bundled(part), bundled(path.join('alone', part)), { recursive: true });
    const program = startProgram(bundled(path.join('alone', 'headless.js')), ['run', await fromGallery('hello')]);
    const { code, signal, stdout, stderr } = await program.ended;
    expect({ code, signal, stdout }).toEqual({ code: 1, signal: null, stdout: '' });
    expect(stderr).toMatch(/^The engine ended by a fault of its own \(.*worker\.js.*\)\..*\n$/);
  });
});

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

describe('a wrong file or command line', () => {
  it.each(['run', 'check'])('is answered with code 2 and a line for each problem by %s', async (verb) => {
    const topology = replyTopology('tcp://127.0.0.1');
    const file = await saved({ ...topology, links: [{ id: 'l1', from: 'nobody', to: 'server', colour: 'red' }] });
    const shape = await start(verb, file).ended;
    expect(shape).toMatchObject({ code: 2, stdout: '' });
    expect(shape.stderr).toBe('links[0].colour: there is no such field; remove it or mend its name\n');

    await saved({ ...topology, links: [{ id: 'l1', from: 'nobody', to: 'server' }] });
    const meaning = await start(verb, file).ended;
    expect(meaning).toMatchObject({ code: 2, stdout: '' });
    expect(meaning.stderr.split('\n')).toEqual([
      expect.stringMatching(/^nodes\[0\]\.bind\[0\]: .*no port/),
      'links[0].from: there is no socket "nobody"',
      '',
    ]);
  });

  it.each([
    ['is no JSON', '{\n  "format":\n}', /^The file is no JSON: .+\.\n$/],
    [
      'is of a newer version',
      '{ "format": "zmq-patchbay/2" }',
      /^format: "zmq-patchbay\/2" is of a newer version.*\n$/,
    ],
  ])('says on one line that the file %s', async (_, text, said) => {
    const { code, stdout, stderr } = await start('check', await saved(text)).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });

  it('says that there is no such file', async () => {
    const file = temporary('missing.zmq.json');
    const { code, stdout, stderr } = await start('run', file, '--json').ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^There is no file .*missing\.zmq\.json.*\n$/);
  });

  it('says which flag there is not', async () => {
    const ended = await start('run', 'x.json', '--fast').ended;
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('There is no --fast') });
  });

  it('does not write a capture over the topology', async () => {
    const file = await fromGallery('hello');
    const before = await readFile(file, 'utf8');
    const ended = await start('run', file, '--capture', `${path.dirname(file)}/./${path.basename(file)}`).ended;
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('is the topology file itself') });
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});

describe('check', () => {
  it('says that a file is well', async () => {
    const { code, stdout, stderr } = await start('check', path.join(GALLERY, 'broker.zmq.json')).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '"Broker" is well: 7 nodes, 6 links.\n', stderr: '' });
  });
});
