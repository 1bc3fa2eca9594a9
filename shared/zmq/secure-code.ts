import type { Addresses } from '../security/address-range';
import type { CredentialFacts, Security } from '../security/security';
import { isZ85Key, z85Decode } from '../security/z85';
import { hex } from '../bytes';

/** How a program of one's own is secured. A CURVE client without a `key` makes one up. */
export type ProgramSecurity =
  | Exclude<Security, { type: 'curve-client' }>
  | { readonly type: 'curve-client'; readonly key?: string | undefined; readonly server: string };

/** What may be known of a key or a login: all but its secret. */
export type KnownKey = (name: string) => CredentialFacts | undefined;

export const NO_KEYS: KnownKey = () => undefined;

/** Finds the keys and logins of this computer by their names. */
export function knownKeys(keys: readonly CredentialFacts[]): KnownKey {
  return (name) => keys.find((key) => key.name === name);
}

/** How the program at the other end of a secured socket has to be secured: a client for a server, and the other way. */
export function counterpartOf(security: Security | undefined): ProgramSecurity | undefined {
  switch (security?.type) {
    case undefined:
      return undefined;
    case 'curve-server':
      return { type: 'curve-client', key: security.allow?.find((name) => !isZ85Key(name)), server: security.key };
    case 'curve-client':
      return { type: 'curve-server', key: security.server };
    case 'plain-server':
      return { type: 'plain-client', login: security.allow[0] ?? 'login' };
    case 'plain-client':
      return { type: 'plain-server', allow: [security.login] };
  }
}

interface Secured {
  /** Name of the socket in the code. */
  readonly name: string;
  readonly security: ProgramSecurity;
  readonly known: KnownKey;
  /** Name of the context in the code. */
  readonly context?: string;
}

/**
 * The lines of a Python program (pyzmq) that secure a socket, `zmq_curve(7)` and `zmq_plain(7)`; they need `import os`.
 * Secrets are read from the environment and never written down. A server that is particular about its clients is given a
 * ZAP handler (RFC 27), without which PLAIN lets nobody in.
 */
export function pythonSecurity({ name, security, known, context = 'context' }: Secured): string[] {
  const set = (option: string, value: string) => `${name}.setsockopt(zmq.${option}, ${value})`;
  const own = (key: string) => [
    note('#', key),
    set('CURVE_PUBLICKEY', `b"${publicKey(key, known)}"`),
    set('CURVE_SECRETKEY', `os.environ["${secretName(key)}"].encode()`),
  ];
  switch (security.type) {
    case 'curve-client':
      return [
        set('CURVE_SERVERKEY', `b"${publicKey(security.server, known)}"`),
        ...(security.key === undefined
          ? [
              'public_key, secret_key = zmq.curve_keypair()',
              set('CURVE_PUBLICKEY', 'public_key'),
              set('CURVE_SECRETKEY', 'secret_key'),
            ]
          : own(security.key)),
      ];
    case 'curve-server':
      return [...pythonCurveList(security, known, context), ...own(security.key), set('CURVE_SERVER', '1')];
    case 'plain-client':
      return [
        note('#', security.login, 'password'),
        set('PLAIN_USERNAME', `${JSON.stringify(userOf(security.login, known))}.encode()`),
        set('PLAIN_PASSWORD', `os.environ["${passwordName(security.login)}"].encode()`),
      ];
    case 'plain-server': {
      const passwords = admitted(security).map(
        (login) => `${JSON.stringify(userOf(login, known))}: os.environ["${passwordName(login)}"]`,
      );
      return [
        ...pythonAuthenticator(context),
        `authenticator.configure_plain(domain="*", passwords={${passwords.join(', ')}})`,
        set('PLAIN_SERVER', '1'),
      ];
    }
  }
}

