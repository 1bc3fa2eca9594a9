/** A section of one of ZeroMQ's specifications, as https://rfc.zeromq.org has them, or of the IETF's RFC 6455. */
export interface RfcPlace {
  readonly rfc: RfcNumber;
  /** The heading of the section, as it is spelled there. */
  readonly section: string;
}

/** The specifications that a wire is read by, with the names that they give themselves. */
export const RFC_NAMES = {
  13: 'ZMTP 1.0',
  15: 'ZMTP 2.0',
  23: 'ZMTP 3.0',
  24: 'ZMTP-PLAIN',
  25: 'ZMTP-CURVE',
  26: 'CurveZMQ',
  28: 'REQREP',
  37: 'ZMTP 3.1',
  45: 'ZWS 2.0',
  48: 'RADIO-DISH',
  6455: 'WebSocket',
} as const;

export type RfcNumber = keyof typeof RFC_NAMES;

/** `RFC 37/ZMTP 3.1, Framing`. */
export function rfcText({ rfc, section }: RfcPlace): string {
  return `RFC ${rfc}/${RFC_NAMES[rfc]}, ${section}`;
}
