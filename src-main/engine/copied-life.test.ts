import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Behavior, FrameTemplate, SocketNode } from '../../shared/topology/topology';
import { plannedCalls, type LifeCall } from '../../shared/zmq/life-calls';
import { callLines, preambleLines, type CodeLanguage } from '../../shared/zmq/life-code';
import { lifeProgram } from '../../shared/zmq/life-program';
import { optionsOf, type OptionFacts, type OptionValue } from '../../shared/zmq/options';
import { pythonSnippet } from '../../shared/zmq/plug-snippet';
import { NO_KEYS } from '../../shared/zmq/secure-code';
import { socketFacts, SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { freePort } from './testing/free-port';
import { eventually, node, TestEngine, topology } from './testing/harness';

const run = promisify(execFile);
const PYTHON = process.env['PATCHBAY_PYTHON'] ?? '/usr/bin/python3';
const NAMED: Readonly<Record<string, OptionValue>> = {
  metadata: 'X-team:blue',
  tcpAcceptFilter: '127.0.0.0/8',
  interface: 'lo',
};

/** What a program prints; one that is ended by the signal has printed nothing. */
async function output(language: CodeLanguage, code: string, ended?: AbortSignal): Promise<string> {
  const [program, args] =
    language === 'python' ? [PYTHON, ['-c', code]] : [process.execPath, ['--input-type=module', '-e', code]];
  try {
    return (await run(program, args, { timeout: 20_000, ...(ended ? { signal: ended } : {}) })).stdout;
  } catch (error) {
    if (ended?.aborted === true) return '';
    throw error;
  }
}

/** Some value that an option can have, and not the one that it has by itself. */
function someValue({ name, form, least = 0, choices }: OptionFacts): OptionValue {
  if (form === 'flag') return true;
  if (form === 'choice') return choices?.[0] ?? '';
  return NAMED[name] ?? (form === 'text' || form === 'name' ? 'some' : Math.max(least, 0) + 1);
}

describe('copied code sets every option of every type', () => {
  // The pyzmq of a system has no drafts.
  const offered = (language: CodeLanguage) => (type: SocketType) => language === 'node' || !socketFacts(type).draft;
  it.each<CodeLanguage>(['node', 'python'])(
    'in %s',
    async (language) => {
      const types = SOCKET_TYPES.filter(offered(language));
      const lines = types.flatMap((type) => {
        const options = optionsOf(type).filter(({ draft }) => language === 'node' || draft !== true);
        // Each by itself, because some of them rule out others.
        return options.flatMap((facts) => {
          const call = { type: 'create', socket: type, options: { [facts.name]: someValue(facts) } } as const;
          const key = `${type}_${facts.name}`;
          return [...callLines({ key, socket: type, call }, language), `${key}.close()`];
        });
      });
      const code = [
        ...preambleLines(types, language),
        ...lines,
        language === 'node' ? 'console.log("set")' : 'print("set")',
      ];
      expect(await output(language, code.join('\n'))).toBe('set\n');
    },
    40_000,
  );
});

const ASKS = { type: 'request', frames: ['Hello', { base64: 'SGk=' }] } as const;
const ASKS_ONE = { type: 'request', frames: ['Hello'] } as const;
const ANSWERS = { type: 'reply', frames: ['World'] } as const;
const ECHOES = { type: 'reply', echo: true } as const;
const sends = (...frames: FrameTemplate[]) => ({ type: 'generate', burst: 1, frames }) as const;
const SINKS = { type: 'sink' } as const;

/** Who connects and what it does, who binds, and what the one that ends by receiving has got in the end. */
const PAIRS: readonly [SocketType, Behavior, SocketType, Behavior, string][] = [
  ['REQ', ASKS, 'REP', ANSWERS, 'World'],
  ['REQ', ASKS, 'REP', ECHOES, 'Hello|Hi'],
  ['REQ', ASKS_ONE, 'ROUTER', ANSWERS, 'World'],
  ['DEALER', ASKS, 'REP', ANSWERS, '|World'],
  ['DEALER', ASKS, 'ROUTER', ECHOES, '|Hello|Hi'],
  ['DEALER', ASKS_ONE, 'DEALER', ANSWERS, '|World'],
  ['PAIR', ASKS, 'PAIR', ANSWERS, 'World'],
  ['CLIENT', ASKS_ONE, 'SERVER', ANSWERS, 'World'],
  ['CLIENT', ASKS_ONE, 'SERVER', ECHOES, 'Hello'],
  ['CHANNEL', ASKS_ONE, 'CHANNEL', ANSWERS, 'World'],
  ['PULL', SINKS, 'PUSH', sends('Hello', { hex: '00 41' }), 'Hello|\0A'],
  ['GATHER', SINKS, 'SCATTER', sends('Hello'), 'Hello'],
  ['SUB', { type: 'subscribe', topics: ['news'] }, 'PUB', sends('news', 'Hello'), 'news|Hello'],
  ['SUB', { type: 'manual' }, 'XPUB', sends('news', 'Hello'), 'news|Hello'],
  ['XSUB', { type: 'subscribe', topics: ['news'] }, 'XPUB', sends('news', 'Hello'), 'news|Hello'],
  ['DISH', { type: 'join', groups: ['news'] }, 'RADIO', sends('news', 'Hello'), 'Hello'],
];

/** A copied program of a socket, which prints what it received last; with a signal it sends again and again until it is ended. */
async function started(language: CodeLanguage, of: SocketNode, ended?: AbortSignal): Promise<string> {
  const calls: readonly LifeCall[] = plannedCalls(topology([of]), of.id);
  const told = { key: of.id, type: of.socket, calls: calls.map((call) => ({ call })) };
  const code = lifeProgram(told, undefined, { language, known: NO_KEYS, ioThreads: 1 }).split('\n');
  if (ended) {
    // What is sent before a subscription has arrived is dropped.
    const send = code.pop() ?? '';
    code.push(
      language === 'node'
        ? `for (;;) { ${send}; await new Promise((go) => setTimeout(go, 20)) }`
        : `import time\nwhile True: ${send}; time.sleep(0.02)`,
    );
  }
  const show = {
    node: 'console.log([message].flat().filter((part) => Buffer.isBuffer(part)).map(String).join("|"))',
    python: 'print(b"|".join(message if isinstance(message, list) else [message]).decode())',
  };
  const end = { node: `${of.id}.close()`, python: 'context.destroy(linger=-1)' };
  const last = calls.at(-1)?.type === 'receive' ? [show[language]] : [];
  return output(language, [...code, ...last, end[language]].join('\n'), ended);
}

describe('copied code of two lives', () => {
  it.each(PAIRS)(
    '%s does %o, %s does %o',
    async (one, does, other, doesToo, got) => {
      const ways: [CodeLanguage, CodeLanguage][] = socketFacts(one).draft
        ? [['node', 'node']]
        : [
            ['node', 'python'],
            ['python', 'node'],
          ];
      await Promise.all(
        ways.map(async ([first, second]) => {
          const endpoint = `tcp://127.0.0.1:${await freePort()}`;
          const ending = new AbortController();
          const endless = doesToo.type === 'generate' ? ending.signal : undefined;
          const binding = started(second, node('binds', other, { bind: [endpoint], behavior: doesToo }), endless);
          const connecting = started(first, node('calls', one, { connect: [endpoint], behavior: does }));
          expect([first, await connecting]).toEqual([first, `${got}\n`]);
          ending.abort();
          expect(await binding).toBe('');
        }),
      );
    },
    60_000,
  );
});

describe('copied code of a STREAM', () => {
  it.each<CodeLanguage>(['node', 'python'])('sends to a program that called it, in %s', async (language) => {
    const port = await freePort();
    const stream = node('sends', 'STREAM', { bind: [`tcp://127.0.0.1:${port}`], behavior: sends('Hi') });
    const sending = started(language, stream);
    const got = await new Promise<string>((resolve) => {
      const call = () => {
        const program = connect(port, '127.0.0.1');
        program.once('error', () => setTimeout(call, 20));
        program.once('data', (data) => resolve(String(data)));
      };
      call();
    });
    expect(got).toBe('Hi');
    expect(await sending).toBe('');
  });
});

describe('copied code of a device', () => {
  it.each<CodeLanguage>(['node', 'python'])(
    'is the whole device, in %s',
    async (language) => {
      const [front, back] = [`tcp://127.0.0.1:${await freePort()}`, `tcp://127.0.0.1:${await freePort()}`];
      const queue = topology([
        {
          id: 'broker',
          kind: 'device',
          device: 'queue',
          position: { x: 0, y: 0 },
          frontend: { bind: [front] },
          backend: { bind: [back] },
        },
      ]);
      const told = (key: string, type: SocketType) => ({
        key,
        type,
        calls: plannedCalls(queue, key).map((call) => ({ call })),
      });
      const style = { language, known: NO_KEYS, ioThreads: 1 };
      const code = lifeProgram(told('broker.frontend', 'ROUTER'), told('broker.backend', 'DEALER'), style);
      const ending = new AbortController();
      const device = output(language, code, ending.signal);
      const [asked] = await Promise.all([
        started('python', node('asks', 'REQ', { connect: [front], behavior: ASKS })),
        started('node', node('answers', 'REP', { connect: [back], behavior: ECHOES })),
      ]);
      expect(asked).toBe('Hello|Hi\n');
      ending.abort();
      expect(await device).toBe('');
    },
    60_000,
  );
});

const OFTEN = { type: 'generate', every: '50ms', frames: ['news', 'x'] } as const;

describe('the program that is shown to be plugged in', () => {
  it.each<[SocketType, Behavior, string]>([
    ['REP', ANSWERS, "b'World'"],
    ['REQ', ASKS_ONE, "b'Hello'"],
    ['DEALER', ASKS_ONE, "b'Hello'"],
    ['DEALER', ANSWERS, "[b'', b'World']"],
    ['DEALER', SINKS, ''],
    ['ROUTER', ANSWERS, "b'World'"],
    ['PUB', OFTEN, "[b'news', b'x']"],
    ['XPUB', OFTEN, "[b'news', b'x']"],
    ['SUB', { type: 'subscribe', topics: [''] }, ''],
    ['XSUB', { type: 'subscribe', topics: ['news'] }, ''],
    ['PUSH', OFTEN, "[b'news', b'x']"],
    ['PULL', SINKS, ''],
    ['PAIR', ANSWERS, ''],
    ['STREAM', ECHOES, "b'Hello'"],
    ['DGRAM', ECHOES, "b'Hello'"],
  ])(
    'exchanges a message with a %s that does %o',
    async (type, behavior, got) => {
      const endpoint = `${type === 'DGRAM' ? 'udp' : 'tcp'}://127.0.0.1:${await freePort()}`;
      const engine = new TestEngine();
      await engine.run(topology([node('socket', type, { bind: [endpoint], behavior })]));
      const { code } = pythonSnippet(type, endpoint, undefined, undefined, behavior.type);
      expect((await output('python', code)).trim()).toBe(got);
      if (got === '') await eventually(() => expect(engine.received('socket')).toBe(1));
    },
    30_000,
  );
});
