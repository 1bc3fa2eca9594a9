import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_MAX_MESSAGE_SIZE, optionsOf } from '../../shared/zmq/options';
import { SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { openZmqSocket, type RawSocket } from './zmq-socket';

/** The greeting of a ZMTP 3.1 peer without security, RFC 37. */
const GREETING = Buffer.concat([
  Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 1]),
  Buffer.from('NULL'),
  Buffer.alloc(48),
]);

const opened: (RawSocket | Socket)[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) {
    if ('destroy' in socket) socket.destroy();
    else socket.close();
  }
});

/** True where a peer is cut off that announces a frame of so many bytes. */
async function isCutOff(maxMessageSize: number | undefined, announced: bigint): Promise<boolean> {
  const pull = openZmqSocket('PULL', maxMessageSize === undefined ? {} : { maxMessageSize });
  pull.bindSync('tcp://127.0.0.1:*');
  const peer = connect(Number(pull.lastEndpoint?.split(':').at(-1)), '127.0.0.1');
  opened.push(pull, peer);
  const closed = new Promise<boolean>((resolve) => {
    peer.once('close', () => resolve(true));
    peer.on('error', () => resolve(true));
  });
  // What the socket answers to the greeting: once it has come, what follows is read as frames.
  const greeted = new Promise<void>((resolve) => {
    let bytes = 0;
    peer.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > 64) resolve();
    });
  });
  const header = Buffer.alloc(9);
  header[0] = 0x02;
  header.writeBigUInt64BE(announced, 1);
  const ready = Buffer.from('\x04\x1a\x05READY\x0bSocket-Type\0\0\0\x04PUSH', 'latin1');
  peer.write(GREETING);
  peer.write(ready);
  await greeted;
  peer.write(header);
  // A frame of which no byte comes is one that is cut off at its header or not at all.
  if (announced <= BigInt(DEFAULT_MAX_MESSAGE_SIZE)) peer.write(Buffer.alloc(Number(announced)));
  const heard = pull.receive().then(
    ([frame]) => frame?.length !== Number(announced),
    () => true,
  );
  return Promise.race([closed, heard]);
}

describe('a peer that announces a frame', () => {
  it('is heard while the frame is within the bound', async () => {
    expect(await isCutOff(undefined, BigInt(DEFAULT_MAX_MESSAGE_SIZE))).toBe(false);
    expect(await isCutOff(1000, 1000n)).toBe(false);
  });

  it('is cut off where it is longer, before anything is allocated for it', async () => {
    expect(await isCutOff(undefined, BigInt(DEFAULT_MAX_MESSAGE_SIZE) + 1n)).toBe(true);
    expect(await isCutOff(1000, 1001n)).toBe(true);
  });

  it('is cut off also by a socket that takes every frame, where the machine could not', async () => {
    expect(await isCutOff(-1, 2n ** 31n)).toBe(true);
    expect(await isCutOff(-1, 2n ** 62n)).toBe(true);
  });
});

it('a socket with an option that libzmq refuses is not left open, and the option is named', () => {
  expect(() => openZmqSocket('REQ', { sendHighWaterMark: -5 })).toThrow(
    expect.objectContaining({ code: 'EINVAL', option: 'sendHighWaterMark' }) as Error,
  );
});

it('every bound that an option is said to have is one that libzmq takes', () => {
  const refused = SOCKET_TYPES.flatMap((type) =>
    optionsOf(type)
      .filter(({ form }) => /count|milliseconds|seconds|bytes/.test(form))
      .flatMap(({ name, least = 0, most = 2_147_483_647 }) =>
        [least, most].filter((value) => !isTaken(type, name, value)).map((value) => `${type} ${name} ${value}`),
      ),
  );
  expect(refused).toEqual([]);
});

function isTaken(type: SocketType, name: string, value: number): boolean {
  try {
    openZmqSocket(type, { [name]: value }).close();
    return true;
  } catch {
    return false;
  }
}
