import { z } from 'zod';
import { utf8 } from '../bytes';
import { isZ85Key } from './z85';

/** What a key pair or a login may be called; shorter than a key in Z85, so that the two cannot be mistaken. */
export const KEY_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u;

export const keyNameSchema = z
  .string()
  .regex(KEY_NAME, 'a key or login is named with 1 to 32 letters, digits, spaces, ".", "_" or "-"');

/** What libzmq takes as a user name or password: 1 to 255 bytes (`zmq_setsockopt(3)`, ZMQ_PLAIN_USERNAME; RFC 24/PLAIN). */
export function isLoginText(text: string): boolean {
  const bytes = utf8(text).length;
  return bytes >= 1 && bytes <= 255;
}

const publicKey = z
  .string()
  .refine((text) => KEY_NAME.test(text) || isZ85Key(text), 'this is neither the name of a key nor a public key in Z85');
const names = z.array(keyNameSchema).max(256).readonly();
const publicKeys = z.array(publicKey).max(256).readonly();

/**
 * How a socket secures its connections. Keys and logins are named only: they are kept outside the file. A server lets in
 * whom `allow` lists and `deny` does not; a CURVE server without `allow` lets in everybody who has a key.
 */
export const securitySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('plain-server'), allow: names, deny: names.optional() }),
  z.strictObject({ type: z.literal('plain-client'), login: keyNameSchema }),
  z.strictObject({
    type: z.literal('curve-server'),
    key: keyNameSchema,
    allow: publicKeys.optional(),
    deny: publicKeys.optional(),
  }),
  z.strictObject({ type: z.literal('curve-client'), key: keyNameSchema, server: publicKey }),
]);

export type Security = Readonly<z.infer<typeof securitySchema>>;
export type SecurityType = Security['type'];

/** A key pair, or the public half of somebody else's, in Z85; or a user name with its password. */
export type Credential =
  | { readonly type: 'curve'; readonly publicKey: string; readonly secretKey?: string | undefined }
  | { readonly type: 'login'; readonly user: string; readonly password: string };

export type Credentials = Readonly<Record<string, Credential>>;

/** What the window knows of a credential: never its secret. */
export type CredentialFacts =
  | { readonly name: string; readonly type: 'curve'; readonly publicKey: string; readonly hasSecret: boolean }
  | { readonly name: string; readonly type: 'login'; readonly user: string };

/** The mechanism that a socket speaks, as ZMTP names it. */
export function mechanismOf(security: Security | undefined): 'NULL' | 'PLAIN' | 'CURVE' {
  if (security === undefined) return 'NULL';
  return security.type.startsWith('plain') ? 'PLAIN' : 'CURVE';
}

/** One decision about a caller of a secured socket. */
export interface ZapDecision {
  /** Number in its run, from 1. */
  readonly number: number;
  /** Seconds since the run began. */
  readonly t: number;
  readonly socket: string;
  readonly mechanism: string;
  /** IP address of the caller, as the relay saw it; '' for one that came over ipc. */
  readonly address: string;
  /** Name of the key or login where one is known, else the user name or the public key in Z85. */
  readonly who: string;
  readonly verdict: 'allowed' | 'denied';
  readonly reason: ZapReason;
}

export type ZapReason =
  | 'listed'
  | 'everybody'
  | 'denied'
  | 'notListed'
  | 'unknownUser'
  | 'wrongPassword'
  | 'mechanism'
  | 'addressDenied'
  | 'addressNotListed';

export interface ZapLog {
  /** Newest first. */
  readonly decisions: readonly ZapDecision[];
  /** Of all decisions of the run, for the sockets asked for. */
  readonly allowed: number;
  readonly denied: number;
}

/** The user's keys and logins, by name. */
export interface KeyList {
  readonly keys: readonly CredentialFacts[];
  /** False where this system has no key store: secrets lie in a file that its user alone can read. */
  readonly sealed: boolean;
}
