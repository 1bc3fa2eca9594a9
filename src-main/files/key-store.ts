import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import {
  isLoginText,
  keyNameSchema,
  type Credential,
  type CredentialFacts,
  type Credentials,
} from '../../shared/security/security';
import { isZ85Key } from '../../shared/security/z85';
import { writeAtomically } from './atomic-write';
import { newCurvePair, publicKeyOfSecret } from './curve-keys';
import { errorCode, fileProblem } from './file-problem';

/** Seals texts with a key of the user's own that the system keeps. */
export interface Vault {
  readonly available: boolean;
  /** As base64. */
  seal(text: string): string;
  /** Throws where it was sealed by somebody else, or on another machine. */
  open(sealed: string): string;
}

/** Keys and logins at the most. */
export const MOST_CREDENTIALS = 500;

const secret = z.strictObject({ sealed: z.boolean(), value: z.string() });
const fileSchema = z.strictObject({
  format: z.literal('zmq-patchbay-keys/1'),
  credentials: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          name: keyNameSchema,
          type: z.literal('curve'),
          publicKey: z.string().refine(isZ85Key),
          secret: secret.optional(),
        }),
        z.strictObject({ name: keyNameSchema, type: z.literal('login'), user: z.string(), secret }),
      ]),
    )
    .max(MOST_CREDENTIALS),
});
type Stored = z.infer<typeof fileSchema>['credentials'][number];
/** A CURVE key before it has its name. */
type CurveKey = Omit<Extract<Stored, { type: 'curve' }>, 'name'>;

/**
 * The user's CURVE keys and PLAIN logins, outside of every topology file: secrets are sealed by the system's key store
 * where it has one, and the file can be read by its user alone.
 */
export class KeyStore {
  private tail: Promise<Result<void>> = Promise.resolve(ok(undefined));

  private constructor(
    private readonly file: string,
    private readonly vault: Vault,
    private stored: readonly Stored[],
  ) {}

  /** Reads the store; a file that cannot be understood is set aside, never overwritten. */
  static async load(file: string, vault: Vault, onError: (error: unknown) => void): Promise<KeyStore> {
    return new KeyStore(file, vault, await read(file, onError));
  }

  /** True where secrets are sealed by the system's key store. */
  get sealed(): boolean {
    return this.vault.available;
  }

  /** What may be shown, by name. */
  facts(): CredentialFacts[] {
    return this.stored
      .map((stored): CredentialFacts =>
        stored.type === 'login'
          ? { name: stored.name, type: 'login', user: stored.user }
          : {
              name: stored.name,
              type: 'curve',
              publicKey: stored.publicKey,
              hasSecret: this.secretOf(stored) !== undefined,
            },
      )
      .toSorted((one, other) => one.name.localeCompare(other.name));
  }

  /** Everything with its secrets, for the engine alone. */
  credentials(): Credentials {
    return Object.fromEntries(this.stored.map((stored) => [stored.name, this.credential(stored)]));
  }

  /** Makes a new key pair for each name. Problem: a name that is taken, or is none. */
  generate(names: readonly string[]): Promise<Result<void>> {
    return this.add(names, () =>
      ok(
        names.map((name): Stored => {
          const { publicKey, secretKey } = newCurvePair();
          return { name, type: 'curve', publicKey, secret: this.seal(secretKey) };
        }),
      ),
    );
  }

