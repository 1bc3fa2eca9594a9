import { expect, it } from 'vitest';
import { addNode } from '../../shared/topology/edits-nodes';
import { emptyTopology } from '../../shared/topology/defaults';
import { freePlace, NODE_WIDTH, overlaps, PEER_HEIGHT, peerPlaces, PEER_WIDTH } from './layout';

const SEEN = { x: -100, y: 50, width: 900, height: 600 };

it('places one node after the other in view, none on another', () => {
  let topology = emptyTopology('');
  for (let count = 0; count < 6; count++) {
    topology = addNode(topology, { type: 'socket', socket: 'REQ' }, freePlace(topology.nodes, SEEN)).topology;
  }
  const boxes = topology.nodes.map(({ position }) => ({ ...position, width: NODE_WIDTH, height: 92 }));
  for (const [index, box] of boxes.entries()) {
    expect(
      box.x >= SEEN.x &&
        box.y >= SEEN.y &&
        box.x + box.width <= SEEN.x + SEEN.width &&
        box.y + box.height <= SEEN.y + SEEN.height,
    ).toBe(true);
    for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
  }
});

it('places a node below the others where the view is full', () => {
  const small = { x: 0, y: 0, width: 300, height: 150 };
  const first = addNode(emptyTopology(''), { type: 'socket', socket: 'REQ' }, freePlace([], small)).topology;
  expect(freePlace(first.nodes, small).y).toBeGreaterThan(150);
});

it('lays peers on the side of a node that is free, side by side without touching', () => {
  const node = { x: 0, y: 0, width: NODE_WIDTH, height: 92 };
  const neighbour = { x: -320, y: 0, width: NODE_WIDTH, height: 92 };
  const places = peerPlaces(node, [neighbour], 3);
  expect(places.every(({ x }) => x > node.x + node.width)).toBe(true);
  const boxes = places.map((place) => ({ ...place, width: PEER_WIDTH, height: 64 }));
  expect(boxes.some((box, index) => boxes.slice(index + 1).some((other) => overlaps(box, other)))).toBe(false);
});

it('puts the peers of a device beside the socket they talk with, on none of the nodes around it', () => {
  const broker = { x: 400, y: 160, width: 272, height: 150 };
  const around = [0, 160, 320].flatMap((y) => [0, 800].map((x) => ({ x, y, width: NODE_WIDTH, height: 92 })));
  for (const [side, isThere] of [
    ['left', (x: number) => x + PEER_WIDTH < broker.x],
    ['right', (x: number) => x > broker.x + broker.width],
  ] as const) {
    for (const count of [1, 2, 5]) {
      const places = peerPlaces(broker, around, count, side);
      expect(places).toHaveLength(count);
      for (const place of places) {
        expect(isThere(place.x)).toBe(true);
        const box = { ...place, width: PEER_WIDTH, height: PEER_HEIGHT };
        expect(around.filter((other) => overlaps(box, other))).toEqual([]);
      }
    }
  }
});
