import type { ByteSink } from './byte-sink';

/** Packets begin with an IPv4 or IPv6 header (LINKTYPE_RAW of the tcpdump group's list of link-layer types). */
const LINKTYPE_RAW = 101;

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const NAME_RESOLUTION = 4;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

const OPTION_END = 0;
const OPTION_COMMENT = 1;
/** Of a section: the application that wrote it. */
const SECTION_APPLICATION = 4;
/** Of an interface: its name, its description, the resolution of its times (6: microseconds). */
const INTERFACE_NAME = 2;
const INTERFACE_TEXT = 3;
const INTERFACE_RESOLUTION = 9;
const PACKET_ID = 5;
const NAME_RECORD_IPV4 = 1;

/** What is known of one packet besides its bytes. */
export interface PacketFacts {
  /** Number of the interface, in the order of their descriptions. */
  readonly interface: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly comment?: string | undefined;
  /** A number that is the packet's own in the file. */
  readonly id?: number | undefined;
}

/** Blocks of a capture file, little-endian: draft-ietf-opsawg-pcapng, "Block Definitions". */
export function putSectionHeader(out: ByteSink, application: string): void {
  const options = optionBytes([[SECTION_APPLICATION, Buffer.from(application)]]);
  block(out, SECTION_HEADER, 16 + options.length, () => {
    out.uint32(BYTE_ORDER_MAGIC);
    out.uint16(1);
    out.uint16(0);
    // The length of the section is not said.
    out.uint32(0xffffffff);
    out.uint32(0xffffffff);
    out.put(options);
  });
}

export function putInterface(out: ByteSink, name: string, text: string): void {
  const options = optionBytes([
    [INTERFACE_NAME, Buffer.from(name)],
    [INTERFACE_TEXT, Buffer.from(text)],
    [INTERFACE_RESOLUTION, Buffer.from([6])],
  ]);
  block(out, INTERFACE_DESCRIPTION, 8 + options.length, () => {
    out.uint16(LINKTYPE_RAW);
    out.uint16(0);
    out.uint32(0);
    out.put(options);
  });
}

/** Says what the machine at an IPv4 address is called. */
export function putName(out: ByteSink, address: Uint8Array, name: string): void {
  const value = Buffer.concat([address, Buffer.from(name), Buffer.from([0])]);
  block(out, NAME_RESOLUTION, 4 + padded(value.length) + 4, () => {
    out.uint16(NAME_RECORD_IPV4);
    out.uint16(value.length);
    out.put(value);
    out.zeros(padded(value.length) - value.length);
    // The end of the records.
    out.uint32(0);
  });
}

export function putPacket(
  out: ByteSink,
  packet: Uint8Array,
  { interface: number, time, comment, id }: PacketFacts,
): void {
  const options: [number, Uint8Array][] = [];
  if (comment !== undefined) options.push([OPTION_COMMENT, Buffer.from(comment)]);
  if (id !== undefined) options.push([PACKET_ID, uint64(id)]);
  const tail = optionBytes(options);
  block(out, ENHANCED_PACKET, 20 + padded(packet.length) + tail.length, () => {
    out.uint32(number);
    out.uint32(Math.floor(time / 0x1_0000_0000));
    out.uint32(time % 0x1_0000_0000);
    out.uint32(packet.length);
    out.uint32(packet.length);
    out.put(packet);
    out.zeros(padded(packet.length) - packet.length);
    out.put(tail);
  });
}

/** @param body length of what `write` puts in, in bytes, a multiple of 4 */
function block(out: ByteSink, type: number, body: number, write: () => void): void {
  out.uint32(type);
  out.uint32(body + 12);
  write();
  out.uint32(body + 12);
}

function optionBytes(options: readonly (readonly [code: number, value: Uint8Array])[]): Buffer {
  if (options.length === 0) return Buffer.alloc(0);
  const parts = options.map(([code, value]) => {
    // A length has two bytes.
    const cut = value.subarray(0, 0xffff);
    const bytes = Buffer.alloc(4 + padded(cut.length));
    bytes.writeUInt16LE(code, 0);
    bytes.writeUInt16LE(cut.length, 2);
    bytes.set(cut, 4);
    return bytes;
  });
  const end = Buffer.alloc(4);
  end.writeUInt16LE(OPTION_END);
  return Buffer.concat([...parts, end]);
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** Everything in a block lies at multiples of 32 bits. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
