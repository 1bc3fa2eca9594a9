import type { Step } from '../../shared/plan';
import type { FrameTemplate, SocketKey } from '../../shared/topology/topology';
import type { LifeEvent, SocketLife } from '../../shared/traffic/socket-life';
import { stepCalls, type LifeCall } from '../../shared/zmq/life-calls';

/** Events kept of one socket; of more, those after the first `KEPT_FIRST` go. */
const MOST_EVENTS = 100;
const KEPT_FIRST = 20;

/** What became of a step. */
export interface StepOutcome {
  /** What a link or an endpoint turned out to be. */
  readonly endpoint?: string | undefined;
  /** Why it failed. */
  readonly problem?: string | undefined;
}

/** What was done with each socket of a run, and when. */
export class LifeBook {
  private readonly lives = new Map<
    SocketKey,
    { events: LifeEvent[]; left: number; sent: boolean; received: boolean }
  >();
  /** Endpoints of links that are open, by the calls that closing them comes to. */
  private readonly links = new Map<
    string,
    readonly { readonly key: SocketKey; readonly type: 'unbind' | 'disconnect' }[]
  >();
  private readonly endpoints = new Map<string, string>();
  /** What each socket's behavior sends. */
  private readonly sends = new Map<SocketKey, LifeCall>();
  /** Those that hear of somebody before they can send: where both are new, receiving came first. */
  private readonly receiveFirst = new Set<SocketKey>();

  constructor(private readonly now: () => number) {}

  /** A step was taken. */
  took(step: Step, { endpoint, problem }: StepOutcome = {}): void {
    const t = this.now();
    // What a behavior does is noted when it first does it.
    if (step.type === 'activity:start' && step.activity.type === 'behavior') {
      const { key: acting, socket } = step.activity;
      const calls = stepCalls(step);
      if (socket === 'REP' || calls[0]?.call.type === 'receive') this.receiveFirst.add(acting);
      else this.receiveFirst.delete(acting);
      for (const { key, call } of calls) {
        if (call.type === 'subscribe' || call.type === 'join') this.note(key, { t, call });
        if (call.type === 'send') this.sends.set(key, call);
      }
      return;
    }
    if (step.type === 'link:close') {
      this.closedLink(step.link, t);
      return;
    }
    const calls = stepCalls(step, endpoint);
    for (const { key, call } of calls) this.note(key, { t, call, ...(problem === undefined ? {} : { problem }) });
    if (step.type === 'link:open' && problem === undefined && endpoint !== undefined) {
      this.endpoints.set(step.link.id, endpoint);
      this.links.set(
        step.link.id,
        calls.map(({ key, call }) => ({ key, type: call.type === 'bind' ? 'unbind' : 'disconnect' })),
      );
    }
  }

  /** A message was written by hand for a socket; the first is what it is told to have sent. */
  byHand(key: SocketKey, frames: readonly FrameTemplate[]): void {
    if (!this.sends.has(key)) this.sends.set(key, { type: 'send', frames });
  }

  /** Tells how much a socket has sent and received by now: the first of each is an event. */
  counted(key: SocketKey, sent: number, received: number): void {
    const life = this.lives.get(key);
    if (!life) return;
    const receives = () => {
      if (received === 0 || life.received) return;
      life.received = true;
      this.note(key, { t: this.now(), call: { type: 'receive' } });
    };
    if (this.receiveFirst.has(key)) receives();
    if (sent > 0 && !life.sent) {
      life.sent = true;
      this.note(key, { t: this.now(), call: this.sends.get(key) ?? { type: 'send', frames: undefined } });
    }
    receives();
  }

  of(key: SocketKey): SocketLife {
    const life = this.lives.get(key);
    return { events: life?.events ?? [], left: life?.left ?? 0 };
  }

  private closedLink(link: string, t: number): void {
    const endpoint = this.endpoints.get(link);
    for (const { key, type } of this.links.get(link) ?? []) this.note(key, { t, call: { type, endpoint } });
    this.links.delete(link);
    this.endpoints.delete(link);
  }

  private note(key: SocketKey, event: LifeEvent): void {
    const life = this.lives.get(key) ?? { events: [], left: 0, sent: false, received: false };
    this.lives.set(key, life);
    if (event.call.type === 'create') {
      life.sent = false;
      life.received = false;
    }
    life.events.push(event);
    if (life.events.length <= MOST_EVENTS) return;
    life.events.splice(KEPT_FIRST, 1);
    life.left++;
  }
}
