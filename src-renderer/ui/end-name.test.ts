import i18next, { type Resource } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { Topology } from '../../shared/topology/topology';
import { resources } from '../i18n/i18n';
import { nameEndsBy, problemText } from '../i18n/problem-text';
import { endNames, socketName } from './end-name';

const position = { x: 0, y: 0 };
const topology: Topology = {
  format: 'zmq-patchbay/1',
  name: 'Broker',
  nodes: [
    { id: 'broker', kind: 'device', device: 'queue', label: 'Broker', position },
    { id: 'worker', kind: 'socket', socket: 'REP', label: 'My backend', position },
  ],
  links: [],
};

beforeAll(() =>
  i18next.init({ lng: 'zh-CN', resources: resources() as Resource, interpolation: { escapeValue: false } }),
);

test('an end of a device is called in the window’s language, and nothing else is', () => {
  expect(socketName(topology, 'broker.frontend')).toBe('Broker 前端');
  expect(socketName(topology, 'broker')).toBe('Broker');
  expect(socketName(topology, 'worker')).toBe('My backend');
  expect(socketName(topology, 'gone.backend')).toBe('gone.backend');
});

test('so is it in the sentence of a problem', () => {
  nameEndsBy(() => endNames(topology));
  const said = (key: string) => problemText({ code: 'end-not-open', message: '', values: { key } });
  expect(said('broker.backend')).toContain('“Broker 后端”');
  expect(said('My backend')).toContain('“My backend”');
});
