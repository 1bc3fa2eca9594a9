import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import { isLoginText, keyNameSchema, type Credential, type Credentials } from '../../shared/security/security';
import { isZ85Key } from '../../shared/security/z85';

const key = z.string().refine(isZ85Key, 'a CURVE key is 40 characters of Z85');
const loginText = z.string().refine(isLoginText, 'a user name and a password are 1 to 255 bytes long');
const fileSchema = z.record(
  keyNameSchema,
  z.union(
    [
      z.strictObject({ publicKey: key, secretKey: key.optional() }),
      z.strictObject({ user: loginText, password: loginText }),
    ],
    { error: 'this is neither { "publicKey": "…", "secretKey": "…" } in Z85 nor { "user": "…", "password": "…" }' },
  ),
);

/** Reads the keys and logins of `--keys`. The error is a sentence that names the file, and the place in it. */
export async function readKeysFile(file: string): Promise<Result<Credentials, string>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    return fail(`--keys ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(`--keys ${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it holds no keys'}.`);
  }
  const entries = Object.entries(parsed.data).map(([name, given]): [string, Credential] => [
    name,
    'user' in given ? { type: 'login', ...given } : { type: 'curve', ...given },
  ]);
  return ok(Object.fromEntries(entries));
}
