import i18next, { type Resource } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionFacts, WireSideFacts } from '../../shared/wire/ladder';
import type { HistoryEntry } from '../../shared/wire/socket-history';
import { resources } from '../i18n/i18n';
import { historyLines } from './history-lines';

const none = { messages: 0, bytes: 0 };
const side: WireSideFacts = {
  name: '',
  node: '',
  socket: undefined,
  version: '3.1',
  mechanism: 'NULL',
  socketType: '',
  identity: '',
};

function connection(fields: Partial<ConnectionFacts>): ConnectionFacts {
  return {
    id: 7,
    flow: 0,
    link: undefined,
    phase: 'ready',
    endpoint: 'tcp://127.0.0.1:5555',
    remote: '127.0.0.1:40000',
    openedAt: 1,
    connecting: { ...side, name: 'caller' },
    binding: { ...side, name: 'server', socket: 'server' },
    forward: none,
    backward: none,
    heartbeats: {},
    steps: 0,
    ...fields,
  };
}

function entry(fields: Partial<HistoryEntry> & Pick<HistoryEntry, 'type'>): HistoryEntry {
  return { endpoint: 'tcp://127.0.0.1:5555', first: 1, last: 1, count: 1, ...fields };
}

function lines(entries: readonly HistoryEntry[], connections: readonly ConnectionFacts[] = []) {
  const t = i18next.getFixedT('en', ['peers', 'wire']);
  return historyLines([{ entries, forgotten: 0 }], connections, 'server', t).map(({ text, times }) =>
    times > 1 ? `${text} (${times})` : text,
  );
}

describe('the history of connections', () => {
  beforeAll(() =>
    i18next.init({ resources: resources() as Resource, lng: 'en', interpolation: { escapeValue: false } }),
  );

  it('has attempts with their count, and the newest first', () => {
    expect(
      lines([
        entry({ type: 'connect', first: 1, last: 5, count: 40 }),
        entry({ type: 'connect:retry', first: 1.1, last: 5.1, count: 40, waits: [{ t: 5.1, ms: 100 }] }),
        entry({ type: 'handshake', first: 6, last: 6 }),
      ]),
    ).toEqual([
      'Handshake done at tcp://127.0.0.1:5555',
      'Tries tcp://127.0.0.1:5555 again, 100 ms after the last attempt (40)',
      'Connects to tcp://127.0.0.1:5555 (40)',
    ]);
  });

  it('leaves out what a socket says of a relay that reached nobody, and keeps what comes later', () => {
    const values = { error: 'ECONNREFUSED', endpoint: 'tcp://127.0.0.1:5555', detail: '' };
    const closing = { code: 'refused', by: undefined, values } as const;
    const refused = connection({ phase: 'failed', openedAt: 1, closedAt: 1.01, closing });
    const failed = entry({ type: 'handshake:error:other', detail: 'x' });
    const said = [
      entry({ type: 'connect' }),
      failed,
      entry({ type: 'disconnect' }),
      entry({ type: 'connect', first: 9, last: 9 }),
    ];
    expect(lines(said, [refused])).toEqual([
      'Connects to tcp://127.0.0.1:5555',
      expect.stringContaining('Nothing listens at tcp://127.0.0.1:5555. Start the program'),
    ]);
    expect(lines(said)).toHaveLength(4);
  });

  it('says why a handshake failed, in a sentence where the cause is known', () => {
    expect(
      lines([
        entry({ type: 'handshake:error:protocol', detail: 'ERR_ZMTP_MECHANISM_MISMATCH', last: 3 }),
        entry({ type: 'handshake:error:auth', detail: '400', last: 2 }),
        entry({ type: 'handshake:error:other', detail: 'EINVAL', last: 1 }),
      ]),
    ).toEqual([
      'Handshake failed: the other side uses another security mechanism. Give both the same.',
      'Handshake failed: the authenticator said no (400): name, password or key is not on its list.',
      'Handshake failed: libzmq says EINVAL.',
    ]);
  });

  it('has what was seen on the wire, and leaves out what only relays do', () => {
    const failed = connection({
      phase: 'failed',
      closedAt: 4,
      closing: { code: 'typesDiffer', by: 'binding', values: { connecting: 'REQ', binding: 'PULL' } },
    });
    const gone = connection({
      id: 8,
      phase: 'ended',
      readyAt: 1,
      closedAt: 2,
      closing: { code: 'left', by: 'connecting', values: {} },
    });
    expect(lines([entry({ type: 'handshake', endpoint: '' })], [failed, gone])).toEqual([
      'caller could not be connected: REQ and PULL cannot talk with each other. Use a pair that belongs together, such as REQ and REP.',
      'caller is gone: caller closed the connection in order.',
      'caller is connected',
    ]);
  });

  it('has what failed again and again in the same way as one line', () => {
    const closing = { code: 'refused', by: undefined, values: { detail: 'Nothing listens there.' } } as const;
    const tries = [1, 2, 3].map((id) => connection({ id, phase: 'failed', closedAt: id, closing }));
    expect(lines([], tries)).toEqual([
      'caller could not be connected: The binding side could not be reached. Nothing listens there. (3)',
    ]);
  });

  it('has nothing of connections between others', () => {
    expect(lines([], [connection({ readyAt: 1, binding: { ...side, socket: 'other' } })])).toEqual([]);
  });

  it('tells of callers of one machine that fail alike once, and why as the app knows it', () => {
    const refusal = {
      code: 'handshake-addressDenied',
      message: '',
      values: { server: 'server', address: '127.0.0.1' },
    };
    const failed = (id: number, more: Partial<ConnectionFacts> = {}) =>
      connection({
        id,
        phase: 'failed',
        remote: `127.0.0.1:4000${id}`,
        closedAt: id,
        closing: { code: 'unfinished', by: 'connecting', values: {} },
        connecting: { ...side, name: `127.0.0.1:4000${id}` },
        ...more,
      });
    expect(lines([], [failed(1), failed(2), failed(3, { refusal })])).toEqual([
      '127.0.0.1 could not be connected: server keeps out callers from 127.0.0.1. Take it from the addresses that are kept out, if it may call.',
      '127.0.0.1 could not be connected: 127.0.0.1 left before the handshake was done. (2)',
    ]);
  });
});
