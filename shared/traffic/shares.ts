/** What one peer of a socket has got from it, or given to it. */
export interface PeerShare {
  /** Id of the link or of the peer outside. */
  readonly id: string;
  readonly name: string;
  /** Messages since the run began, and a second now. */
  readonly messages: number;
  readonly rate: number;
  /** Requests that it has got and not answered. */
  readonly waiting: number;
  /** Seconds that it takes for an answer; undefined where it gives none. */
  readonly latency: number | undefined;
  /** Seconds that it has been connected. */
  readonly age: number;
  readonly connected: boolean;
  /** Who has the name that it calls itself by at this ROUTER, which does not hear it for that reason. */
  readonly holder?: string | undefined;
}

/**
 * How a socket shares (zmq_socket(3)): `deals` gives each message to the next peer in turn (round robin: PUSH, DEALER, REQ),
 * `takes` takes one message of each peer in turn that has any (fair queueing: PULL, ROUTER, DEALER, REP).
 */
export type Sharing = 'deals' | 'takes';

/** A sentence about the shares; the name is of the peer that it is about, or of several. */
export interface ShareFact {
  readonly code: 'even' | 'slow' | 'late' | 'passedOver' | 'earlier' | 'away' | 'sendsLess' | 'unheard';
  readonly name: string;
  /** Seconds: of its answers, or that it came later. */
  readonly seconds?: number;
  readonly waiting?: number;
  /** Who has its name. */
  readonly holder?: string;
}

/** Counts that differ by no more than this part of the largest, or by two, are even: one turn is always ahead. */
const EVEN = 0.05;
const LESS = 0.8;
const SLOWER = 1.5;
/** Answers that are this near to each other, in seconds, differ by chance. */
const ALIKE_S = 0.005;

/** Why the shares of a socket's peers are what they are; empty where there is nothing to compare. */
export function explainShares(sharing: Sharing, shares: readonly PeerShare[]): ShareFact[] {
  const most = Math.max(...shares.map(({ messages }) => messages));
  if (shares.length < 2 || most < shares.length * 2) return [];
  const facts: ShareFact[] = [];
  const even = shares.every(({ messages }) => most - messages <= Math.max(2, most * EVEN));
  if (even) facts.push({ code: 'even', name: '' });
  const oldest = Math.max(...shares.map(({ age }) => age));
  const rate = shares.find(({ messages }) => messages === most)?.rate ?? 0;
  for (const share of even ? [] : shares) {
    const fact = reasonOf(sharing, share, { most, oldest, rate });
    const alike = facts.findIndex(({ code }) => code === fact?.code);
    if (fact && alike >= 0) facts[alike] = together(facts[alike] ?? fact, fact);
    else if (fact) facts.push(fact);
  }
  const slow = sharing === 'deals' ? slowest(shares) : undefined;
  return slow ? [...facts, slow] : facts;
}

function together(one: ShareFact, other: ShareFact): ShareFact {
  const seconds = Math.max(one.seconds ?? 0, other.seconds ?? 0);
  return { ...one, name: `${one.name}, ${other.name}`, ...(one.seconds === undefined ? {} : { seconds }) };
}

function reasonOf(
  sharing: Sharing,
  { name, messages, rate, age, connected, holder }: PeerShare,
  all: { readonly most: number; readonly oldest: number; readonly rate: number },
): ShareFact | undefined {
  if (holder !== undefined) return { code: 'unheard', name, holder };
  if (all.most - messages <= Math.max(2, all.most * EVEN)) return undefined;
  if (!connected) return { code: 'away', name };
  if (rate < all.rate * LESS) return { code: sharing === 'deals' ? 'passedOver' : 'sendsLess', name };
  const late = all.oldest - age;
  // Whoever is asked in turn may have given little in its time too.
  const asLongAsItWas = sharing === 'deals' || messages >= all.most * (age / all.oldest) * LESS;
  if (late > all.oldest * EVEN && asLongAsItWas) return { code: 'late', name, seconds: late };
  return { code: 'earlier', name };
}

/** Parts of a whole in percent, rounded so that they make 100 together; all 0 where there is nothing. */
export function percentagesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count / total) * 100);
  const whole = exact.map(Math.floor);
  let left = 100 - whole.reduce((sum, part) => sum + part, 0);
  const byRest = exact
    .map((part, index) => ({ index, rest: part % 1 }))
    .toSorted((one, other) => other.rest - one.rest);
  for (const { index } of byRest) if (left-- > 0) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}

/** Round robin does not ask who is slow: a slow one gets as many, and they wait there. */
function slowest(shares: readonly PeerShare[]): ShareFact | undefined {
  const latencies = shares.flatMap(({ latency }) => latency ?? []);
  const most = Math.max(...latencies);
  const least = Math.min(...latencies);
  if (latencies.length < 2 || most <= least * SLOWER || most - least < ALIKE_S) return undefined;
  const found = shares.find(({ latency }) => latency === most);
  return found && { code: 'slow', name: found.name, seconds: most, waiting: found.waiting };
}
