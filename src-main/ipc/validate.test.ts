import { describe, expect, it } from 'vitest';
import { REQUEST_NAMES, type RequestName } from '../../shared/ipc';
import { emptyTopology } from '../../shared/topology/defaults';
import { REQUEST_SCHEMAS } from './validate';

const topology = emptyTopology('x');

const good: readonly (readonly [RequestName, unknown])[] = [
  ['app:state', undefined],
  ['window:listening', undefined],
  [
    'settings:change',
    { filters: [{ name: 'Large', query: 'size>1k' }], colors: [{ query: 'a', color: 'red', on: true }] },
  ],
  ['settings:change', { theme: 'dark', panels: { inspector: 300 } }],
  ['document:changed', { topology, unsaved: true }],
  ['document:new', undefined],
  ['document:open', {}],
  ['document:open', { path: '/a.json' }],
  ['document:save', { topology, as: false }],
  ['document:example', { id: 'hello' }],
  ['gallery:list', undefined],
  ['document:reveal', undefined],
  ['engine:run', { topology, agreed: false }],
  ['engine:update', topology],
  ['engine:run', { topology, agreed: true, stepping: true }],
  ['engine:stop', undefined],
  ['engine:step', { all: false }],
  ['socket:send', { socket: 'broker.frontend', frames: ['a', { hex: '00ff' }, { size: 3 }] }],
  ['socket:decide', { socket: 'pub', number: 1, accept: true, as: 'news' }],
  ['socket:life', { socket: 'broker.backend' }],
  ['capture:filter', { view: 1, filter: { flows: [0, 2], kinds: ['message'], query: 'x', direction: 'forward' } }],
  ['capture:rows', { view: 1, from: 0, count: 100 }],
  ['capture:halt', { view: 1 }],
  ['capture:rows', { view: 1, from: -100, count: 100 }],
  ['capture:colors', { queries: ['size>1k', ''] }],
  ['capture:item', { seq: 1 }],
  ['capture:journey', { seq: 1 }],
  ['capture:seen', undefined],
  ['turns:read', { devices: ['broker'] }],
  ['capture:clear', undefined],
  ['series:read', { from: 0, to: 60, groups: [{ flows: 'all', sockets: [0, 3] }] }],
  ['wire:connections', {}],
  ['wire:connections', { flows: [0, 3], nodes: ['server'] }],
  ['wire:ladder', { connection: 1, from: 0 }],
  ['wire:messages', { connection: 1, from: 1, to: 9, count: 50 }],
  ['wire:history', { socket: 'server' }],
  ['wire:subscriptions', { socket: 'broker.backend' }],
  ['keep:export', { format: 'csv', items: { type: 'items', seqs: [1, 2] } }],
  ['keep:export', { format: 'pcapng', items: { type: 'filter', filter: { query: 'x' } } }],
  ['keep:copy', { items: { type: 'rows', view: 3, ranges: [[0, 1_000_000]] } }],
  ['keep:save', { marks: [{ seq: 1, t: 0.5, title: 'Hello', note: '' }] }],
  ['keep:open', { path: '/a.zmqcap' }],
  ['keep:close', undefined],
  ['keep:play', { playing: true, speed: 10, position: 0.5 }],
  ['keep:replay', { items: { type: 'items', seqs: [3] }, target: 'a', speed: 0, edits: [{ seq: 3, frames: ['x'] }] }],
  ['keep:replay', { items: { type: 'held' }, speed: 1, edits: [{ seq: 3, leaveOut: true }] }],
  ['keep:hold', { items: { type: 'items', seqs: [3] } }],
  ['keep:cancel', undefined],
  ['frame:unpack', { encoding: 'gzip', bytes: new Uint8Array(3) }],
  ['keys:list', undefined],
  ['keys:generate', { names: ['server', 'client'] }],
  ['keys:import', { name: 'a', publicKey: '', secretKey: 'x' }],
  ['keys:login', { name: 'a', user: 'b', password: 'c' }],
  ['keys:rename', { name: 'a', to: 'b' }],
  ['keys:remove', { name: 'a' }],
  ['keys:copySecret', { name: 'a' }],
  ['security:log', { sockets: ['broker.frontend'] }],
  ['traffic:acknowledge', { tick: 7 }],
  ['edit:text', { action: 'copy' }],
  ['help:open', { page: 'guide' }],
  ['window:close', undefined],
];

