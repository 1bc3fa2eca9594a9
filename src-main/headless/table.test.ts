import { describe, expect, it } from 'vitest';
import type { Report } from './report';
import { tableOf } from './table';

const report: Report = {
  topology: 'Hello',
  durationMs: 5003,
  libzmq: '4.3.5',
  nodes: { client: { sent: 5, received: 10, errors: [] }, server: { sent: 10, received: 5, errors: ['It was late.'] } },
  links: {
    l1: {
      observe: 'wire',
      state: 'connected',
      endpoint: 'tcp://127.0.0.1:40123',
      forward: { messages: 5, bytes: 25 },
      backward: { messages: 10, bytes: 50 },
    },
  },
  peers: [],
  capture: { messages: 13, dropped: 0 },
};

describe('the table of a run', () => {
  it('aligns counts to the right and leaves out what there is none of', () => {
    expect(tableOf(report)).toBe(`"Hello" ran for 5.0 s on ZeroMQ 4.3.5.

node    sent  received
client     5        10
server    10         5

link  state       forward   backward  seen at  endpoint
l1    connected  5 (25 B)  10 (50 B)  wire     tcp://127.0.0.1:40123

server: It was late.

13 items were captured.
`);
  });

  it('names programs outside, and says what the capture could not keep', () => {
    const none = { messages: 0, bytes: 0 };
    const peer = { node: 'server', socket: 'server', endpoint: 'tcp://*:5555', socketType: 'REQ', mechanism: 'NULL' };
    const table = tableOf({
      ...report,
      peers: [
        { ...peer, identity: 'me', toNode: { messages: 3, bytes: 15 }, fromNode: none },
        { ...peer, identity: '', toNode: none, fromNode: none },
      ],
      capture: { messages: 13, dropped: 7 },
    });
    expect(table).toContain(`
program outside  socket  to the socket  from the socket  endpoint
REQ me           server       3 (15 B)          0 (0 B)  tcp://*:5555
REQ              server        0 (0 B)          0 (0 B)  tcp://*:5555
`);
    expect(table).toContain('13 items were captured; the oldest 7 made room for newer ones.');
  });
});
