import { hex } from '../../../shared/bytes';
import type { Known, PipeGauge } from '../../../shared/traffic/losses';
import type { RoutingIds } from '../routing-ids';
import type { Frames } from '../zmq-socket';
import { IdTable } from './id-table';
import { isReady, isStalled, Quiet, seenOut, type Ending, type Line } from './line';
import type { AccountParts, Outgoing } from './outgoing';
import { CAUSE } from './place';
import { fewestToFill, sendMark, surelyDropped } from './queue-mark';

/** One connection of a ROUTER. */
interface Route {
  readonly line: Line;
  readonly quiet: Quiet;
  /** Messages that were sent to its id. */
  given: number;
  lost: number;
  last: { readonly cause: number; readonly known: Known } | undefined;
  /** Dropped at the mark for certain, though how many in all is known only when the queue is empty. */
  estimated: number;
  peak: number;
  givenWhenEmpty: number;
}

/** Ids that nobody has, kept for those who want to know which. */
const MOST_UNKNOWN = 20;

/**
 * ROUTER: the first frame of what it sends is the id of the peer that it is for. Nobody has the id: unroutable, and dropped
 * without a word unless `mandatory` is set. Somebody has it: it is in the queue to that connection, seen on its wire, or
 * lost.
 */
export class RoutedAccount implements Outgoing {
  /** Newest ids that nobody had, last first. */
  unknown: readonly Uint8Array[] = [];
  private readonly routes = new Map<Line, Route>();
  private readonly ids = new IdTable<Route | 'nobody'>();
  private readonly toFill: number;
  private readonly mark: number;

  constructor(
    private readonly parts: AccountParts,
    private readonly routing: RoutingIds,
  ) {
    this.mark = sendMark(parts.socket.wanted.options);
    this.toFill = fewestToFill(this.mark);
  }

  get counted(): boolean {
    return this.parts.allWire();
  }

  opened(line: Line): void {
    this.ids.clear();
    this.routes.set(line, {
      line,
      quiet: new Quiet(),
      given: 0,
      lost: 0,
      last: undefined,
      estimated: 0,
      peak: 0,
      givenWhenEmpty: 0,
    });
  }

  ready(): void {
    this.ids.clear();
  }

  closed(line: Line, ending: Ending): void {
    this.ids.clear();
    const route = this.routes.get(line);
    if (!route) return;
    this.routes.delete(line);
    const missing = missingOf(route);
    if (missing === 0 || !this.counted) return;
    const cause = ending === 'peer' ? CAUSE.peerGone : ending === 'stopped' ? CAUSE.stopped : CAUSE.linger;
    this.parts.tally.lost(line.at(), cause, missing, this.mayHaveFilled(route) ? 'inferred' : 'exact');
  }

  command(): void {
    // Nothing that is said here changes where messages go.
  }

  readonly sent = (frames: Frames): void => {
    const id = frames[0];
    if (!id) return;
    let route = this.ids.get(id);
    if (route === undefined) {
      route = this.routeOf(id) ?? 'nobody';
      // Who has none yet may have it by the next message.
      if (route !== 'nobody') this.ids.set(id, route);
    }
    if (route !== 'nobody') {
      route.given++;
      return;
    }
    if (!this.counted) return;
    if (!this.unknown.some((other) => hex(other) === hex(id))) {
      this.unknown = [new Uint8Array(id), ...this.unknown].slice(0, MOST_UNKNOWN);
    }
    this.parts.tally.lost(this.parts.own(), CAUSE.unroutable, 1, this.knowsEveryId() ? 'exact' : 'inferred', frames);
  };

  settle(): void {
    for (const route of this.routes.values()) {
      const { line, quiet } = route;
      this.takeBack(route);
      const missing = missingOf(route);
      route.peak = Math.max(route.peak, missing);
      if (!quiet.observe(seenOut(line) + route.given, isStalled(line)) || !isReady(line)) {
        this.estimate(route);
        continue;
      }
      if (route.estimated > 0) this.parts.tally.estimate(line.at(), CAUSE.highWater, -route.estimated);
      route.estimated = 0;
      const lost = missingOf(route);
      if (lost > 0 && this.counted) this.lose(route, lost);
      route.givenWhenEmpty = route.given;
    }
  }

  finish(): void {
    // Each connection has settled its own.
  }

  gauges(): PipeGauge[] {
    const { key } = this.parts.socket.wanted;
    return [...this.routes.values()].flatMap((route): PipeGauge[] =>
      route.given === 0 || !this.counted
        ? []
        : [
            {
              socket: key,
              queue: 'send',
              flow: route.line.flow.id,
              depth: missingOf(route),
              peak: route.peak,
              mark: this.mark,
              known: this.mayHaveFilled(route) ? 'estimated' : 'exact',
            },
          ],
    );
  }

  /** While the queue is not empty, only what can be nowhere else is known to be dropped. */
  private estimate(route: Route): void {
    const mandatory = this.parts.socket.wanted.options['mandatory'] === true;
    const dropped = mandatory || !this.counted ? 0 : surelyDropped(missingOf(route), this.mark, route.line);
    if (dropped === 0) return;
    route.estimated += dropped;
    this.parts.tally.estimate(route.line.at(), CAUSE.highWater, dropped);
  }

  /** The queue is empty, and so much of what was to go out has not: it was full for a time. */
  private lose(route: Route, missing: number): void {
    const known = this.mayHaveFilled(route) ? 'exact' : 'inferred';
    route.lost += missing;
    route.last = { cause: CAUSE.highWater, known };
    this.parts.tally.lost(route.line.at(), CAUSE.highWater, missing, known);
  }

  private takeBack(route: Route): void {
    const early = Math.min(route.lost, seenOut(route.line) + route.lost - route.given);
    if (early <= 0 || !route.last) return;
    route.lost -= early;
    this.parts.tally.lost(route.line.at(), route.last.cause, -early, route.last.known);
  }

  private routeOf(id: Uint8Array): Route | undefined {
    const known = this.routing.lookUp(hex(id));
    if (!known) return undefined;
    let newest: Route | undefined;
    for (const route of this.routes.values()) {
      if (route.line.flow.id === known.flow && isReady(route.line)) newest = route;
    }
    return newest;
  }

  /** Every peer that is there has an id that is known, so an unknown id is nobody's. */
  private knowsEveryId(): boolean {
    for (const { line } of this.routes.values()) {
      if (isReady(line) && !this.routing.ofFlow(line.flow.id)) return false;
    }
    return true;
  }

  private mayHaveFilled({ given, givenWhenEmpty }: Route): boolean {
    return given - givenWhenEmpty >= this.toFill;
  }
}

function missingOf({ line, given, lost, estimated }: Route): number {
  return Math.max(0, given - seenOut(line) - lost - estimated);
}
