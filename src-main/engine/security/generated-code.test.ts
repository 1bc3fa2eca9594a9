import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { curveKeyPair } from 'zeromq';
import { describe, expect, it } from 'vitest';
import type { CredentialFacts, Credentials, Security } from '../../../shared/security/security';
import type { LifeCall } from '../../../shared/zmq/life-calls';
import { callLines, preambleLines, type CodeLanguage } from '../../../shared/zmq/life-code';
import { pythonSnippet } from '../../../shared/zmq/plug-snippet';
import { counterpartOf, knownKeys } from '../../../shared/zmq/secure-code';
import { sendSnippet } from '../../../shared/zmq/send-snippet';
import { freePort } from '../testing/free-port';
import { eventually, node, TestEngine, topology } from '../testing/harness';

const run = promisify(execFile);
const PYTHON = process.env['PATCHBAY_PYTHON'] ?? '/usr/bin/python3';
const [server, ada] = [curveKeyPair(), curveKeyPair()];
const credentials: Credentials = {
  server: { type: 'curve', ...server },
  ada: { type: 'curve', ...ada },
  login: { type: 'login', user: 'ada', password: 'tinker' },
};
/** What the window knows: no secrets. */
const facts: readonly CredentialFacts[] = [
  { name: 'server', type: 'curve', publicKey: server.publicKey, hasSecret: true },
  { name: 'ada', type: 'curve', publicKey: ada.publicKey, hasSecret: true },
  { name: 'login', type: 'login', user: 'ada' },
];
const known = knownKeys(facts);
/** What its user gives a copied program. */
const env = {
  ...process.env,
  SERVER_SECRET_KEY: server.secretKey,
  ADA_SECRET_KEY: ada.secretKey,
  LOGIN_PASSWORD: 'tinker',
};

async function output(language: CodeLanguage, code: string): Promise<string> {
  const [program, args] =
    language === 'python' ? [PYTHON, ['-c', code]] : [process.execPath, ['--input-type=module', '-e', code]];
  return (await run(program, args, { env, timeout: 20_000 })).stdout;
}

async function answering(security: Security): Promise<{ engine: TestEngine; endpoint: string }> {
  const endpoint = `tcp://127.0.0.1:${await freePort()}`;
  const engine = new TestEngine();
  engine.engine.setCredentials(credentials);
  const behavior = { type: 'reply', frames: ['World'] } as const;
  await engine.run(topology([node('rep', 'REP', { bind: [endpoint], security, behavior })]));
  return { engine, endpoint };
}

const SERVERS: readonly [string, Security][] = [
  ['CURVE', { type: 'curve-server', key: 'server' }],
  ['CURVE with a list', { type: 'curve-server', key: 'server', allow: ['ada'] }],
  ['PLAIN', { type: 'plain-server', allow: ['login'] }],
];

describe.each(SERVERS)('copied code talks with the app’s %s server', (_, security) => {
  it('in Python: to plug in, and to send a message again', async () => {
    const { endpoint } = await answering(security);
    const counterpart = counterpartOf(security);
    expect(await output('python', pythonSnippet('REP', endpoint, counterpart, known).code)).toBe("b'World'\n");
    const message = { type: 'REQ', frames: [Buffer.from('x')], endpoint, binds: false, security: counterpart } as const;
    expect(await output('python', sendSnippet('python', message, known))).toBe("[b'World']\n");
  }, 40_000);

  it('in Node.js', async () => {
    const { endpoint } = await answering(security);
    const message = {
      type: 'REQ',
      frames: [Buffer.from('x')],
      endpoint,
      binds: false,
      security: counterpartOf(security),
    };
    const code = `${sendSnippet('node', { ...message, type: 'REQ' }, known)}\nprocess.exit(0);`;
    expect(await output('node', code)).toContain('World');
  }, 40_000);
});

describe.each<CodeLanguage>(['python', 'node'])('the code of a life, in %s,', (language) => {
  it.each(SERVERS)(
    'is a %s server for the app’s own client',
    async (_, security) => {
      const endpoint = `tcp://127.0.0.1:${await freePort()}`;
      const calls: LifeCall[] = [
        { type: 'create', socket: 'REP', options: { linger: 500 }, security },
        { type: 'bind', endpoint },
        { type: 'receive' },
        { type: 'send', frames: ['World'] },
      ];
      const lines = [
        ...preambleLines(['REP'], language, { secured: true }),
        ...calls.flatMap((call) => callLines({ key: 'rep', call, socket: 'REP' }, language, known)),
        // It goes on for ever otherwise: its ZAP handler waits for callers.
        language === 'python'
          ? 'import time; time.sleep(0.5); os._exit(0)'
          : 'rep.close(); setTimeout(() => process.exit(0), 300)',
      ];
      const ended = output(language, lines.join('\n'));
      const engine = new TestEngine();
      engine.engine.setCredentials(credentials);
      const own: Security =
        security.type === 'plain-server'
          ? { type: 'plain-client', login: 'login' }
          : { type: 'curve-client', key: 'ada', server: 'server' };
      await engine.run(
        topology([
          node('req', 'REQ', {
            connect: [endpoint],
            security: own,
            behavior: { type: 'request', count: 1, frames: ['Hello'] },
          }),
        ]),
      );
      await eventually(() => expect(engine.received('req')).toBe(1), 15_000);
      await ended;
    },
    40_000,
  );
});