/** The same for Node.js (zeromq.js), as options of the socket's constructor, with the lines that come before it. */
export function nodeSecurity({ security, known }: Pick<Secured, 'security' | 'known'>): {
  readonly before: readonly string[];
  readonly options: readonly string[];
} {
  const own = (key: string) => [
    `curvePublicKey: '${publicKey(key, known)}'`,
    `curveSecretKey: process.env.${secretName(key)}`,
  ];
  switch (security.type) {
    case 'curve-client': {
      const server = `curveServerKey: '${publicKey(security.server, known)}'`;
      if (security.key !== undefined) {
        return { before: [note('//', security.key)], options: [server, ...own(security.key)] };
      }
      const made = ['curvePublicKey: keys.publicKey', 'curveSecretKey: keys.secretKey'];
      return { before: ['const keys = zmq.curveKeyPair()'], options: [server, ...made] };
    }
    case 'curve-server': {
      const { allow, deny } = security;
      const listed = allow ? admitted({ allow, deny }) : deny;
      const keys = (listed ?? []).map((name) => `'${rawKey(name, known)}'`);
      const test = `${allow ? '' : '!'}[${keys.join(', ')}].includes(credentials[0].toString('hex'))`;
      const before = listed ? nodeHandler(test) : [];
      const domain = listed ? ["zapDomain: 'global'"] : [];
      return {
        before: [...before, note('//', security.key)],
        options: ['curveServer: true', ...own(security.key), ...domain],
      };
    }
    case 'plain-client':
      return {
        before: [note('//', security.login, 'password')],
        options: [
          `plainUsername: ${JSON.stringify(userOf(security.login, known))}`,
          `plainPassword: process.env.${passwordName(security.login)}`,
        ],
      };
    case 'plain-server': {
      const logins = admitted(security).map(
        (login) => `${JSON.stringify(userOf(login, known))}: process.env.${passwordName(login)}`,
      );
      const test = `({ ${logins.join(', ')} })[String(credentials[0])] === String(credentials[1])`;
      return { before: nodeHandler(test), options: ['plainServer: true', "zapDomain: 'global'"] };
    }
  }
}

/** What the code cannot say of the addresses that a socket lets callers in from. */
export function addressNote({ allow, deny }: Addresses, mark: '#' | '//'): string {
  const parts = [
    ...(allow ? [`lets in from ${allow.join(', ') || 'nowhere'}`] : []),
    ...(deny ? [`keeps out ${deny.join(', ')}`] : []),
  ];
  return `${mark} By address it ${parts.join(' and ')}: a ZAP handler of your own has to look (RFC 27).`;
}

function pythonCurveList(
  { allow, deny }: Extract<ProgramSecurity, { type: 'curve-server' }>,
  known: KnownKey,
  context: string,
): string[] {
  if (!allow && !deny) return [];
  const keys = (allow ? admitted({ allow, deny }) : (deny ?? [])).map((name) => `b"${publicKey(name, known)}"`);
  return [
    ...pythonAuthenticator(context),
    'class Allowed:',
    `    def callback(self, domain, key): return key ${allow ? 'in' : 'not in'} [${keys.join(', ')}]`,
    'authenticator.configure_curve_callback(domain="*", credentials_provider=Allowed())',
  ];
}

function pythonAuthenticator(context: string): string[] {
  return [
    'from zmq.auth.thread import ThreadAuthenticator',
    `authenticator = ThreadAuthenticator(${context})`,
    'authenticator.start()',
  ];
}

function nodeHandler(test: string): string[] {
  return [
    'const zap = new zmq.Reply()',
    "await zap.bind('inproc://zeromq.zap.01')",
    'void (async () => {',
    '  for await (const [version, id, , , , , ...credentials] of zap) {',
    `    const allowed = ${test}`,
    "    await zap.send([version, id, ...(allowed ? ['200', 'OK'] : ['400', 'Not let in']), '', ''])",
    '  }',
    '})()',
  ];
}

function admitted({
  allow,
  deny = [],
}: {
  readonly allow: readonly string[];
  readonly deny?: readonly string[] | undefined;
}) {
  return allow.filter((name) => !deny.includes(name));
}

/** Where the secret comes from, and what it is called in the environment. */
function note(mark: '#' | '//', name: string, what: 'secret key' | 'password' = 'secret key'): string {
  const variable = what === 'password' ? passwordName(name) : secretName(name);
  return `${mark} The ${what} of "${name}" is copied under Keys and logins; give it as ${variable} in the environment.`;
}

function publicKey(name: string, known: KnownKey): string {
  if (isZ85Key(name)) return name;
  const key = known(name);
  // Its sentence stands where the key has to be.
  return key?.type === 'curve' ? key.publicKey : `put the public key of ${name.replaceAll(/[^\w .-]/g, '_')} here`;
}

/** A public key as a ZAP handler is given it, in hexadecimal digits. */
function rawKey(name: string, known: KnownKey): string {
  const text = publicKey(name, known);
  const bytes = isZ85Key(text) ? z85Decode(text) : undefined;
  return bytes ? hex(bytes) : text;
}

function userOf(login: string, known: KnownKey): string {
  const kept = known(login);
  return kept?.type === 'login' ? kept.user : login;
}

function secretName(name: string): string {
  return `${variableOf(name)}_SECRET_KEY`;
}

function passwordName(name: string): string {
  return `${variableOf(name)}_PASSWORD`;
}

/** A name as a variable of the environment: capital letters, digits and `_`. */
function variableOf(name: string): string {
  const text = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Z]/.test(text) ? text : `ZMQ_${text || 'KEY'}`;
}
