import type { FilterNode, FilterTerm } from '../../../shared/filter/ast';
import type { FlowId } from '../../../shared/traffic/flow';
import { META_BACKWARD } from '../item-writer';
import type { CaptureRing } from '../ring';
import { flowTest, type FlowTest } from './flow-terms';
import { ItemTerms } from './item-terms';
import { joined } from './joined';
import type { FilterWorld } from './world';

/** A condition on items by their seq. Those that only ask for the cable and the way can be known once for all items of it. */
interface Condition {
  /** 0 looks at numbers, 1 at the frames' headers, 2 at bytes, 3 decodes them. */
  readonly cost: number;
  readonly test: (seq: number) => boolean;
  readonly byFlow?: FlowTest;
}

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** A filter made ready for one ring: what decides most for its cost first, so that little is searched or decoded. */
export class CompiledFilter {
  readonly test: (seq: number) => boolean;
  private readonly terms: ItemTerms;
  /** What each cable and way was judged; several tables where such conditions stand in several places. */
  private readonly judged: Uint8Array[] = [];

  constructor(
    private readonly ring: CaptureRing,
    private readonly world: FilterWorld,
    node: FilterNode,
  ) {
    this.terms = new ItemTerms(ring, world);
    this.test = this.settled(this.compile(node)).test;
  }

  /** Bytes looked at since it was set to 0, weighed by what looking costs. */
  get searched(): number {
    return this.terms.searched;
  }

  set searched(bytes: number) {
    this.terms.searched = bytes;
  }

  /** To be called before a row of tests: programs outside may have told their names since the last ones. */
  refresh(): void {
    for (const table of this.judged) table.fill(UNKNOWN);
    this.terms.refresh();
  }

  /** True while an item has to wait for its judgement: a request whose reply may still come. */
  isOpen(seq: number): boolean {
    return this.terms.isOpen(seq);
  }

  private compile(node: FilterNode): Condition {
    switch (node.type) {
      case 'and':
      case 'or':
        return this.combined(
          node.type,
          node.parts.map((part) => this.compile(part)),
        );
      case 'not':
        return denied(this.compile(node.part));
      default:
        return this.term(node);
    }
  }

  private term(term: FilterTerm): Condition {
    const byFlow = flowTest(term, this.world);
    return byFlow ? byFlowOnly(byFlow) : this.terms.condition(term);
  }

  private combined(type: 'and' | 'or', parts: readonly Condition[]): Condition {
    const flowTests = parts.flatMap(({ byFlow }) => byFlow ?? []);
    const others = parts.filter(({ byFlow }) => byFlow === undefined);
    const byFlow: FlowTest =
      type === 'and'
        ? (flow, direction) => flowTests.every((test) => test(flow, direction))
        : (flow, direction) => flowTests.some((test) => test(flow, direction));
    if (others.length === 0) return byFlowOnly(byFlow);
    const first = flowTests.length === 0 ? [] : [this.settled(byFlowOnly(byFlow))];
    const all = [...first, ...others];
    return { cost: Math.max(...all.map(({ cost }) => cost)), test: joined(type, all) };
  }

  /** With a table in front of a condition on cables, so that it is asked once for each. */
  private settled(condition: Condition): Condition {
    const { byFlow } = condition;
    if (!byFlow) return condition;
    const { ring } = this;
    const place = this.judged.push(new Uint8Array(64)) - 1;
    const test = (seq: number): boolean => {
      const flow = ring.flowOf(seq);
      const direction = ring.metaOf(seq) & META_BACKWARD;
      const table = this.tableFor(place, flow);
      const known = table[flow * 2 + direction];
      if (known !== UNKNOWN) return known === YES;
      const passes = byFlow(flow, direction);
      table[flow * 2 + direction] = passes ? YES : NO;
      return passes;
    };
    return { cost: 0, test };
  }

  private tableFor(place: number, flow: FlowId): Uint8Array {
    const table = this.judged[place]!;
    if (flow * 2 + 1 < table.length) return table;
    const larger = new Uint8Array((flow + 1) * 4);
    larger.set(table);
    this.judged[place] = larger;
    return larger;
  }
}

/** A condition on cables alone; its test is made by `settled`. */
function byFlowOnly(byFlow: FlowTest): Condition {
  return { cost: 0, byFlow, test: () => false };
}

function denied({ cost, test, byFlow }: Condition): Condition {
  if (byFlow) return byFlowOnly((flow, direction) => !byFlow(flow, direction));
  return { cost, test: (seq) => !test(seq) };
}
