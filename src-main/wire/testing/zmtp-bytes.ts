/** Hand-made ZMTP, byte by byte after the RFCs and independent of the reader, for tests. */

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** A 64-byte greeting (RFC 37/ZMTP 3.1, Formal Grammar). */
export function greeting3(minor: number, mechanism = 'NULL', asServer = false): Buffer {
  const bytes = Buffer.alloc(64);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes[11] = minor;
  bytes.write(mechanism, 12, 'latin1');
  bytes[32] = asServer ? 1 : 0;
  return bytes;
}

/** The 12 bytes of ZMTP 2.0 (RFC 15/ZMTP 2.0), or of a 3.x side that steps down (`revision` 3). */
export function greeting2(socketType: number, revision = 1): Buffer {
  return Buffer.concat([signature(), Buffer.from([revision, socketType])]);
}

/** The signature with the padding that makes it the start of a ZMTP 1.0 identity frame. */
export function signature(identityLength = 0): Buffer {
  const bytes = Buffer.alloc(10);
  bytes[0] = 0xff;
  bytes.writeBigUInt64BE(BigInt(identityLength + 1), 1);
  bytes[9] = 0x7f;
  return bytes;
}

export function frame(body: Buffer | string, more = false, long = body.length > 255): Buffer {
  return withHeader((more ? MORE : 0) | (long ? LONG : 0), Buffer.from(body), long);
}

export function message(...frames: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat(frames.map((body, i) => frame(body, i < frames.length - 1)));
}

/** A frame of ZMTP 1.0: the length, which counts the flags, then the flags (RFC 13/ZMTP 1.0). */
export function frame1(body: Buffer | string, more = false): Buffer {
  const bytes = Buffer.from(body);
  const length = bytes.length + 1;
  const header = length < 255 ? Buffer.from([length]) : Buffer.concat([Buffer.from([0xff]), uint64(length)]);
  return Buffer.concat([header, Buffer.from([more ? MORE : 0]), bytes]);
}

export function command(name: string, data: Buffer | string = ''): Buffer {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), Buffer.from(data)]);
  const long = body.length > 255;
  return withHeader(COMMAND | (long ? LONG : 0), body, long);
}

export function property(name: string, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), length, bytes]);
}

export function ready(socketType: string, identity: Buffer | string = ''): Buffer {
  return command('READY', Buffer.concat([property('Socket-Type', socketType), property('Identity', identity)]));
}

function withHeader(flags: number, body: Buffer, long: boolean): Buffer {
  const length = long ? uint64(body.length) : Buffer.from([body.length]);
  return Buffer.concat([Buffer.from([flags]), length, body]);
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
