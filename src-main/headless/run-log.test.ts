import { describe, expect, it } from 'vitest';
import {
  STOPPED,
  type EndpointStatus,
  type PeerStatus,
  type RunStatus,
  type SocketStatus,
} from '../../shared/traffic/status';
import { RunLog, startFailures } from './run-log';

function statusOf(socket: Partial<SocketStatus>, more: Partial<RunStatus> = {}): RunStatus {
  const server: SocketStatus = {
    key: 'server',
    node: 'server',
    type: 'REP',
    index: 0,
    state: 'open',
    endpoints: [],
    problems: [],
  };
  return { ...STOPPED, state: 'running', sockets: [{ ...server, ...socket }], ...more };
}

const open: EndpointStatus = { use: 'bind', given: 'tcp://127.0.0.1:*', actual: 'tcp://127.0.0.1:40123', local: true };
const inUse = { code: 'EADDRINUSE', message: 'tcp://127.0.0.1:5555 is in use.' };
const taken: EndpointStatus = { use: 'bind', given: 'tcp://127.0.0.1:5555', actual: '', local: true, problem: inUse };

const peer: PeerStatus = {
  id: 'peer1',
  flow: 3,
  node: 'server',
  socket: 'server',
  endpoint: 'tcp://*:5555',
  way: 'inbound',
  socketType: 'REQ',
  identity: '',
  mechanism: 'NULL',
  version: '3.1',
  remote: '127.0.0.1:50000',
  since: 1,
  connected: true,
};

function lines(...statuses: RunStatus[]): string[] {
  const written: string[] = [];
  const log = new RunLog((line) => written.push(line));
  for (const status of statuses) log.take(status);
  return written;
}

describe('the log of a run', () => {
  it('says once where a socket listens, with its port, and what it connects to', () => {
    const out: EndpointStatus = {
      use: 'connect',
      given: 'tcp://localhost:7000',
      actual: 'tcp://localhost:7000',
      local: true,
    };
    const status = statusOf({ endpoints: [open, out] });
    expect(lines(statusOf({ endpoints: [{ ...open, actual: '' }] }), status, status)).toEqual([
      'server: listening at tcp://127.0.0.1:40123',
      'server: connecting to tcp://localhost:7000',
    ]);
  });

  it('says each problem once, and that it is over', () => {
    const timeout = { code: 'no-reply', message: 'No reply came\nin time.' };
    const failing = statusOf({ endpoints: [taken], problems: [timeout] });
    const mended = statusOf({ endpoints: [{ ...open, actual: 'tcp://127.0.0.1:5555' }], problems: [timeout] });
    expect(lines(failing, failing, mended)).toEqual([
      'server: tcp://127.0.0.1:5555 is in use.',
      'server: No reply came in time.',
      'server: listening at tcp://127.0.0.1:5555',
    ]);
  });

  it('tells of programs outside that come and go', () => {
    const status = (connected: boolean) => statusOf({}, { peers: [{ ...peer, connected }] });
    expect(lines(status(true), status(true), status(false), status(true))).toEqual([
      'peer1 (REQ 127.0.0.1:50000) is connected with server at tcp://*:5555.',
      'peer1 (REQ 127.0.0.1:50000) has left server.',
      'peer1 (REQ 127.0.0.1:50000) is connected with server at tcp://*:5555.',
    ]);
  });

  it('tells of a program that was gone before it could be told of', () => {
    expect(lines(statusOf({}, { peers: [{ ...peer, connected: false }] }))).toEqual([
      'peer1 (REQ 127.0.0.1:50000) was connected with server at tcp://*:5555, and has left.',
    ]);
  });
});

describe('a start', () => {
  it('has failed where a socket, an endpoint or a link could not be opened', () => {
    const link = {
      flow: 0,
      observe: 'wire',
      transport: 'tcp',
      endpoint: '',
      version: '',
      mechanism: '',
      counted: 'exact',
    } as const;
    const links = [
      { ...link, id: 'l1', state: 'failed', problem: { code: 'x', message: 'It has no end.' } },
      { ...link, id: 'l2', state: 'waiting' },
    ] as const;
    const bad = { code: 'EINVAL-option', message: 'ZeroMQ does not take it.' };
    expect(startFailures(statusOf({ state: 'failed', endpoints: [taken], problems: [bad] }, { links }))).toEqual([
      'server: ZeroMQ does not take it.',
      'server: tcp://127.0.0.1:5555 is in use.',
      'l1: It has no end.',
    ]);
  });

  it('has not failed by what a behavior or a stranger met later', () => {
    const garbage = { ...peer, problem: { code: 'not-zmtp', message: 'These bytes are no ZMTP.' } };
    const status = statusOf(
      { endpoints: [open], problems: [{ code: 'no-reply', message: 'No reply came.' }] },
      { peers: [garbage] },
    );
    expect(startFailures(status)).toEqual([]);
  });
});
