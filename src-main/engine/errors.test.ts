import { describe, expect, it } from 'vitest';
import en from '../../shared/i18n/en/problems.json';
import zh from '../../shared/i18n/zh-CN/problems.json';
import { problemOf } from './errors';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';

const texts: Readonly<Record<string, string>> = en;

describe('a failure', () => {
  it.each(
    'EADDRINUSE EADDRNOTAVAIL EACCES EPERM ENODEV ENOENT ENAMETOOLONG EPROTONOSUPPORT ENOCOMPATPROTO ECONNREFUSED EHOSTUNREACH EFSM ENOTSUP ETERM EMFILE ENFILE ENOMEM EMSGSIZE EMTHREAD EAGAIN EINVAL EWHATEVER'.split(
      ' ',
    ),
  )('of code %s is a whole sentence with what to do, in both languages', (code) => {
    for (const doing of ['open', 'bind', 'connect', 'send', 'receive'] as const) {
      const error = Object.assign(new Error('what the library says'), { code });
      const problem = problemOf(error, { doing, where: 'n1', socket: 'PUSH', endpoint: 'tcp://*:5555' });
      expect(problem.message).toMatch(/^[A-Zt].*[.)]$/);
      expect(problem.message).not.toMatch(/undefined|\[object/);
      const text = texts[problem.code];
      expect(Object.keys(texts)).toContain(problem.code);
      // Everything that the translation asks for is there.
      for (const [, name] of (text ?? '').matchAll(/{{(\w+)}}/g))
        expect(Object.keys(problem.values ?? {})).toContain(name);
    }
  });

  it('is said with the same values in both languages', () => {
    const chinese: Readonly<Record<string, string>> = zh;
    const names = (text: string) =>
      [...text.matchAll(/{{(\w+)}}/g)].map(([, name = '']) => name).sort((one, other) => one.localeCompare(other));
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const [code, text] of Object.entries(texts)) expect(names(chinese[code] ?? '')).toEqual(names(text));
  });
});

