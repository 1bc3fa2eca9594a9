import { hex } from '../../../shared/bytes';
import type { Known, PipeGauge, Uncounted } from '../../../shared/traffic/losses';
import type { RoutingIds } from '../routing-ids';
import type { Frames } from '../zmq-socket';
import { IdTable } from './id-table';
import { Quiet, type Ending, type Line } from './line';
import { causeOf, type AccountParts, type Outgoing } from './outgoing';
import { CAUSE } from './place';
import { surelyDropped } from './queue-mark';

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
  /** How its cable ended, where its receiver may still take what is in its own queue. */
  ending: Ending | undefined;
}

/** Ids that nobody has, kept for those who want to know which. */
const MOST_UNKNOWN = 20;

/**
 * ROUTER: the first frame of what it sends is the id of the peer that it is for. Nobody has the id: unroutable, and dropped
 * without a word unless `mandatory` is set. Somebody has it: it is in the queue to that connection, seen to arrive, or lost.
 */
export class RoutedAccount implements Outgoing {
  /** Newest ids that nobody had, last first. */
  unknown: readonly Uint8Array[] = [];
  private readonly routes = new Map<Line, Route>();
  private readonly ids = new IdTable<Route | 'nobody'>();

  constructor(
    private readonly parts: AccountParts,
    private readonly routing: RoutingIds,
  ) {}

  get uncounted(): Uncounted | undefined {
    return this.parts.uncounted();
  }

  holds(line: Line): boolean {
    return this.routes.has(line);
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
      ending: undefined,
    });
  }

  ready(): void {
    this.ids.clear();
  }

  closed(line: Line, ending: Ending): void {
    this.ids.clear();
    const route = this.routes.get(line);
    if (!route) return;
    if (line.watched === 'ends') route.ending = ending;
    else this.part(route, ending);
  }

  owed(line: Line): { missing: number; lost: number } {
    const route = this.routes.get(line);
    return route ? { missing: missingOf(route), lost: route.lost } : { missing: 0, lost: 0 };
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
    if (this.uncounted) return;
    if (!this.unknown.some((other) => hex(other) === hex(id))) {
      this.unknown = [new Uint8Array(id), ...this.unknown].slice(0, MOST_UNKNOWN);
    }
    this.parts.tally.lost(this.parts.own(), CAUSE.unroutable, 1, this.knowsEveryId() ? 'exact' : 'inferred', frames);
  };

  settle(): void {
    for (const route of this.routes.values()) this.settleOne(route);
  }

  finish(): void {
    // Each connection has settled its own, but for those whose receiver still had time.
    for (const route of this.routes.values()) if (route.ending) this.part(route, route.ending);
  }

  gauges(): PipeGauge[] {
    const { key } = this.parts.socket.wanted;
    const { uncounted } = this;
    return [...this.routes.values()].flatMap((route): PipeGauge[] =>
      route.given === 0 || uncounted
        ? []
        : [
            {
              socket: key,
              queue: 'send',
              flow: route.line.flow.id,
              depth: missingOf(route),
              peak: Math.max(route.peak, missingOf(route)),
              mark: route.line.marks.mark,
              known: route.line.watched !== 'wire' || mayHaveFilled(route) ? 'estimated' : 'exact',
            },
          ],
    );
  }

  /** Its connection is over, and with it what was not seen. */
  private part(route: Route, ending: Ending): void {
    const { line } = route;
    this.routes.delete(line);
    this.ids.clear();
    const missing = missingOf(route);
    if (missing === 0 || this.uncounted) return;
    const unsure = line.watched !== 'wire' || mayHaveFilled(route);
    this.parts.tally.lost(line.at(), causeOf(ending), missing, unsure ? 'inferred' : 'exact');
  }

  private settleOne(route: Route): void {
    const { line, quiet, ending } = route;
    this.takeBack(route);
    const missing = missingOf(route);
    route.peak = Math.max(route.peak, missing);
    const empty = quiet.observe(line.seen + route.given, line.stalled);
    if (ending && (empty || missing === 0)) {
      this.part(route, ending);
      return;
    }
    if (!empty || !line.ready) {
      this.estimate(route);
      return;
    }
    this.takeBackEstimate(route);
    const lost = missingOf(route);
    if (lost > 0 && !this.uncounted) this.lose(route, lost);
    route.givenWhenEmpty = route.given;
  }

  /** While the queue is not empty, only what can be nowhere else is known to be dropped. */
  private estimate(route: Route): void {
    const mandatory = this.parts.socket.wanted.options['mandatory'] === true;
    const dropped = mandatory || this.uncounted ? 0 : surelyDropped(missingOf(route), route.line);
    if (dropped === 0) return;
    route.estimated += dropped;
    this.parts.tally.estimate(route.line.at(), CAUSE.highWater, dropped);
  }

  private takeBackEstimate(route: Route): void {
    if (route.estimated > 0) this.parts.tally.estimate(route.line.at(), CAUSE.highWater, -route.estimated);
    route.estimated = 0;
  }

  /** The queue is empty, and so much of what was to go out has not: it was full for a time, or its receiver dropped it. */
  private lose(route: Route, missing: number): void {
    const { line } = route;
    const filled = mayHaveFilled(route);
    const cause = line.watched === 'ends' && !filled ? CAUSE.discarded : CAUSE.highWater;
    const known = filled && line.watched === 'wire' ? 'exact' : 'inferred';
    route.lost += missing;
    route.last = { cause, known };
    this.parts.tally.lost(line.at(), cause, missing, known);
  }

  private takeBack(route: Route): void {
    const early = Math.min(route.lost, route.line.seen + route.lost - route.given);
    if (early <= 0 || !route.last) return;
    route.lost -= early;
    this.parts.tally.lost(route.line.at(), route.last.cause, -early, route.last.known);
  }

  private routeOf(id: Uint8Array): Route | undefined {
    const known = this.routing.lookUp(hex(id));
    if (!known) return undefined;
    let newest: Route | undefined;
    for (const route of this.routes.values()) {
      if (route.line.flow.id === known.flow && route.line.ready) newest = route;
    }
    return newest;
  }

  /** Every peer that is there has an id that is known, so an unknown id is nobody's. */
  private knowsEveryId(): boolean {
    if (!this.parts.sure()) return false;
    const unheard = new Set(this.routing.holders.inVain().map(({ flow }) => flow));
    for (const { line } of this.routes.values()) {
      // One whose name another has is reached by no id.
      if (line.ready && !this.routing.ofFlow(line.flow.id) && !unheard.has(line.flow.id)) return false;
    }
    return true;
  }
}

function mayHaveFilled({ line, given, givenWhenEmpty }: Route): boolean {
  return given - givenWhenEmpty >= line.marks.toFill;
}

function missingOf({ line, given, lost, estimated }: Route): number {
  return Math.max(0, given - line.seen - lost - estimated);
}