  /**
   * Takes over a key pair in Z85, or with `secretKey` empty the public half of somebody else's. A name of which only the public
   * half is here can be given the secret one.
   */
  importKey(name: string, publicKey: string, secretKey: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      const lacking = this.stored.find((stored) => stored.name === name && this.secretOf(stored) === undefined);
      const made = secretKey === '' ? publicHalf(publicKey) : this.pair(publicKey, secretKey);
      if (lacking?.type !== 'curve' || !made.ok || secretKey === '')
        return this.addNow([name], () => named(name, made));
      if (made.value.publicKey !== lacking.publicKey) return fail(DIFFERENT_HALVES);
      return this.write(this.stored.map((stored) => (stored === lacking ? { name, ...made.value } : stored)));
    });
  }

  /** Problem: a name that is taken or none, or what libzmq would not take as a user name or password. */
  addLogin(name: string, user: string, password: string): Promise<Result<void>> {
    return this.add([name], () => {
      if (!isLoginText(user)) return fail(noLogin('login-user', 'user name'));
      if (!isLoginText(password)) return fail(noLogin('login-password', 'password'));
      return ok([{ name, type: 'login', user, secret: this.seal(password) }]);
    });
  }

  remove(name: string): Promise<Result<void>> {
    return this.inTurn(() => this.write(this.stored.filter((stored) => stored.name !== name)));
  }

  /** Problem: there is none of this name, or the new one is taken or none. */
  rename(name: string, to: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      if (name === to) return ok(undefined);
      if (!this.stored.some((stored) => stored.name === name)) return fail(notHere(name));
      const problem = this.nameProblem(to);
      if (problem && problem.code !== TOO_MANY.code) return fail(problem);
      return this.write(this.stored.map((stored) => (stored.name === name ? { ...stored, name: to } : stored)));
    });
  }

  /** The secret key in Z85, or the password; `undefined` where it is not here or cannot be unsealed. */
  secret(name: string): string | undefined {
    const stored = this.stored.find((one) => one.name === name);
    return stored && this.secretOf(stored);
  }

  private add(names: readonly string[], make: () => Result<Stored[]>): Promise<Result<void>> {
    return this.inTurn(() => this.addNow(names, make));
  }

  private async addNow(names: readonly string[], make: () => Result<Stored[]>): Promise<Result<void>> {
    const problem = firstProblem(names.map((name) => this.nameProblem(name)));
    if (problem) return fail(problem);
    const made = make();
    return made.ok ? this.write([...this.stored, ...made.value]) : made;
  }

  private pair(publicKey: string, secretKey: string): Result<CurveKey> {
    const belongs = publicKeyOfSecret(secretKey);
    if (belongs === undefined) return fail(noKey('secret-no-key', 'secret key'));
    if (publicKey !== '' && !isZ85Key(publicKey)) return fail(noKey('public-no-key', 'public key'));
    if (publicKey !== '' && publicKey !== belongs) return fail(DIFFERENT_HALVES);
    return ok({ type: 'curve', publicKey: belongs, secret: this.seal(secretKey) });
  }

  /** One change after the other, so that none writes over another. */
  private inTurn(change: () => Promise<Result<void>>): Promise<Result<void>> {
    this.tail = this.tail.then(change, change);
    return this.tail;
  }

  private async write(next: readonly Stored[]): Promise<Result<void>> {
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      const text = `${JSON.stringify({ format: 'zmq-patchbay-keys/1', credentials: next }, undefined, 2)}\n`;
      await writeAtomically(this.file, text, 0o600);
    } catch (error) {
      return fail(fileProblem(error, this.file, 'write'));
    }
    this.stored = next;
    return ok(undefined);
  }

  private nameProblem(name: string): Problem | undefined {
    if (!keyNameSchema.safeParse(name).success) return noName(name);
    if (this.stored.some((stored) => stored.name === name)) return nameTaken(name);
    return this.stored.length >= MOST_CREDENTIALS ? TOO_MANY : undefined;
  }

  private seal(text: string): z.infer<typeof secret> {
    return this.vault.available ? { sealed: true, value: this.vault.seal(text) } : { sealed: false, value: text };
  }

  private secretOf(stored: Stored): string | undefined {
    if (!stored.secret) return undefined;
    if (!stored.secret.sealed) return stored.secret.value;
    try {
      return this.vault.open(stored.secret.value);
    } catch {
      return undefined;
    }
  }

  private credential(stored: Stored): Credential {
    const opened = this.secretOf(stored);
    return stored.type === 'login'
      ? { type: 'login', user: stored.user, password: opened ?? '' }
      : { type: 'curve', publicKey: stored.publicKey, ...(opened === undefined ? {} : { secretKey: opened }) };
  }
}

async function read(file: string, onError: (error: unknown) => void): Promise<readonly Stored[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') onError(error);
    return [];
  }
  try {
    return fileSchema.parse(JSON.parse(text)).credentials;
  } catch (error) {
    onError(error);
    await rename(file, `${file}.unreadable`).catch(onError);
    return [];
  }
}

function firstProblem(problems: readonly (Problem | undefined)[]): Problem | undefined {
  return problems.find((problem) => problem !== undefined);
}

function noName(name: string): Problem {
  return {
    code: 'key-name',
    message: `"${name}" cannot be a name: use 1 to 32 letters, digits, spaces, ".", "_" or "-", and begin with a letter or digit.`,
    values: { name },
  };
}

function nameTaken(name: string): Problem {
  return {
    code: 'key-name-taken',
    message: `There is a key or login "${name}" already. Choose another name, or remove that one first.`,
    values: { name },
  };
}

function publicHalf(publicKey: string): Result<CurveKey> {
  return isZ85Key(publicKey) ? ok({ type: 'curve', publicKey }) : fail(noKey('public-no-key', 'public key'));
}

function named(name: string, made: Result<CurveKey>): Result<Stored[]> {
  return made.ok ? ok([{ name, ...made.value }]) : made;
}

function notHere(name: string): Problem {
  return {
    code: 'no-such-key',
    message: `There is no key or login "${name}" any more. Open the list of keys again to see those that are there.`,
    values: { name },
  };
}

function noKey(code: string, what: string): Problem {
  return { code, message: `This is no ${what}: a CURVE key in Z85 is 40 characters, as zmq_curve_keypair gives it.` };
}

function noLogin(code: string, what: string): Problem {
  return { code, message: `This is no ${what}: PLAIN takes 1 to 255 bytes. Write at least one letter.` };
}

const DIFFERENT_HALVES: Problem = {
  code: 'key-halves-differ',
  message:
    'The public key does not belong to the secret key. Leave the public key empty: it follows from the secret one.',
};

const TOO_MANY: Problem = {
  code: 'too-many-keys',
  message: `${MOST_CREDENTIALS} keys and logins are kept, which is the most. Remove some that are no longer used.`,
};
