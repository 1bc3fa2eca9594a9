import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import { DEFAULT_CONTEXT } from '../../shared/zmq/context';
import type { EngineWorkerData } from './protocol';

type ZeroMq = typeof import('zeromq');
type Draft = typeof import('zeromq/draft');

const load = createRequire(import.meta.url);

/** The addon that was asked for in place of zeromq's own: by thread 1, or by the environment where there is none. */
const given = workerData as Partial<EngineWorkerData> | null;
const asked = given?.addon ?? process.env['ZMQ_PATCHBAY_ADDON'];

/** A file beside zeromq's main one. */
function inside(file: string): string {
  return createRequire(load.resolve('zeromq')).resolve(file);
}

/**
 * zeromq takes its addon from its own file `lib/load-addon.js`. Where another build of it is asked for, that file's place in
 * this thread's module cache is taken by it, before zeromq is loaded. Gives why it could not be.
 */
function takeAddon(path: string): string | undefined {
  let addon: unknown;
  try {
    addon = load(path);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  const place = inside('./load-addon.js');
  const { exports: _unused, ...rest } = load.cache[load.resolve(path)] ?? {};
  load.cache[place] = {
    ...rest,
    id: place,
    filename: place,
    exports: { __esModule: true, default: addon },
  } as NodeJS.Module;
  return undefined;
}

/** What is set on the context when a socket is open already has no effect (`zmq_ctx_set(3)`), so it is set here. */
function setUpContext(): void {
  const { ioThreads, maxSockets } = given?.context ?? DEFAULT_CONTEXT;
  zmq.context.ioThreads = ioThreads;
  zmq.context.maxSockets = Math.min(maxSockets, zmq.context.maxSocketsLimit);
}

/** Why the addon that was asked for is not the one that is loaded; `undefined` where it is, or none was asked for. */
export const addonProblem = asked === undefined ? undefined : takeAddon(asked);
/** True where zeromq runs on the addon that was asked for. */
export const onAskedAddon = asked !== undefined && addonProblem === undefined;

export const zmq = load('zeromq') as ZeroMq;
setUpContext();
/** The classes themselves: `zeromq/draft` would print a warning for every user, also of those who use none of them. */
export const draft = load(inside('./draft.js')) as Draft;
