import { parentPort, workerData } from 'node:worker_threads';
import type { Health } from '../../shared/traffic/health';
import { Engine } from './engine';
import { keptDetail } from './item-detail';
import { keptJourney } from './journey';
import { libraryFacts } from './library';
import { turnsOf } from './turns';
import type { EngineRequest, EngineWorkerData, FromEngine, ToEngine } from './protocol';
import { seenNames } from './seen-names';
import { decide } from './subscription-desk';
import { subscriptionsOf } from './subscriptions';
import { connectionsOf, ladderOf, messagesBetween } from './wire-questions';

/**
 * ZeroMQ gives back the memory of messages it dropped from its own threads, some time after their socket was closed. A
 * worker that is gone by then corrupts the process (seen in 2 of 30 ends under load, none with this pause).
 */
const SETTLE_MS = 150;
/** After a fault of its own the worker is gone by then, whatever still holds it. */
const LEAVE_MS = 1000;

const port = parentPort;
if (!port) throw new Error('the engine runs in a worker thread');
const { batches } = workerData as EngineWorkerData;

const post = (message: FromEngine): void => port.postMessage(message);

const engine = new Engine({
  onStatus: (status) => post({ type: 'status', status }),
  onTask: (progress) => post({ type: 'task', progress }),
  ...(batches
    ? {
        onHealth: (health: Health) => post({ type: 'health', health }),
        onBatch: (batch: Float64Array<ArrayBuffer>) =>
          port.postMessage({ type: 'batch', batch } satisfies FromEngine, [batch.buffer]),
      }
    : {}),
});

port.on('message', (message: ToEngine) => {
  switch (message.type) {
    case 'acknowledge':
      engine.acknowledge(message.tick);
      break;
    case 'visible':
      engine.setVisible(message.visible);
      break;
    case 'credentials':
      engine.setCredentials(message.credentials);
      break;
    case 'request':
      // A rejection is a bug: it ends in the handler below.
      void answer(message);
      break;
  }
});

let failed = false;

/** Sockets that are open when the worker ends would abort the whole process, so they are closed first. */
function fatal(error: unknown): void {
  if (failed) return;
  failed = true;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  post({ type: 'fatal', message: message.split('\n').slice(0, 3).join(' ').slice(0, 300) });
  try {
    engine.abandon();
  } finally {
    setTimeout(() => port?.close(), SETTLE_MS);
    setTimeout(() => process.exit(1), LEAVE_MS).unref();
  }
}

process.on('uncaughtException', fatal);
process.on('unhandledRejection', fatal);

async function answer(request: EngineRequest): Promise<void> {
  const value = await valueOf(request);
  post({ type: 'answer', id: request.id, value });
  if (request.name === 'shutdown') setTimeout(() => port?.close(), SETTLE_MS);
}

function valueOf(request: EngineRequest): unknown {
  switch (request.name) {
    case 'run':
      return engine.start(request.value);
    case 'update':
      return engine.update(request.value);
    case 'stop':
      return engine.stop();
    case 'shutdown':
      return engine.shutdown();
    case 'send':
      return engine.send(request.value.socket, request.value.frames);
    case 'decide':
      return decide(
        engine.ask((run) => run.socket(request.value.socket)?.desk),
        request.value,
      );
    case 'filter':
      return engine.filter(request.value.view, request.value.filter);
    case 'rows':
      return engine.rows(request.value.view, request.value.from, request.value.count);
    case 'colors':
      return engine.list.colors(request.value.queries);
    case 'halt':
      return engine.list.halt(request.value.view);
    case 'item':
      return engine.ask((run) => keptDetail(run, request.value.seq));
    case 'series':
      return engine.series(request.value);
    case 'connections':
      return engine.ask((run) => connectionsOf(run, request.value.flows, request.value.nodes));
    case 'ladder':
      return engine.ask((run) => ladderOf(run, request.value.connection, request.value.from));
    case 'ladderMessages':
      return engine.ask((run) => messagesBetween(run, request.value));
    case 'socketHistory':
      return engine.ask((run) => run.socket(request.value.socket)?.history.read());
    case 'subscriptions':
      return engine.ask((run) => subscriptionsOf(run, request.value.socket));
    case 'journey':
      return engine.ask((run) => keptJourney(run, request.value.seq));
    case 'seen':
      return engine.ask(seenNames);
    case 'life':
      return engine.ask((run) => run.lives.of(request.value.socket));
    case 'securityLog':
      return engine.ask((run) => run.security.log(request.value.sockets));
    case 'step':
      return engine.step(request.value.all);
    case 'turns':
      return engine.ask((run) => turnsOf(run, request.value.devices));
    case 'clear':
      return engine.clear();
    case 'totals':
      return engine.totals();
    case 'export':
      return engine.keep.export(request.value);
    case 'copy':
      return engine.keep.copy(request.value);
    case 'save':
      return engine.keep.save(request.value);
    case 'open':
      return engine.keep.open(request.value);
    case 'close':
      return engine.keep.close();
    case 'replay':
      return engine.keep.replay(request.value);
    case 'hold':
      return engine.keep.hold(request.value);
    case 'play':
      return engine.play(request.value);
    case 'cancel':
      return engine.keep.cancel();
  }
}

post({ type: 'ready', library: libraryFacts() });
