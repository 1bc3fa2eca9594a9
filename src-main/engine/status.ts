import type { Problem } from '../../shared/result';
import { STOPPED, type RunState, type RunStatus, type SocketStatus } from '../../shared/traffic/status';
import { contextSockets } from './context';
import { libraryFacts } from './library';
import type { LiveSocket } from './live-socket';
import type { Run } from './run';
import { spillProblem } from './run-spill';

/** Milliseconds between two statuses. */
const STATUS_MS = 100;

/** The status of a run, or of its remains after the stop. */
export function statusOf(run: Run | undefined, state: RunState, problems: readonly Problem[]): RunStatus {
  if (!run) return { ...STOPPED, state, library: libraryFacts(), problems };
  const spilling = run.stored && spillProblem(run.stored);
  return {
    state,
    library: libraryFacts(),
    openSockets: contextSockets(run.sockets.values()),
    startedAt: state === 'stopped' ? 0 : run.startedAt,
    sockets: [...run.sockets.values()].map((socket) => socketStatus(run, socket)),
    links: [...run.links.values()].map((link) => link.status()),
    peers: run.peers.status(),
    ...(run.gate?.progress ? { stepping: run.gate.progress } : {}),
    problems: spilling ? [...problems, spilling] : problems,
    restarts: 0,
  };
}

function socketStatus(run: Run, { wanted, index, state, problems, desk }: LiveSocket): SocketStatus {
  const { key, node, type } = wanted;
  const endpoints = [...run.endpoints.values()].filter((endpoint) => endpoint.wanted.key === key);
  return {
    key,
    node,
    type,
    index,
    state,
    endpoints: endpoints.map((endpoint) => endpoint.status()),
    ...(desk ? { desk: desk.status() } : {}),
    problems,
  };
}

/** Sends the status when something in it changed: at once where it has been quiet, STATUS_MS apart otherwise. */
export class StatusSender {
  private sentAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private last = '';

  constructor(
    private readonly make: () => RunStatus,
    private readonly send: (status: RunStatus) => void,
  ) {}

  readonly changed = (): void => {
    if (this.timer) return;
    const wait = Math.max(0, this.sentAt + STATUS_MS - performance.now());
    this.timer = setTimeout(() => this.flush(), wait);
  };

  /** Sends now what would be sent a little later, if there is any. */
  hurry(): void {
    if (this.timer) this.flush();
  }

  /** Sends now what has changed. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const status = this.make();
    const text = JSON.stringify(status);
    if (text === this.last) return;
    this.last = text;
    this.sentAt = performance.now();
    this.send(status);
  }
}
