import { fail, ok, type Result } from '../../../shared/result';
import type { WantedSocket } from '../../../shared/plan';
import { linkFault, securityOptions } from '../../../shared/security/rules';
import type { Credentials, Security, ZapDecision, ZapLog } from '../../../shared/security/security';
import { zapVerdict, type ZapCaller } from './verdict';
import type { SocketKey } from '../../../shared/topology/topology';
import type { SocketOptions } from '../../../shared/zmq/options';
import { problemOf } from '../errors';
import { judgeDomain } from './zap-handler';

/** Decisions that are kept; the oldest are forgotten, the counts go on. */
const MOST_DECISIONS = 500;

let runs = 0;

/** Who may connect to the secured sockets of a run, and who tried. */
export class RunSecurity {
  private readonly run = ++runs;
  private readonly leaves = new Map<SocketKey, () => Promise<void>>();
  private readonly counts = new Map<SocketKey, { allowed: number; denied: number }>();
  private decisions: ZapDecision[] = [];
  private made = 0;

  constructor(
    private readonly credentials: () => Credentials,
    private readonly now: () => number,
  ) {}

  /** The options that a socket is to be opened with to be secured; none for one that is open to everybody. */
  options({ key, type, security }: WantedSocket): Result<SocketOptions> {
    if (!security) return ok({});
    const domain = `patchbay-${this.run}.${key}`;
    const options = securityOptions(security, this.credentials(), { where: key, domain });
    if (!options.ok || !('zapDomain' in options.value) || this.leaves.has(key)) return options;
    try {
      this.leaves.set(
        key,
        judgeDomain(domain, (caller) => this.judge(key, security, caller)),
      );
      return options;
    } catch (error) {
      return fail(problemOf(error, { doing: 'open', where: key, socket: type }));
    }
  }

  /** Call when a socket was closed. */
  async close(key: SocketKey): Promise<void> {
    const leave = this.leaves.get(key);
    this.leaves.delete(key);
    await leave?.();
  }

  /** Leaves everything at once, where the engine itself has failed. */
  abandon(): void {
    for (const key of this.leaves.keys()) void this.close(key);
  }

  /** Why two of the run's sockets can never do their handshake. */
  faultBetween(one: WantedSocket, other: WantedSocket, link: string): ReturnType<typeof linkFault> {
    return linkFault(one.security, other.security, this.credentials(), link);
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

  private judge(key: SocketKey, security: Security, caller: ZapCaller): { allowed: boolean; who: string } {
    const { allowed, reason, who } = zapVerdict(security, this.credentials(), caller);
    const counts = this.counts.get(key) ?? { allowed: 0, denied: 0 };
    this.counts.set(key, counts);
    const verdict = allowed ? 'allowed' : 'denied';
    counts[verdict]++;
    const { mechanism } = caller;
    const decision: ZapDecision = {
      number: ++this.made,
      t: this.now(),
      socket: key,
      mechanism: mechanism === 'other' ? caller.name : mechanism,
      who,
      verdict,
      reason,
    };
    this.decisions = [...this.decisions.slice(1 - MOST_DECISIONS), decision];
    return { allowed, who };
  }
}
