import type { Direction } from '../../shared/traffic/flow';

/** Bytes of a segment at the most: as on a loopback interface, so that most messages are one packet. */
const SEGMENT = 65_495;
const IP_HEADER = 20;
const TCP_HEADER = 20;
const PROTOCOL_TCP = 6;
const FIN = 0x01;
const SYN = 0x02;
const PSH = 0x08;
const ACK = 0x10;
/** After so many bytes without an answer the receiver's acknowledgement is written, well within its window. */
const ACK_AFTER = 1024 * 1024;
/** The largest window at the largest scale of RFC 7323, 1 GiB. */
const WINDOW = 0xffff;
const WINDOW_SCALE = 14;

export interface TcpEnd {
  /** Four bytes. */
  readonly address: Uint8Array;
  readonly port: number;
}

/** Takes one IPv4 packet; `first` is true for the first one that carries the bytes given to `send`. */
export type PacketTaker = (packet: Uint8Array, first: boolean) => void;

interface Side extends TcpEnd {
  /** Sequence number of the next byte it sends, modulo 2^32. */
  next: number;
  /** Bytes it has sent that the other side has not acknowledged. */
  unanswered: number;
}

/**
 * A TCP connection made up around bytes that were seen at a relay: the handshake, segments with right sequence numbers,
 * acknowledgements and checksums, and the end (RFC 9293). Nothing is lost in it and nothing sent twice.
 */
export class TcpStory {
  private readonly connecting: Side;
  private readonly binding: Side;
  private packets = 0;

  constructor(
    connecting: TcpEnd,
    binding: TcpEnd,
    private readonly take: PacketTaker,
  ) {
    this.connecting = { ...connecting, next: 1000, unanswered: 0 };
    this.binding = { ...binding, next: 5000, unanswered: 0 };
  }

  open(): void {
    this.segment('forward', SYN, NOTHING, true);
    this.segment('backward', SYN | ACK, NOTHING);
    this.segment('forward', ACK, NOTHING);
  }

  /** Sends bytes in as many segments as they need. */
  send(direction: Direction, bytes: Uint8Array): void {
    const side = this.side(direction);
    for (let from = 0; from < bytes.length; from += SEGMENT) {
      const part = bytes.subarray(from, from + SEGMENT);
      this.segment(direction, from + SEGMENT >= bytes.length ? PSH | ACK : ACK, part, from === 0);
      side.unanswered += part.length;
      if (side.unanswered >= ACK_AFTER) this.acknowledge(direction);
    }
  }

  close(): void {
    for (const direction of ['forward', 'backward'] as const) this.acknowledge(direction);
    this.segment('forward', FIN | ACK, NOTHING);
    this.segment('backward', FIN | ACK, NOTHING);
    this.segment('forward', ACK, NOTHING);
  }

  private acknowledge(direction: Direction): void {
    if (this.side(direction).unanswered > 0)
      this.segment(direction === 'forward' ? 'backward' : 'forward', ACK, NOTHING);
  }

  private side(direction: Direction): Side {
    return direction === 'forward' ? this.connecting : this.binding;
  }

  private segment(direction: Direction, flags: number, payload: Uint8Array, first = false): void {
    const from = this.side(direction);
    const to = from === this.connecting ? this.binding : this.connecting;
    const options = (flags & SYN) === 0 ? NOTHING : SYN_OPTIONS;
    const head = IP_HEADER + TCP_HEADER + options.length;
    const packet = Buffer.alloc(head + payload.length);
    this.packets++;
    putIpHeader(packet, this.packets, from.address, to.address);
    packet.writeUInt16BE(from.port, 20);
    packet.writeUInt16BE(to.port, 22);
    packet.writeUInt32BE(from.next, 24);
    packet.writeUInt32BE((flags & ACK) === 0 ? 0 : to.next, 28);
    packet[32] = ((TCP_HEADER + options.length) / 4) << 4;
    packet[33] = flags;
    packet.writeUInt16BE(WINDOW, 34);
    packet.set(options, IP_HEADER + TCP_HEADER);
    packet.set(payload, head);
    packet.writeUInt16BE(tcpChecksum(packet), 36);
    if ((flags & ACK) !== 0) to.unanswered = 0;
    const counted = payload.length + ((flags & (SYN | FIN)) === 0 ? 0 : 1);
    from.next = (from.next + counted) % 0x1_0000_0000;
    this.take(packet, first);
  }
}

const NOTHING = new Uint8Array(0);
/** Largest segment (kind 2), then a filler and the scale of the window (kind 3). */
const SYN_OPTIONS = Buffer.from([2, 4, SEGMENT >> 8, SEGMENT & 0xff, 1, 3, 3, WINDOW_SCALE]);

function putIpHeader(packet: Buffer, id: number, from: Uint8Array, to: Uint8Array): void {
  packet[0] = 0x45;
  packet.writeUInt16BE(packet.length, 2);
  packet.writeUInt16BE(id & 0xffff, 4);
  // May not be cut.
  packet[6] = 0x40;
  packet[8] = 64;
  packet[9] = PROTOCOL_TCP;
  packet.set(from, 12);
  packet.set(to, 16);
  packet.writeUInt16BE(folded(sum(packet, 0, IP_HEADER)), 10);
}

/** Over the segment and the pseudo header of addresses, protocol and length. */
function tcpChecksum(packet: Buffer): number {
  return folded(sum(packet, 12, packet.length) + PROTOCOL_TCP + packet.length - IP_HEADER);
}

function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i + 1 < to; i += 2) total += (bytes[i]! << 8) | bytes[i + 1]!;
  return (to - from) % 2 === 0 ? total : total + (bytes[to - 1]! << 8);
}

/** The one's complement of a sum of 16-bit words: RFC 1071. */
function folded(total: number): number {
  let rest = total;
  while (rest > 0xffff) rest = (rest % 0x10000) + Math.floor(rest / 0x10000);
  return ~rest & 0xffff;
}
