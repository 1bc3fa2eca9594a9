import { createHash, timingSafeEqual } from 'node:crypto';
import { isInRanges, type Addresses } from '../../../shared/security/address-range';
import { nameOfKey, publicKeyOf } from '../../../shared/security/rules';
import type { Credentials, Security, ZapReason } from '../../../shared/security/security';

/** Who calls, as a ZAP request says it (RFC 27/ZAP, "The Request"). */
export type ZapCaller =
  | { readonly mechanism: 'PLAIN'; readonly user: string; readonly password: string }
  /** The public key in Z85. */
  | { readonly mechanism: 'CURVE'; readonly publicKey: string }
  | { readonly mechanism: 'NULL' }
  | { readonly mechanism: 'other'; readonly name: string };

export interface ZapVerdict {
  readonly allowed: boolean;
  readonly reason: ZapReason;
  readonly who: string;
}

/** Why an address is kept out; `undefined` where it is not. Who comes over ipc has none, and is of this machine. */
export function addressFault(addresses: Addresses | undefined, address: string): ZapReason | undefined {
  if (!addresses || address === '') return undefined;
  if (isInRanges(address, addresses.deny ?? [])) return 'addressDenied';
  return addresses.allow && !isInRanges(address, addresses.allow) ? 'addressNotListed' : undefined;
}

/** Whether a socket lets a caller in. What is denied is denied also where it is listed as allowed. */
export function zapVerdict(security: Security | undefined, credentials: Credentials, caller: ZapCaller): ZapVerdict {
  if (security === undefined) return { allowed: caller.mechanism === 'NULL', reason: 'everybody', who: '' };
  if (caller.mechanism === 'PLAIN') {
    const { user } = caller;
    if (security.type !== 'plain-server') return { allowed: false, reason: 'mechanism', who: user };
    return plainVerdict(security, credentials, caller);
  }
  if (caller.mechanism === 'CURVE') {
    const { publicKey } = caller;
    const who = nameOfKey(publicKey, credentials) ?? publicKey;
    if (security.type !== 'curve-server') return { allowed: false, reason: 'mechanism', who };
    const has = (list: readonly string[]) => list.some((entry) => publicKeyOf(entry, credentials) === publicKey);
    if (has(security.deny ?? [])) return { allowed: false, reason: 'denied', who };
    if (security.allow === undefined) return { allowed: true, reason: 'everybody', who };
    const listed = has(security.allow);
    return { allowed: listed, reason: listed ? 'listed' : 'notListed', who };
  }
  return { allowed: false, reason: 'mechanism', who: caller.mechanism === 'other' ? caller.name : '' };
}

function plainVerdict(
  { allow, deny = [] }: Extract<Security, { type: 'plain-server' }>,
  credentials: Credentials,
  { user, password }: Extract<ZapCaller, { mechanism: 'PLAIN' }>,
): ZapVerdict {
  const logins = Object.entries(credentials).filter(([, login]) => login.type === 'login' && login.user === user);
  const [known] = logins;
  if (!known) return { allowed: false, reason: 'unknownUser', who: user };
  // Two logins may share a user name; the one with this password is meant.
  const fits = logins.find(([, login]) => login.type === 'login' && sameText(login.password, password));
  const [name] = fits ?? known;
  if (deny.includes(name)) return { allowed: false, reason: 'denied', who: name };
  if (!allow.includes(name)) return { allowed: false, reason: 'notListed', who: name };
  return fits ? { allowed: true, reason: 'listed', who: name } : { allowed: false, reason: 'wrongPassword', who: name };
}

/** Takes as long for a first wrong letter as for a last one, so that nobody can feel their way along a password. */
function sameText(one: string, other: string): boolean {
  // Digests are of one length, which is what the comparison asks for.
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
