import type { DrawnBlock } from '../list-blocks';
import { isSameLook, type RowFacts, type RowLook } from './row-facts';
import { RowElement } from './row-element';
import type { CellTools } from './row-parts';
import { measuresIn } from './text-measure';
import type { RowIcons } from './RowIcons';
import classes from './Row.module.css';

interface BlockElement {
  readonly element: HTMLElement;
  readonly rows: (RowElement | undefined)[];
  readonly order: Order;
  y: number | undefined;
}

/** Draws the lines of the list into an element of its own, which nobody else puts anything into. */
export class RowPainter {
  private readonly blocks = new Map<number, BlockElement>();
  private readonly rows = new WeakMap<Element, RowElement>();
  private readonly order: Order;
  private tools: CellTools | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly icons: RowIcons,
    private readonly rowHeight: number,
  ) {
    this.order = new Order(host);
  }

  /**
   * Draws these blocks and no others, in this order.
   * @param yOf where a block's upper edge stands in the host, in pixels
   * @param factsOf what the line at a place shows
   */
  paint(
    look: RowLook,
    blocks: readonly DrawnBlock[],
    yOf: (block: DrawnBlock) => number,
    factsOf: (place: number) => RowFacts,
  ): void {
    const tools = this.toolsFor(look);
    this.order.put(blocks.map((block) => this.paintBlock(tools, block, yOf(block), factsOf).element));
  }

  /** What the line shows that an element is part of. */
  factsAt(element: EventTarget): RowFacts | undefined {
    const row = element instanceof Element ? element.closest('[role="row"]') : undefined;
    return row ? this.rows.get(row)?.facts : undefined;
  }

  private toolsFor(look: RowLook): CellTools {
    if (this.tools && isSameLook(this.tools.look, look)) return this.tools;
    this.blocks.clear();
    const measures = this.tools?.look.t === look.t ? this.tools.measures : measuresIn(this.host);
    this.tools = { look, icons: this.icons, measures };
    return this.tools;
  }

  private paintBlock(
    tools: CellTools,
    { element: number, begin, lines }: DrawnBlock,
    y: number,
    factsOf: (place: number) => RowFacts,
  ): BlockElement {
    const block = this.blocks.get(number) ?? makeBlock();
    this.blocks.set(number, block);
    const top = y + (lines.from - begin) * this.rowHeight;
    if (block.y !== top) block.element.style.transform = `translateY(${top}px)`;
    block.y = top;
    const shown: Element[] = [];
    for (let place = lines.from; place < lines.to; place++) {
      const row = (block.rows[place - begin] ??= this.makeRow(tools));
      row.write(factsOf(place));
      shown.push(row.element);
    }
    block.order.put(shown);
    return block;
  }

  private makeRow(tools: CellTools): RowElement {
    const row = new RowElement(tools);
    this.rows.set(row.element, row);
    return row;
  }
}

function makeBlock(): BlockElement {
  const element = document.createElement('div');
  element.className = classes['block'] ?? '';
  return { element, rows: [], order: new Order(element), y: undefined };
}

/** The children of an element, of which only those are moved that stand elsewhere than they are to. */
class Order {
  private shown: readonly Element[] = [];

  constructor(private readonly parent: Element) {}

  put(wanted: readonly Element[]): void {
    const before = this.shown;
    if (wanted.length === before.length && wanted.every((child, at) => child === before[at])) return;
    for (const child of before) if (!wanted.includes(child)) child.remove();
    wanted.forEach((child, at) => {
      const there = this.parent.children[at];
      if (there !== child) this.parent.insertBefore(child, there ?? null);
    });
    this.shown = wanted;
  }
}
