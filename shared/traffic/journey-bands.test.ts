import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { explainMessage } from '../zmq/envelope';
import type { SocketType } from '../zmq/socket-types';
import type { ItemDetail } from './detail';
import type { Journey, JourneyEdge, JourneyStep } from './journey';
import { bandColumns, layoutJourney } from './journey-bands';

const ID = Uint8Array.of(0, 1, 2, 3, 4);

function step(seq: number, from: string, to: string, frames: readonly Uint8Array[]): JourneyStep {
  const [sender = '', senderType] = from.split(' ');
  const [receiver = '', receiverType] = to.split(' ');
  const detail: ItemDetail = {
    item: {
      row: {
        seq,
        t: seq / 10,
        flow: 0,
        direction: 'forward',
        kind: 'message',
        frames: frames.length,
        size: 0,
        preview: '',
        truncated: false,
        sealed: false,
      },
      frames: frames.map((bytes) => ({ bytes, size: bytes.length, more: false, truncated: false })),
    },
    sender: { name: sender, node: sender, socketType: senderType as SocketType },
    receiver: { name: receiver, node: receiver, socketType: receiverType as SocketType },
    observed: 'wire',
    routing: { id: ID, known: 'exact' },
    names: [],
    topicBytes: undefined,
    pair: undefined,
    throughDevice: true,
  };
  return { seq, detail, beginsBefore: false };
}

function edge(type: JourneyEdge['type'], from: number, to: number): JourneyEdge {
  return { type, from, to, node: 'n', name: 'n', seconds: 0.1, known: 'exact' };
}

function explain({ item, sender, receiver, routing }: ItemDetail) {
  return explainMessage(item.frames, {
    sender: sender.socketType,
    receiver: receiver.socketType,
    sealed: false,
    routingId: routing?.id,
    routingName: 'client',
    names: new Map(),
  });
}

const empty = new Uint8Array(0);
const body = utf8('Hello');

const BROKER: Journey = {
  steps: [
    step(1, 'client REQ', 'broker ROUTER', [empty, body]),
    step(2, 'broker DEALER', 'worker REP', [ID, empty, body]),
    step(3, 'worker REP', 'broker DEALER', [ID, empty, body]),
    step(4, 'broker ROUTER', 'client REQ', [empty, body]),
  ],
  edges: [edge('device', 1, 2), edge('answer', 2, 3), edge('device', 3, 4), edge('pair', 1, 4)],
  more: false,
};

test('the reply comes back over the columns that the request went', () => {
  const { wires, bands } = layoutJourney(BROKER);
  expect(wires).toBe(2);
  expect(bands.map(({ type, back, at, steps }) => [type, back, at, steps.map(({ seq }) => seq)])).toEqual([
    ['request', false, 0, [1, 2]],
    ['reply', true, 1, [3, 4]],
  ]);
});

test('each column says which frames a socket put in front or took off', () => {
  const { bands } = layoutJourney(BROKER);
  const marks = bands.map((band) =>
    bandColumns(band, explain).map(({ end, cells }) => {
      const of = (mark: string) => cells.filter((cell) => cell.mark === mark).map(({ frame }) => frame.role);
      return [end?.name ?? 'wire', of('same').length, of('added').join(), of('removed').join()];
    }),
  );
  expect(marks[0]).toEqual([
    ['client', 1, '', ''],
    ['wire', 1, 'delimiter', ''],
    ['broker', 2, 'identity', ''],
    ['wire', 3, '', ''],
    ['worker', 1, '', 'delimiter,identity'],
  ]);
  expect(marks[1]).toEqual([
    ['worker', 1, '', ''],
    ['wire', 1, 'delimiter,identity', ''],
    ['broker', 3, '', ''],
    ['wire', 2, '', 'identity'],
    ['client', 1, '', 'delimiter'],
  ]);
});

test('each copy behind a forwarder has a band of its own, from the device on', () => {
  const frames = [utf8('topic'), body];
  const { wires, bands } = layoutJourney({
    steps: [
      step(1, 'pub PUB', 'hub XSUB', frames),
      step(2, 'hub XPUB', 'one SUB', frames),
      step(3, 'hub XPUB', 'two SUB', frames),
    ],
    edges: [edge('device', 1, 2), edge('device', 1, 3)],
    more: false,
  });
  expect(wires).toBe(2);
  expect(bands.map(({ type, at, steps }) => [type, at, steps.map(({ seq }) => seq)])).toEqual([
    ['message', 0, [1, 2]],
    ['copy', 1, [3]],
  ]);
});

test('a reply whose request has left the capture stands by itself', () => {
  const { bands } = layoutJourney({ ...BROKER, steps: BROKER.steps.slice(2), edges: [edge('device', 3, 4)] });
  expect(bands.map(({ steps }) => steps.map(({ seq }) => seq))).toEqual([[3, 4]]);
});
