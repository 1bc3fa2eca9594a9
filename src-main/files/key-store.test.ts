import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { curveKeyPair } from 'zeromq';
import { newCurvePair, publicKeyOfSecret } from './curve-keys';
import { KeyStore, type Vault } from './key-store';

/** Not a good seal, but one by which a secret in the file can be told from a sealed one. */
const turned: Vault = {
  available: true,
  seal: (text) => Buffer.from(text).toString('base64').split('').toReversed().join(''),
  open: (sealed) => Buffer.from(sealed.split('').toReversed().join(''), 'base64').toString(),
};
const none: Vault = {
  available: false,
  seal: () => {
    throw new Error('there is no vault');
  },
  open: () => {
    throw new Error('there is no vault');
  },
};

const noError = (error: unknown): never => {
  throw error;
};
const place = async () => path.join(await mkdtemp(path.join(tmpdir(), 'keys-test-')), 'below', 'keys.json');
const load = (file: string, vault = turned) => KeyStore.load(file, vault, noError);

describe('CURVE keys', () => {
  it('are those that ZeroMQ makes: the public one follows from its secret one', () => {
    const theirs = curveKeyPair();
    expect(publicKeyOfSecret(theirs.secretKey)).toBe(theirs.publicKey);
    const ours = newCurvePair();
    expect(publicKeyOfSecret(ours.secretKey)).toBe(ours.publicKey);
    expect(newCurvePair().secretKey).not.toBe(ours.secretKey);
  });
});

describe('the key store', () => {
  it('keeps keys and logins over a restart, and no secret in clear', async () => {
    const file = await place();
    const store = await load(file);
    expect(await store.generate(['server', 'ada'])).toMatchObject({ ok: true });
    expect(await store.addLogin('bob', 'robert', 'tinker tailor')).toMatchObject({ ok: true });
    const again = await load(file);
    expect(again.facts()).toMatchObject([
      { name: 'ada', type: 'curve', hasSecret: true },
      { name: 'bob', type: 'login', user: 'robert' },
      { name: 'server', type: 'curve', hasSecret: true },
    ]);
    expect(again.credentials()).toEqual(store.credentials());
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('tinker tailor');
    expect(text).not.toContain(store.secret('ada'));
  });

  it.runIf(process.platform !== 'win32')('is readable by its user alone, also where nothing seals it', async () => {
    const file = await place();
    const store = await load(file, none);
    await store.addLogin('bob', 'robert', 'tinker');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await load(file, none)).secret('bob')).toBe('tinker');
  });

  it('takes over a pair, a public half, and refuses what does not belong together', async () => {
    const store = await load(await place());
    const [one, other] = [curveKeyPair(), curveKeyPair()];
    expect(await store.importKey('pair', '', one.secretKey)).toMatchObject({ ok: true });
    expect(store.credentials()['pair']).toEqual({ type: 'curve', ...one });
    expect(await store.importKey('public', other.publicKey, '')).toMatchObject({ ok: true });
    expect(store.facts().find(({ name }) => name === 'public')).toMatchObject({ hasSecret: false });
    const mixed = await store.importKey('mixed', one.publicKey, other.secretKey);
    expect(mixed).toMatchObject({ ok: false, error: { code: 'key-halves-differ' } });
    expect(await store.importKey('short', 'abc', '')).toMatchObject({ ok: false, error: { code: 'public-no-key' } });
    expect(await store.importKey('bad', '', '~'.repeat(40))).toMatchObject({
      ok: false,
      error: { code: 'secret-no-key' },
    });
    expect(await store.generate(['pair'])).toMatchObject({ ok: false, error: { code: 'key-name-taken' } });
    expect(await store.generate(['a/b'])).toMatchObject({ ok: false, error: { code: 'key-name' } });
    expect(store.facts()).toHaveLength(2);
  });

  it('completes a public half by its own secret key only', async () => {
    const store = await load(await place());
    const [one, other] = [curveKeyPair(), curveKeyPair()];
    await store.importKey('half', one.publicKey, '');
    expect(await store.importKey('half', '', other.secretKey)).toMatchObject({ error: { code: 'key-halves-differ' } });
    expect(await store.importKey('half', one.publicKey, '')).toMatchObject({ error: { code: 'key-name-taken' } });
    expect(await store.importKey('half', '', one.secretKey)).toMatchObject({ ok: true });
    expect(store.credentials()).toEqual({ half: { type: 'curve', ...one } });
  });

  it('takes no login that libzmq would refuse', async () => {
    const store = await load(await place());
    expect(await store.addLogin('a', '', 'x')).toMatchObject({ error: { code: 'login-user' } });
    expect(await store.addLogin('a', 'bob', '')).toMatchObject({ error: { code: 'login-password' } });
    expect(await store.addLogin('a', '字'.repeat(86), 'x')).toMatchObject({ error: { code: 'login-user' } });
    expect(await store.addLogin('a', '字'.repeat(85), 'x')).toMatchObject({ ok: true });
  });

  it('renames what is there to a name that is free, with its secret', async () => {
    const file = await place();
    const store = await load(file);
    await store.generate(['a', 'b']);
    const { a, b } = store.credentials();
    expect(await store.rename('a', 'b')).toMatchObject({ error: { code: 'key-name-taken' } });
    expect(await store.rename('a', '/')).toMatchObject({ error: { code: 'key-name' } });
    expect(await store.rename('gone', 'c')).toMatchObject({ error: { code: 'no-such-key' } });
    expect(await store.rename('a', 'c')).toMatchObject({ ok: true });
    expect((await load(file)).credentials()).toEqual({ b, c: a });
  });

  it('makes changes at once one after the other', async () => {
    const file = await place();
    const store = await load(file);
    await Promise.all([store.generate(['a']), store.generate(['b']), store.remove('a'), store.generate(['c'])]);
    expect((await load(file)).facts().map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('sets aside a file that it does not understand, and says what it was', async () => {
    const file = await place();
    const store = await load(file);
    await store.generate(['a']);
    await writeFile(file, '{"format":"something else"}');
    const errors: unknown[] = [];
    const after = await KeyStore.load(file, turned, (error) => errors.push(error));
    expect([after.facts(), errors.length]).toEqual([[], 1]);
    expect(await readFile(`${file}.unreadable`, 'utf8')).toContain('something else');
  });

  it('keeps a key whose secret the system no longer gives back, without its secret', async () => {
    const file = await place();
    await (await load(file)).generate(['a']);
    const locked: Vault = { ...turned, open: none.open };
    const store = await load(file, locked);
    expect(store.facts()).toMatchObject([{ name: 'a', hasSecret: false }]);
    expect(store.secret('a')).toBeUndefined();
  });
});
