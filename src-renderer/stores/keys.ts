import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { KeyList } from '../../shared/security/security';
import type { Problem, Result } from '../../shared/result';
import { renameKey as renameKeyIn } from '../../shared/security/key-uses';
import { secureLink, type Mechanism } from '../../shared/security/secure-link';
import { knownKeys, type KnownKey } from '../../shared/zmq/secure-code';
import { request } from '../bridge';
import { edit, topologyNow } from './document';

/** The user's keys and logins; empty until they were asked for. */
export const useKeys = create<KeyList>()(() => ({ keys: [], sealed: true }));

/** What may be known of keys and logins by their names, for code that names them. Asked for when it is first needed. */
export function useKnownKeys(): KnownKey {
  const keys = useKeys((state) => state.keys);
  useEffect(() => {
    loadKeys().catch((error: unknown) => console.error('keys:list failed', error));
  }, []);
  return useMemo(() => knownKeys(keys), [keys]);
}

export async function loadKeys(): Promise<void> {
  useKeys.setState(await request('keys:list', undefined));
}

export async function generateKeys(names: readonly string[]): Promise<Problem | undefined> {
  return names.length === 0 ? undefined : took(await request('keys:generate', { names }));
}

export async function importKey(name: string, publicKey: string, secretKey: string): Promise<Problem | undefined> {
  return took(await request('keys:import', { name, publicKey, secretKey }));
}

export async function addLogin(name: string, user: string, password: string): Promise<Problem | undefined> {
  return took(await request('keys:login', { name, user, password }));
}

/** Renames a key or login, also where this topology names it. Other files go on by the old name. */
export async function renameKey(name: string, to: string): Promise<Problem | undefined> {
  const problem = took(await request('keys:rename', { name, to }));
  if (!problem) edit((topology) => renameKeyIn(topology, name, to));
  return problem;
}

export async function removeKey(name: string): Promise<Problem | undefined> {
  return took(await request('keys:remove', { name }));
}

/** Puts a secret on the clipboard; it never comes into the window. */
export async function copySecret(name: string): Promise<Problem | undefined> {
  const done = await request('keys:copySecret', { name });
  return done.ok ? undefined : done.error;
}

/** Secures both ends of a link, with new keys or a new login where none fit yet. */
export async function secure(link: string, mechanism: Mechanism): Promise<Problem | undefined> {
  await loadKeys();
  const secured = secureLink(topologyNow(), link, mechanism, useKeys.getState().keys);
  if (!secured) return undefined;
  const { generate, login, topology } = secured;
  const problem =
    (await generateKeys(generate)) ?? (login === undefined ? undefined : await addLogin(login, login, freshPassword()));
  if (!problem) edit(() => topology);
  return problem;
}

/** Nobody has to remember it: both ends know it by the login's name. */
function freshPassword(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function took(done: Result<KeyList>): Problem | undefined {
  if (!done.ok) return done.error;
  useKeys.setState(done.value);
  return undefined;
}
