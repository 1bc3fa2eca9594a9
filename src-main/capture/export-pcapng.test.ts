import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKWARD, FORWARD, KIND_COMMAND, KIND_HANDSHAKE } from '../../shared/traffic/flow';
import { temporaryFolder } from '../testing/temporary-folder';
import { command, greeting3, message, ready } from '../wire/testing/zmtp-bytes';
import { answer, client, request, server, wsFrame } from '../wire/testing/zws-bytes';
import { PcapngFormat } from './export-pcapng';
import type { CaptureRing } from './ring';
import { CONTEXT, exported, steadyRing, writeHandshake, writeMessage } from './testing/captured';
import { followed, knowsZmtp, packetFields, tshark } from './testing/tshark';
import { writeItem } from './testing/write-items';

const at = temporaryFolder();

async function saved(ring: CaptureRing): Promise<string> {
  const file = at('export.pcapng');
  await writeFile(file, exported(ring, new PcapngFormat(CONTEXT)));
  return file;
}

/** Nothing that Wireshark finds wrong, and nothing that it would have to guess. */
async function expectFlawless(file: string): Promise<void> {
  const packets = await packetFields(
    file,
    'tcp.analysis.flags',
    'ip.checksum.status',
    'tcp.checksum.status',
    '_ws.malformed',
  );
  expect(new Set(packets.map((fields) => fields.join('|')))).toEqual(new Set(['|1|1|']));
}

