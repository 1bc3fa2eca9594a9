import type { Finding } from '../../../shared/traffic/findings';
import { garbage, mechanism, nobodyListens, twoBinds, twoConnects, wrongPair } from './connecting';
import type { Facts, Rule } from './facts';
import { fullQueue, nobodyTakes, unroutable } from './queues';
import { identityClash, lostReply } from './requests';
import { noMatch, noTopics, slowJoiner } from './subscriptions';

const RULES: readonly Rule[] = [
  noTopics,
  noMatch,
  slowJoiner,
  twoBinds,
  twoConnects,
  wrongPair,
  mechanism,
  nobodyListens,
  lostReply,
  fullQueue,
  nobodyTakes,
  unroutable,
  identityClash,
  garbage,
];

/** Findings told at once; in a topology with more the first of them are to be mended first. */
const MOST_FINDINGS = 100;

/** Looks at the facts of a run again and again, and remembers since when each thing has been wrong. */
export class Doctor {
  private since = new Map<string, number>();

  examine(facts: Facts): readonly Finding[] {
    const before = this.since;
    const since = new Map<string, number>();
    const all = RULES.flatMap((rule) => rule(facts));
    // What keeps messages from coming at all is said first.
    const grave = all.filter(({ severity }) => severity === 'problem');
    const findings = [...grave, ...all.filter((found) => !grave.includes(found))].slice(0, MOST_FINDINGS);
    const told = findings.map((found): Finding => {
      const id = [found.rule, found.node, found.link ?? found.peer, found.values['identity']]
        .filter((part) => part !== undefined)
        .join(' ');
      const first = before.get(id) ?? facts.now;
      since.set(id, first);
      return { ...found, id, since: first };
    });
    this.since = since;
    return told;
  }
}
