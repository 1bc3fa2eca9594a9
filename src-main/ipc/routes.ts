import { NOTHING_SEEN } from '../../shared/filter/seen';
import type { AppState, RequestOf, GalleryEntry, TextAction } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import { checkTopology } from '../../shared/topology/check';
import type { Topology } from '../../shared/topology/topology';
import { NO_SERIES } from '../../shared/traffic/series';
import { NO_LIFE } from '../../shared/traffic/socket-life';
import type { DocumentSession } from '../document-session';
import type { EngineHost } from '../engine-host-contract';
import type { NetworkConsent } from '../files/network-consent';
import type { KeySession } from '../key-session';
import type { KeepSession } from '../keep-session';
import { unpack } from '../unpack';
import type { Routes } from './channel';

export interface RouteParts {
  readonly session: DocumentSession;
  readonly engine: EngineHost;
  readonly consent: NetworkConsent;
  readonly keep: KeepSession;
  readonly keys: KeySession;
  state(): AppState;
  listening(): void;
  /** Bytes of a capture that may be kept on the disk. */
  spill(): number;
  gallery(): Promise<readonly GalleryEntry[]>;
  changeSettings(changes: Partial<Settings>): Settings;
  editText(action: TextAction): void;
  reveal(): void;
  openHelp(page: 'guide' | 'project' | 'rfc'): Promise<void>;
  close(): void;
}

/** What each request does, a line per channel. */
export function routesOf(parts: RouteParts): Routes {
  const { session, engine, consent, keep, keys } = parts;
  return {
    'app:state': () => parts.state(),
    'window:listening': () => parts.listening(),
    'settings:change': (changes) => parts.changeSettings(changes),

    'document:changed': ({ topology, unsaved }) => session.changed(topology, unsaved),
    'document:new': () => session.create(),
    'document:open': ({ path }) => session.open(path),
    'document:save': ({ topology, as }) => session.save(topology, as),
    'document:example': ({ id }) => session.example(id),
    'gallery:list': () => parts.gallery(),
    'document:reveal': () => parts.reveal(),

    'engine:run': (asked) => run(engine, consent, asked, parts.spill()),
    'engine:update': (topology) => update(engine, consent, topology),
    'engine:stop': async () => void (await engine.stop()),
    'engine:step': ({ all }) => engine.step(all),
    'socket:life': async (asked) => (await engine.look('life', asked)) ?? NO_LIFE,
    'socket:decide': ({ socket, ...decision }) => engine.decide(socket, decision),
    'socket:send': ({ socket, frames }) => engine.send(socket, frames),

    'capture:filter': ({ view, filter }) => engine.filter(view, filter),
    'capture:rows': ({ view, from, count }) => engine.rows(view, from, count),
    'capture:halt': ({ view }) => engine.halt(view),
    'capture:colors': ({ queries }) => engine.colors(queries),
    'capture:item': ({ seq }) => engine.item(seq),
    'turns:read': ({ devices }) => engine.look('turns', { devices }),
    'capture:journey': ({ seq }) => engine.look('journey', { seq }),
    'capture:seen': async () => (await engine.look('seen', undefined)) ?? NOTHING_SEEN,
    'capture:clear': () => engine.clear(),
    'series:read': async (query) => (await engine.look('series', query)) ?? NO_SERIES,

    'wire:connections': ({ flows, nodes }) => engine.look('connections', { flows, nodes }),
    'wire:ladder': (ladder) => engine.look('ladder', ladder),
    'wire:messages': (range) => engine.look('ladderMessages', range),
    'wire:history': (socket) => engine.look('socketHistory', socket),
    'wire:subscriptions': (socket) => engine.look('subscriptions', socket),
    'keep:export': (what) => keep.export(what),
    'keep:copy': (what) => engine.keep('copy', what),
    'keep:save': ({ marks }) => keep.save(marks),
    'keep:open': ({ path, at }) => keep.open(path, at),
    'keep:close': () => keep.close(),
    'keep:replay': (what) => engine.keep('replay', what),
    'keep:play': (playback) => engine.play(playback),
    'keep:hold': (what) => engine.keep('hold', what),
    'keep:cancel': () => keep.cancel(),

    'frame:unpack': ({ encoding, bytes }) => unpack(encoding, bytes),
    'keys:list': () => keys.list(),
    'keys:generate': (what) => keys.generate(what),
    'keys:import': (what) => keys.import(what),
    'keys:login': (what) => keys.login(what),
    'keys:rename': (what) => keys.rename(what),
    'keys:remove': (what) => keys.remove(what),
    'keys:copySecret': (what) => keys.copySecret(what),
    'security:log': (what) => engine.look('securityLog', what),

    'traffic:acknowledge': ({ tick }) => engine.acknowledge(tick),
    'edit:text': ({ action }) => parts.editText(action),
    'help:open': ({ page }) => parts.openHelp(page),
    'window:close': () => parts.close(),
  };
}

type Reach<Done> = Result<Done | { readonly beyondLoopback: readonly string[] }>;

async function run(
  engine: EngineHost,
  consent: NetworkConsent,
  { topology, agreed, stepping = false }: RequestOf<'engine:run'>,
  spill: number,
): Promise<Reach<'started'>> {
  const [problem] = checkTopology(topology);
  if (problem) return fail(problem);
  if (agreed) consent.agree(topology);
  const beyondLoopback = consent.missing(topology);
  if (beyondLoopback.length > 0) return ok({ beyondLoopback });
  // Consent that an update asked for lets that update through; the run itself goes on.
  if (agreed && engine.status.state === 'running') {
    await engine.update(topology);
    return ok('started');
  }
  const started = await engine.run(topology, { stepping, spill });
  return started.ok ? ok('started') : started;
}

/** Changes what runs. What would reach beyond this machine waits for consent, and the run goes on as it was. */
async function update(engine: EngineHost, consent: NetworkConsent, topology: Topology): Promise<Reach<'updated'>> {
  const [problem] = checkTopology(topology);
  if (problem) return fail(problem);
  const beyondLoopback = consent.missing(topology);
  if (beyondLoopback.length > 0) return ok({ beyondLoopback });
  await engine.update(topology);
  return ok('updated');
}