describe('what went wrong is said where it is', () => {
  it('a request without a delimiter: on the REP that drops it, and proper requests are still answered', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('rep', 'REP', { behavior: { type: 'reply', echo: true } }),
          node('dealer', 'DEALER', { behavior: { type: 'generate', every: '1ms', count: 3, frames: ['x'] } }),
          node('req', 'REQ', { behavior: { type: 'request', every: '1ms', frames: ['x'] } }),
        ],
        [link('l1', 'dealer', 'rep'), link('l2', 'req', 'rep')],
      ),
    );
    await eventually(() => expect(engine.socket('rep').problems.map(({ code }) => code)).toContain('no-delimiter'));
    const before = engine.received('req');
    await eventually(() => expect(engine.received('req')).toBeGreaterThan(before + 20));
    expect(new Set(engine.socket('rep').problems.map(({ code }) => code))).toEqual(new Set(['no-delimiter']));
  });

  it('an endpoint in use: on its node, while the rest runs; it clears by itself when it is free', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const taken = startProgram('Pull', 'bind', endpoint);
    await eventually(() => expect(taken.lines).toContain('ready'));
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('server', 'REP', { bind: [endpoint], behavior: { type: 'reply', echo: true } }),
          node('client', 'REQ', { behavior: { type: 'request', every: '1ms', frames: ['x'] } }),
        ],
        [link('l1', 'client', 'server')],
      ),
    );
    expect(engine.status.state).toBe('running');
    expect(engine.socket('server').endpoints[0]).toMatchObject({
      actual: '',
      problem: { code: 'EADDRINUSE', where: 'server', values: { endpoint } },
    });
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(3));
    await taken.end();
    await eventually(() => expect(engine.socket('server').endpoints).toMatchObject([{ actual: endpoint }]));
    expect(engine.problems()).toEqual([]);
  });

  it('a link with an endpoint that cannot be: on the link, and only there', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('a', 'PUSH'), node('b', 'PULL')],
        [
          link('bad', 'a', 'b', { endpoint: 'tcp://192.0.2.1:5555' }),
          link('long', 'a', 'b', { transport: 'ipc', endpoint: 'ipc:///nowhere/at/all' }),
          link('good', 'a', 'b'),
        ],
      ),
    );
    expect(engine.link('bad')).toMatchObject({ state: 'failed', problem: { code: 'EADDRNOTAVAIL', where: 'bad' } });
    expect(engine.link('long')).toMatchObject({ state: 'failed', problem: { where: 'long' } });
    expect(engine.link('good').state).toBe('connected');
  });

  it('a direct link whose port is in use', async () => {
    const port = await freePort();
    const taken = startProgram('Pull', 'bind', `tcp://127.0.0.1:${port}`);
    await eventually(() => expect(taken.lines).toContain('ready'));
    const engine = new TestEngine();
    const direct = { endpoint: `tcp://127.0.0.1:${port}`, observe: 'direct' } as const;
    await engine.run(topology([node('a', 'PUSH'), node('b', 'PULL')], [link('l1', 'a', 'b', direct)]));
    expect(engine.link('l1').problem).toMatchObject({
      code: 'EADDRINUSE',
      values: { endpoint: `tcp://127.0.0.1:${port}` },
    });
    await taken.end();
    await eventually(() => expect(engine.link('l1').state).toBe('connected'));
  });

  it('a message to nobody: no route', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('router', 'ROUTER', { options: { mandatory: true } }), node('dealer', 'DEALER')],
        [link('l1', 'dealer', 'router')],
      ),
    );
    expect(engine.engine.send('router', ['nobody', 'hello']).ok).toBe(true);
    await eventually(() => expect(engine.socket('router').problems).toMatchObject([{ code: 'EHOSTUNREACH' }]));
  });

  it('sending out of turn: a REQ twice, a REP unasked', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('req', 'REQ'), node('rep', 'REP'), node('pull', 'PULL'), node('push', 'PUSH')],
        [link('l1', 'req', 'rep'), link('l2', 'push', 'pull')],
      ),
    );
    const codeOf = (key: string) => {
      const sent = engine.engine.send(key, ['x']);
      return sent.ok ? 'ok' : sent.error.code;
    };
    expect(codeOf('rep')).toBe('EFSM-REP');
    expect(codeOf('pull')).toBe('ENOTSUP-send');
    expect(codeOf('nobody')).toBe('not-open');
    expect(codeOf('req')).toBe('ok');
    expect(codeOf('req')).toBe('EFSM-REQ');
    await eventually(() => expect(engine.received('rep')).toBe(1));
    expect(codeOf('rep')).toBe('ok');
    await eventually(() => expect(engine.received('req')).toBe(1));
    expect([codeOf('req'), codeOf('rep')]).toEqual(['ok', 'EFSM-REP']);
  });

  it('a REQ whose request nobody takes', async () => {
    const engine = new TestEngine();
    await engine.run(topology([node('req', 'REQ')]));
    expect(engine.engine.send('req', ['x']).ok).toBe(true);
    await eventually(() => {
      expect(engine.engine.send('req', ['x'])).toMatchObject({ ok: false, error: { code: 'EFSM-REQ-waits' } });
    });
  });

  it('time limits of a socket', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology([
        node('push', 'PUSH', {
          options: { sendTimeout: 50 },
          behavior: { type: 'generate', every: '10ms', frames: ['x'] },
        }),
        node('pull', 'PULL', { options: { receiveTimeout: 50 }, behavior: { type: 'sink' } }),
      ]),
    );
    await eventually(() =>
      expect(engine.socket('push').problems).toMatchObject([{ code: 'EAGAIN-send', values: { ms: 50 } }]),
    );
    await eventually(() =>
      expect(engine.socket('pull').problems).toMatchObject([{ code: 'EAGAIN-receive', values: { ms: 50 } }]),
    );
  });
});
