/** Hand-made ZWS, byte by byte after RFC 45 and RFC 6455 and independent of the reader, for tests. */
import { property } from './zmtp-bytes';

const KEY = Buffer.from([0x12, 0x34, 0xab, 0xcd]);

export function request(protocols = 'ZWS2.0/NULL,ZWS2.0', path = '/zmq'): Buffer {
  return head([
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${protocols}`,
    'Sec-WebSocket-Version: 13',
  ]);
}

export function answer(protocol = 'ZWS2.0/NULL'): Buffer {
  return head([
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    `Sec-WebSocket-Protocol: ${protocol}`,
  ]);
}

export function head(lines: readonly string[]): Buffer {
  return Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');
}

/** A WebSocket frame (RFC 6455/WebSocket, Base Framing Protocol). */
export function wsFrame(payload: Buffer, masked: boolean, first = 0x82, key = KEY): Buffer {
  const { length } = payload;
  const bit = masked ? 0x80 : 0;
  const header =
    length < 126
      ? Buffer.from([first, bit | length])
      : length < 65536
        ? Buffer.from([first, bit | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([first, bit | 127]), uint64(length)]);
  if (!masked) return Buffer.concat([header, payload]);
  return Buffer.concat([header, key, payload.map((byte, i) => byte ^ key[i % 4]!)]);
}

/** Frames of one side; the client's are masked. */
export class Zws {
  constructor(private readonly masked: boolean) {}

  frame(body: Buffer | string, flags = 0, key = KEY): Buffer {
    return wsFrame(Buffer.concat([Buffer.from([flags]), Buffer.from(body)]), this.masked, 0x82, key);
  }

  message(...frames: readonly (Buffer | string)[]): Buffer {
    return Buffer.concat(frames.map((body, i) => this.frame(body, i < frames.length - 1 ? 1 : 0)));
  }

  command(name: string, data: Buffer | string = ''): Buffer {
    return this.frame(Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from(data)]), 2);
  }

  ready(socketType: string, identity = ''): Buffer {
    const properties = [property('Socket-Type', socketType), property('Identity', identity)];
    return this.command('READY', Buffer.concat(properties));
  }

  ping(body = ''): Buffer {
    return wsFrame(Buffer.from(body), this.masked, 0x89);
  }

  pong(body = ''): Buffer {
    return wsFrame(Buffer.from(body), this.masked, 0x8a);
  }
}

export const client = new Zws(true);
export const server = new Zws(false);

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
