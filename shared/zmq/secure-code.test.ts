import { describe, expect, it } from 'vitest';
import type { CredentialFacts, Security } from '../security/security';
import { callLines, preambleLines } from './life-code';
import { pythonSnippet } from './plug-snippet';
import { counterpartOf, knownKeys } from './secure-code';
import { sendSnippet } from './send-snippet';

const KEY = 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7';
const ADA = 'JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6';
const keys: readonly CredentialFacts[] = [
  { name: 'server', type: 'curve', publicKey: KEY, hasSecret: true },
  { name: 'ada at work', type: 'curve', publicKey: ADA, hasSecret: true },
  { name: 'login', type: 'login', user: 'ada "1"' },
];
const known = knownKeys(keys);
const SERVER: Security = { type: 'curve-server', key: 'server' };

function life(security: Security, language: 'node' | 'python', keyOf = known): string[] {
  return callLines(
    { key: 'a', socket: 'REQ', call: { type: 'create', socket: 'REQ', options: {}, security } },
    language,
    keyOf,
  );
}

describe('a program that is plugged into a secured socket', () => {
  it('of CURVE has the server’s public key filled in, and keys of its own', () => {
    expect(pythonSnippet('REP', 'tcp://*:5555', counterpartOf(SERVER), known).code).toBe(
      [
        'import os',
        'import zmq',
        '',
        'context = zmq.Context()',
        'socket = context.socket(zmq.REQ)',
        `socket.setsockopt(zmq.CURVE_SERVERKEY, b"${KEY}")`,
        'public_key, secret_key = zmq.curve_keypair()',
        'socket.setsockopt(zmq.CURVE_PUBLICKEY, public_key)',
        'socket.setsockopt(zmq.CURVE_SECRETKEY, secret_key)',
        'socket.connect("tcp://localhost:5555")',
        'socket.send(b"Hello")',
        'print(socket.recv())',
      ].join('\n'),
    );
  });

  it('of CURVE that lets in only some takes the key of one of them', () => {
    const { code } = pythonSnippet('REP', 'tcp://*:1', counterpartOf({ ...SERVER, allow: ['ada at work'] }), known);
    expect(code).toContain(`socket.setsockopt(zmq.CURVE_PUBLICKEY, b"${ADA}")`);
    expect(code).toContain('os.environ["ADA_AT_WORK_SECRET_KEY"].encode()');
    expect(code).toContain('# The secret key of "ada at work" is copied under Keys and logins');
  });

  it('of PLAIN says its name, and takes its password from the environment', () => {
    const { code } = pythonSnippet(
      'PULL',
      'tcp://*:1',
      counterpartOf({ type: 'plain-server', allow: ['login'] }),
      known,
    );
    expect(code).toContain('socket.setsockopt(zmq.PLAIN_USERNAME, "ada \\"1\\"".encode())');
    expect(code).toContain('socket.setsockopt(zmq.PLAIN_PASSWORD, os.environ["LOGIN_PASSWORD"].encode())');
  });

  it('is the server where the socket is the client', () => {
    expect(counterpartOf({ type: 'curve-client', key: 'ada at work', server: 'server' })).toEqual({
      type: 'curve-server',
      key: 'server',
    });
    expect(counterpartOf({ type: 'plain-client', login: 'login' })).toEqual({ type: 'plain-server', allow: ['login'] });
    expect(counterpartOf(undefined)).toBeUndefined();
  });
});

describe('the code of a secured socket', () => {
  it('for Node.js', () => {
    expect(life({ type: 'curve-client', key: 'ada at work', server: 'server' }, 'node')).toEqual([
      '// The secret key of "ada at work" is copied under Keys and logins; give it as ADA_AT_WORK_SECRET_KEY in the environment.',
      `const a = new zmq.Request({ curveServerKey: '${KEY}', curvePublicKey: '${ADA}', curveSecretKey: process.env.ADA_AT_WORK_SECRET_KEY })`,
    ]);
    expect(life({ type: 'plain-client', login: 'login' }, 'node').at(-1)).toBe(
      'const a = new zmq.Request({ plainUsername: "ada \\"1\\"", plainPassword: process.env.LOGIN_PASSWORD })',
    );
  });

  it('of a server that is particular has a ZAP handler', () => {
    const node = life({ ...SERVER, allow: ['ada at work', 'eve'], deny: ['eve'] }, 'node').join('\n');
    expect(node).toContain("await zap.bind('inproc://zeromq.zap.01')");
    expect(node).toMatch(/allowed = \['[0-9a-f]{64}'\]\.includes/);
    const python = life({ type: 'plain-server', allow: ['login'] }, 'python').join('\n');
    expect(python).toContain('passwords={"ada \\"1\\"": os.environ["LOGIN_PASSWORD"]}');
    expect(preambleLines(['REQ'], 'python', { secured: true })[0]).toBe('import os');
  });

  it('says what is to be put in where a key is not kept here', () => {
    expect(life({ type: 'curve-client', key: 'x', server: 'their "key"' }, 'python', () => undefined)).toContain(
      'a.setsockopt(zmq.CURVE_SERVERKEY, b"put the public key of their _key_ here")',
    );
  });

  it('tells that addresses are not in it', () => {
    const call = { type: 'create', socket: 'REP', options: {}, addresses: { allow: ['10.0.0.0/8'] } } as const;
    expect(callLines({ key: 'a', socket: 'REP', call }, 'python').at(-1)).toContain('lets in from 10.0.0.0/8');
  });
});

it('a message is sent again by a program that is secured as its sender was', () => {
  const message = { type: 'PUSH', frames: [], endpoint: 'tcp://127.0.0.1:1', binds: false } as const;
  const security = { type: 'curve-client', server: 'server' } as const;
  expect(sendSnippet('python', { ...message, security }, known)).toContain(`zmq.CURVE_SERVERKEY, b"${KEY}"`);
  expect(sendSnippet('node', { ...message, security }, known)).toContain('new Push({ curveServerKey');
  expect(sendSnippet('node', message, known)).not.toContain('curve');
});
