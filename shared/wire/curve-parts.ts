import { hex } from '../bytes';
import type { Parts } from './parts';
import type { RfcPlace } from './rfc';

/**
 * The commands of CURVE (RFC 26/CurveZMQ, High-level Grammar). Sealed boxes are one part each: what is in them only the
 * two sides can read. False where the command is none of CURVE's own, ERROR for one.
 */
export function curveParts(parts: Parts, name: string): boolean {
  switch (name) {
    case 'HELLO': {
      const place = placeOf('The HELLO Command');
      parts.take('curveVersion', 2, place, `${parts.byte()}.${parts.byte(1)}`);
      parts.take('curvePadding', 72, place, '');
      parts.take('curveTransientKey', 32, place, digits(parts, 32));
      parts.take('curveNonce', 8, place, digits(parts, 8));
      parts.rest('curveSignatureBox', place, '');
      return true;
    }
    case 'WELCOME': {
      const place = placeOf('The WELCOME Command');
      parts.take('curveNonce', 16, place, digits(parts, 16));
      parts.rest('curveWelcomeBox', place, '');
      return true;
    }
    case 'INITIATE': {
      const place = placeOf('The INITIATE Command');
      parts.take('curveCookie', 96, place, '');
      parts.take('curveNonce', 8, place, digits(parts, 8));
      parts.rest('curveInitiateBox', place, '');
      return true;
    }
    case 'READY': {
      const place = placeOf('The READY Command');
      parts.take('curveNonce', 8, place, digits(parts, 8));
      parts.rest('curveReadyBox', place, '');
      return true;
    }
    default:
      return false;
  }
}

function placeOf(section: string): RfcPlace {
  return { rfc: 26, section };
}

function digits(parts: Parts, count: number): string {
  return `0x${hex(parts.bytes.subarray(parts.at, parts.at + count))}`;
}
