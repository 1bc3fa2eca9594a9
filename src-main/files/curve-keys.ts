import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { z85Decode, z85Encode } from '../../shared/security/z85';

/** What stands before the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

export interface CurvePair {
  /** Both halves in Z85. */
  readonly publicKey: string;
  readonly secretKey: string;
}

/** A new key pair for CURVE: Curve25519, as `zmq_curve_keypair(3)` makes one. */
export function newCurvePair(): CurvePair {
  const { privateKey } = generateKeyPairSync('x25519');
  return { publicKey: half(createPublicKey(privateKey), 'x'), secretKey: half(privateKey, 'd') };
}

/** The public key that belongs to a secret one, both in Z85; `undefined` where it is none. */
export function publicKeyOfSecret(secretKey: string): string | undefined {
  const bytes = z85Decode(secretKey);
  if (bytes?.length !== 32) return undefined;
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' });
  return half(createPublicKey(secret), 'x');
}

function half(key: KeyObject, part: 'x' | 'd'): string {
  return z85Encode(Buffer.from(key.export({ format: 'jwk' })[part] ?? '', 'base64url'));
}