const bad: readonly (readonly [RequestName, unknown])[] = [
  ['app:state', {}],
  ['settings:change', { theme: 'pink' }],
  ['settings:change', { library: 'other' }],
  ['settings:change', { telemetry: true }],
  ['document:changed', { topology: { ...topology, nodes: [{ id: 'a' }] }, unsaved: true }],
  ['document:changed', { topology }],
  ['document:open', { path: '' }],
  ['document:open', { path: 5 }],
  ['document:save', { topology, as: 'yes' }],
  ['document:save', { topology, as: true, path: '/etc/passwd' }],
  ['engine:run', { topology: null, agreed: true }],
  ['engine:update', { ...topology, extra: 1 }],
  ['socket:send', { socket: 'a', frames: [] }],
  ['socket:send', { socket: 'a', frames: [{ size: 1e12 }] }],
  ['capture:filter', { view: -1, filter: {} }],
  ['capture:filter', { view: 1, filter: { kinds: ['rumor'] } }],
  ['capture:rows', { view: 1, from: 0, count: 1e9 }],
  ['capture:colors', { queries: Array.from({ length: 31 }, () => '') }],
  ['capture:item', { seq: 1.5 }],
  ['settings:change', { filters: [{ name: '', query: 'a' }] }],
  ['settings:change', { colors: [{ query: 'a', color: 'url(x)', on: true }] }],
  ['series:read', { from: -1, to: 60, groups: [] }],
  ['series:read', { from: 0, to: 60, groups: [{ flows: 'some', sockets: 'all' }] }],
  ['wire:connections', { flows: [-1] }],
  ['wire:ladder', { connection: 1 }],
  ['wire:messages', { connection: 1, from: 1, to: 9, count: 1e9 }],
  ['wire:history', { socket: 5 }],
  ['wire:subscriptions', {}],
  ['capture:journey', { seq: -1 }],
  ['keep:play', { speed: 0 }],
  ['keep:replay', { items: { type: 'items', seqs: [3] }, speed: -1, edits: [] }],
  ['keep:save', { path: '/etc/passwd' }],
  ['keep:export', { format: 'exe', items: { type: 'filter', filter: {} } }],
  ['keep:export', { format: 'csv', path: '/etc/passwd', items: { type: 'filter', filter: {} } }],
  ['keep:export', { format: 'csv', items: { type: 'items', seqs: [] } }],
  ['frame:unpack', { encoding: 'rar', bytes: new Uint8Array(3) }],
  ['frame:unpack', { encoding: 'gzip', bytes: 'text' }],
  ['settings:change', { decoders: { a: { decoder: 'eval' } } }],
  ['keys:generate', { names: [] }],
  ['keys:import', { name: 'a', publicKey: 'x'.repeat(999), secretKey: '' }],
  ['keys:copySecret', {}],
  ['security:log', { sockets: 'all' }],
  ['traffic:acknowledge', { tick: Number.NaN }],
  ['edit:text', { action: 'executeJavaScript' }],
  ['help:open', { page: 'https://example.org' }],
];

describe('what the window asks', () => {
  it('is tried here for every request of the contract', () => {
    expect(new Set(good.map(([name]) => name))).toEqual(new Set(REQUEST_NAMES));
  });

  it.each(good)('%s takes what the contract says: %j', (name, value) => {
    expect(REQUEST_SCHEMAS[name].safeParse(value).success).toBe(true);
  });

  it.each(bad)('%s refuses %j', (name, value) => {
    expect(REQUEST_SCHEMAS[name].safeParse(value).success).toBe(false);
  });
});
