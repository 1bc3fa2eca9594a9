/** The longest datagram that libzmq 4.3.5 makes or takes, in bytes (MAX_UDP_MSG of `udp_engine.hpp`). */
const LONGEST = 8192;
/** Its group's length is read as a signed byte there. */
const LONGEST_GROUP = 127;

export interface RadioDatagram {
  readonly group: Buffer;
  readonly body: Buffer;
}

/** Reads what a RADIO sends over udp: a byte with the length of the group, the group, the body. `undefined` where it is none. */
export function readRadioDatagram(bytes: Buffer): RadioDatagram | undefined {
  const length = bytes[0];
  if (length === undefined || bytes.length < 1 + length || bytes.length > LONGEST) return undefined;
  return { group: bytes.subarray(1, 1 + length), body: bytes.subarray(1 + length) };
}

/**
 * Whether a message can go as a datagram. libzmq writes a longer one beyond its buffer, and a DISH's process is ended by a
 * group of more than 127 bytes (`udp_engine_t::out_event`, `in_event`).
 * @param group length in bytes; of a DGRAM 0, as its datagrams are the body alone
 */
export function fitsDatagram(group: number, body: number, prefix = 1): boolean {
  return group <= LONGEST_GROUP && prefix + group + body <= LONGEST;
}