describe('the packets, opened by tshark', { timeout: 120_000 }, () => {
  it('carry the same frames, those of the handshake included, byte by byte', async () => {
    const ring = steadyRing();
    writeHandshake(ring);
    const long = Buffer.alloc(300, 'long ');
    writeMessage(ring, ['', 'Hello']);
    writeMessage(ring, ['', 'World', long], { direction: BACKWARD });
    writeItem(ring.writer(0, BACKWARD, 1), KIND_COMMAND, [command('PING', 'xy').subarray(2)]);
    const file = await saved(ring);
    expect(await followed(file, 0)).toEqual([
      Buffer.concat([greeting3(1), ready('REQ'), message('', 'Hello')]),
      Buffer.concat([greeting3(1), ready('REP'), message('', 'World', long), command('PING', 'xy')]),
    ]);
    await expectFlawless(file);
  });

  it('are in one TCP connection for each connection, named as in the topology, at the times of the capture', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['', 'first']);
    writeMessage(ring, ['', 'other'], { flow: 1 });
    writeHandshake(ring, 2);
    writeMessage(ring, ['', 'again'], { connection: 2 });
    const file = await saved(ring);
    const packets = await packetFields(
      file,
      'tcp.stream',
      'frame.interface_name',
      'frame.packet_id',
      'frame.time_epoch',
    );
    expect(new Set(packets.map(([stream, name]) => `${stream} ${name}`))).toEqual(new Set(['0 l1', '1 peer1', '2 l1']));
    // A message of its own has its number in the capture, and its own time.
    const [first] = packets.filter(([, , id]) => id === '1');
    expect(Number(first?.[3]) * 1000).toBeCloseTo(CONTEXT.startedAt + 1, 2);
    expect((await followed(file, 2))[0]).toEqual(Buffer.concat([greeting3(1), ready('REQ'), message('', 'again')]));
    const hosts = await tshark('-r', file, '-q', '-z', 'hosts');
    expect(hosts).toContain('client 1');
    await expectFlawless(file);
  });

  it('begin with a handshake that says that it is made up, where none is among the items', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['', 'Hello']);
    const file = await saved(ring);
    const [forward, backward] = await followed(file, 0);
    // libzmq puts the length of an identity of ZMTP 1.0 into the padding of its signature.
    const greeting = greeting3(1);
    greeting[8] = 1;
    expect(forward).toEqual(Buffer.concat([greeting, ready('REQ'), message('', 'Hello')]));
    expect(backward).toEqual(Buffer.concat([greeting, ready('REP')]));
    const comments = (await packetFields(file, 'frame.comment')).flat();
    expect(comments.filter((text) => text.startsWith('Reconstructed'))).toHaveLength(4);
  });

  it('hold long messages in many segments, and say which were not kept whole', async () => {
    const ring = steadyRing({ frameLimit: 100_000 });
    const body = Buffer.alloc(250_000, 'abcdefg');
    writeMessage(ring, [body.subarray(0, 100_000)]);
    writeMessage(ring, [body, 'tail']);
    const file = await saved(ring);
    const [forward] = await followed(file, 0);
    const handshake = greeting3(1).length + ready('REQ').length;
    expect(forward.subarray(handshake)).toEqual(
      Buffer.concat([message(body.subarray(0, 100_000)), message(body.subarray(0, 100_000), 'tail')]),
    );
    const comments = (await packetFields(file, 'frame.comment')).flat();
    expect(comments.filter((text) => text.includes('of frame 1 the first 100000 of 250000 bytes'))).toHaveLength(1);
    await expectFlawless(file);
  });

  it('hold any messages either way', async () => {
    const anyMessage = fc.record({
      forward: fc.boolean(),
      frames: fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 4 }),
    });
    const sample =
      fc.sample(fc.array(anyMessage, { minLength: 200, maxLength: 200 }), { numRuns: 1, seed: 7 })[0] ?? [];
    const ring = steadyRing();
    writeHandshake(ring);
    for (const { forward, frames } of sample) {
      writeMessage(ring, frames, { direction: forward ? FORWARD : BACKWARD });
    }
    const file = await saved(ring);
    const sent = (forward: boolean, type: string) =>
      Buffer.concat([
        greeting3(1),
        ready(type),
        ...sample
          .filter((one) => one.forward === forward)
          .map(({ frames }) => message(...frames.map((frame) => Buffer.from(frame)))),
      ]);
    expect(await followed(file, 0)).toEqual([sent(true, 'REQ'), sent(false, 'REP')]);
    await expectFlawless(file);
  });

  it('are read by the ZMTP dissector where this Wireshark has one', async () => {
    const ring = steadyRing();
    writeHandshake(ring);
    writeMessage(ring, ['', 'Hello']);
    const file = await saved(ring);
    const decoded = ['-r', file, '-d', 'tcp.port==5555,zmtp', '-Y', 'zmtp', '-T', 'fields', '-e', 'zmtp.data.text'];
    if (await knowsZmtp()) expect(await tshark(...decoded)).toContain('Hello');
    // Wireshark before 4.4: it has none, and says so. The bytes are checked above all the same.
    else await expect(tshark(...decoded)).rejects.toThrow(/zmtp/i);
  });

  it('of a WebSocket are its own frames, which Wireshark reads by itself', async () => {
    const context: typeof CONTEXT = {
      ...CONTEXT,
      flowOf: (flow) => ({ ...CONTEXT.flowOf(flow), endpoint: 'ws://127.0.0.1:40123/zmq' }),
    };
    const ring = steadyRing();
    const [forward, backward] = [ring.writer(0, FORWARD, 1), ring.writer(0, BACKWARD, 1)];
    const body = (type: string) => ready(type).subarray(2);
    writeItem(forward, KIND_HANDSHAKE, [request()]);
    writeItem(backward, KIND_HANDSHAKE, [answer()]);
    writeItem(forward, KIND_HANDSHAKE, [body('REQ')]);
    writeItem(backward, KIND_HANDSHAKE, [body('REP')]);
    writeMessage(ring, ['', 'Hello']);
    writeMessage(ring, ['', Buffer.alloc(300, 'w')], { direction: BACKWARD });
    writeItem(forward, KIND_COMMAND, [Buffer.from('\x04PINGhi')]);
    // Its handshake is not among the items.
    writeMessage(ring, ['again'], { connection: 2 });
    const file = at('web.pcapng');
    await writeFile(file, exported(ring, new PcapngFormat(context)));
    const zero = Buffer.alloc(4);
    const masked = (text: string | Buffer, flags = 0) => client.frame(text, flags, zero);
    expect(await followed(file, 0)).toEqual([
      Buffer.concat([
        request(),
        masked(body('REQ'), 2),
        masked('', 1),
        masked('Hello'),
        wsFrame(Buffer.from('hi'), true, 0x89, zero),
      ]),
      Buffer.concat([answer(), server.frame(body('REP'), 2), server.message('', Buffer.alloc(300, 'w'))]),
    ]);
    const opcodes = (await tshark('-r', file, '-Y', 'websocket', '-T', 'fields', '-e', 'websocket.opcode')).split('\n');
    expect(opcodes.flatMap((line) => line.split(',')).filter(Boolean)).toEqual([
      '2',
      '2',
      '2',
      '2',
      '2',
      '2',
      '9',
      '2',
      '2',
      '2',
    ]);
    await expectFlawless(file);
  });
});
