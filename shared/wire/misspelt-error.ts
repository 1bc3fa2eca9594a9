/** `^RROR` */
const MISSPELT = [0x5e, 0x52, 0x52, 0x4f, 0x52];
/** Bytes of the misspelt name, the length in front of it included. */
export const MISSPELT_LENGTH = MISSPELT.length;

/**
 * True for the ERROR of a PLAIN server of libzmq (4.2 to 4.3.5), whose name is `^RROR` without a length: in its source an
 * escape for the length takes the E with it (`plain_common.hpp`, `"\x5ERROR"`). A name of 94 letters begins otherwise.
 */
export function isMisspeltError(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < MISSPELT_LENGTH || to - from > MISSPELT[0]!) return false;
  return MISSPELT.every((byte, index) => bytes[from + index] === byte);
}
