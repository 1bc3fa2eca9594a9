import { hostOf, isLoopback } from '../../../shared/security/address-range';
import { fail, ok, type Result } from '../../../shared/result';
import type { WantedSocket } from '../../../shared/plan';
import { judgesCallers, linkFault, securityOptions } from '../../../shared/security/rules';
import type { Credentials, ZapDecision, ZapLog } from '../../../shared/security/security';
import { CallerAddresses, HAS_LOOPBACK_NET } from './caller-addresses';
import { addressFault, zapVerdict, type ZapCaller } from './verdict';
import type { SocketKey } from '../../../shared/topology/topology';
import type { SocketOptions } from '../../../shared/zmq/options';
import { problemOf } from '../errors';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { RunParts } from '../run-parts';
import { refusalOf, type Refusal } from './refusal';
import { endJudging, judgeDomain } from './zap-handler';

/** Decisions that are kept; the oldest are forgotten, the counts go on. */
const MOST_DECISIONS = 500;

/** A verdict with what is told of it. */
type Judgement = Pick<ZapDecision, 'address' | 'mechanism' | 'who' | 'reason'> & { readonly allowed: boolean };

type RefusalPlace = Pick<RunParts, 'journal' | 'topology' | 'socket'>;

let runs = 0;

/** Who may connect to the secured sockets of a run, and who tried. */
export class RunSecurity {
  private readonly run = ++runs;
  private readonly leaves = new Map<SocketKey, () => void>();
  private readonly counts = new Map<SocketKey, { allowed: number; denied: number }>();
  private readonly callers = new CallerAddresses();
  /** The newest decision about each caller, by the address that it was dialled from. */
  private readonly bySource = new Map<string, ZapDecision>();
  private decisions: ZapDecision[] = [];
  private made = 0;

  /** @param connects whether a socket connects to others: these are asked about as those are that it is called by */
  constructor(
    private readonly credentials: () => Credentials,
    private readonly now: () => number,
    private readonly connects: (key: SocketKey) => boolean,
  ) {}

  /** The options that a socket is to be opened with to be secured; none for one that is open to everybody. */
  options(wanted: WantedSocket): Result<SocketOptions> {
    const { key, type, security } = wanted;
    const domain = `patchbay-${this.run}.${key}`;
    const secured = security ? securityOptions(security, this.credentials(), { where: key, domain }) : ok({});
    if (!secured.ok || !judgesCallers(wanted)) return secured;
    // Also a socket without a mechanism asks who may connect where it has a domain (`zmq_setsockopt(3)`, ZMQ_ZAP_DOMAIN).
    const options = ok({ ...secured.value, zapDomain: domain });
    if (this.leaves.has(key)) return options;
    try {
      this.leaves.set(
        key,
        judgeDomain(domain, (caller, address) => this.judge(wanted, caller, address)),
      );
      return options;
    } catch (error) {
      return fail(problemOf(error, { doing: 'open', where: key, socket: type }));
    }
  }

  /** Call when a socket was closed. */
  close(key: SocketKey): void {
    const leave = this.leaves.get(key);
    this.leaves.delete(key);
    leave?.();
  }

  /** Leaves everything at once, where the engine itself has failed. */
  abandon(): void {
    for (const key of this.leaves.keys()) this.close(key);
    void endJudging();
  }

  /** Why two of the run's sockets can never do their handshake. */
  faultBetween(one: WantedSocket, other: WantedSocket, link: string): ReturnType<typeof linkFault> {
    return linkFault(one.security, other.security, this.credentials(), link);
  }

  /** Why security ended a connection that is over; `undefined` where it did not. */
  refusalOf({ id }: WireConnection, { options }: Flow, run: RefusalPlace): Refusal | undefined {
    const record = run.journal.get(id);
    if (!record) return undefined;
    const decision = this.bySource.get(CallerAddresses.sourceOf(record.places.endpoint) ?? '');
    const { topology } = run;
    const credentials = this.credentials();
    const refusal = refusalOf(record, options, { topology, credentials, decision, socket: (key) => run.socket(key) });
    record.refusal = refusal?.problem;
    return refusal;
  }

  log(sockets: readonly SocketKey[]): ZapLog {
    const wanted = new Set(sockets);
    const counted = sockets.map((key) => this.counts.get(key) ?? { allowed: 0, denied: 0 });
    return {
      decisions: this.decisions.filter(({ socket }) => wanted.has(socket)).toReversed(),
      allowed: counted.reduce((sum, { allowed }) => sum + allowed, 0),
      denied: counted.reduce((sum, { denied }) => sum + denied, 0),
    };
  }

  /**
   * The endpoint that a relay dials for a caller, so that it is known who is asked about. `undefined` where the caller is to
   * be turned away at once, because it would not be known again.
   */
  dial(wanted: WantedSocket, target: string, remote: string): string | undefined {
    if (!judgesCallers(wanted)) return target;
    const address = hostOf(remote);
    // The sub-protocol ZWS2.0 has no mechanism, and libzmq asks nobody about its callers (RFC 45/ZWS 2.0, No Mechanism).
    const asked = HAS_LOOPBACK_NET && !target.startsWith('ws://');
    const fault = asked ? undefined : addressFault(wanted.addresses, address);
    if (!fault) return this.callers.dial(target, remote);
    this.note(wanted.key, { address, mechanism: '', who: '', allowed: false, reason: fault }, '');
    return undefined;
  }

  /** Whom a socket lets in is asked once for each caller; what counts against it first is where it calls from. */
  private verdictOf({ key, security, addresses }: WantedSocket, caller: ZapCaller, seen: string) {
    const remote = this.callers.behind(seen);
    const address = remote ?? seen;
    const verdict = zapVerdict(security, this.credentials(), caller);
    // A socket without a mechanism is asked about those as well that it connects to, which a relay listens for.
    const asked = HAS_LOOPBACK_NET && (security !== undefined || !this.connects(key));
    const own = remote === undefined && isLoopback(seen) && !asked;
    const fault = own ? undefined : addressFault(addresses, address);
    return { address, ...verdict, ...(fault ? { allowed: false, reason: fault } : {}) };
  }

  private judge(wanted: WantedSocket, caller: ZapCaller, seen: string): { allowed: boolean; who: string } {
    const { mechanism } = caller;
    const verdict = this.verdictOf(wanted, caller, seen);
    this.note(wanted.key, { ...verdict, mechanism: mechanism === 'other' ? caller.name : mechanism }, seen);
    return verdict;
  }

  private note(key: SocketKey, { allowed, ...told }: Judgement, source: string): void {
    const counts = this.counts.get(key) ?? { allowed: 0, denied: 0 };
    this.counts.set(key, counts);
    const verdict = allowed ? 'allowed' : 'denied';
    counts[verdict]++;
    const decision: ZapDecision = { number: ++this.made, t: this.now(), socket: key, verdict, ...told };
    this.decisions = [...this.decisions.slice(1 - MOST_DECISIONS), decision];
    this.bySource.delete(source);
    this.bySource.set(source, decision);
    if (this.bySource.size > MOST_DECISIONS) this.bySource.delete(this.bySource.keys().next().value ?? '');
  }
}
