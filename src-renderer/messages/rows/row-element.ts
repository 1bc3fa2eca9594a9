import type { ColumnName } from '../list-columns';
import starClasses from '../marks/MarkStar.module.css';
import { ContentCell, makeCell, RouteCell, TextCell, type Cell, type CellTools } from './row-parts';
import classes from './Row.module.css';
import { looksAlike, type RowFacts } from './row-facts';

/**
 * One line of the list, as an element that shows one item after the other. Written by hand and not by React: lines come
 * into sight dozens of times a second while somebody scrolls, and what changes in them is known, a few texts.
 */
export class RowElement {
  readonly element = document.createElement('div');
  private readonly cells: readonly (readonly [ColumnName, Cell])[];
  private readonly star: HTMLButtonElement;
  private readonly gone: HTMLElement;
  private shown: RowFacts | undefined;

  constructor(private readonly tools: CellTools) {
    const { look } = tools;
    this.cells = look.columns.map((column) => [column, this.cellOf(column)] as const);
    this.star = makeStar();
    this.writeStar(false);
    this.gone = makeCell('gone');
    this.gone.textContent = look.t('list:gone');
    this.element.className = classes['row'] ?? '';
    this.element.role = 'row';
    this.element.append(...this.cells.map(([, { element }]) => element), this.star);
  }

  /** What the line shows now. */
  get facts(): RowFacts | undefined {
    return this.shown;
  }

  write(facts: RowFacts): void {
    const before = this.shown;
    if (before && looksAlike(before, facts)) return;
    this.shown = facts;
    const { row, line } = facts;
    if (before?.line !== line) this.element.ariaRowIndex = String(line + 2);
    if (before?.row !== row || !before) this.writeKind(facts);
    if (!row || row.gone === true) return;
    this.attribute('aria-selected', String(facts.selected));
    this.attribute('data-opened', facts.opened ? 'true' : undefined);
    this.attribute('data-color', facts.color);
    if (facts.marked !== (this.star.ariaPressed === 'true')) this.writeStar(facts.marked);
    for (const [, cell] of this.cells) cell.write(row, facts);
  }

  /** Whether there is an item to be shown, and what tells of it from outside. */
  private writeKind({ row }: RowFacts): void {
    const shown = row && row.gone !== true ? row : undefined;
    this.attribute('aria-busy', row ? undefined : 'true');
    this.attribute('data-testid', shown ? 'message-row' : row ? 'message-gone' : undefined);
    if ((row?.gone === true) !== (this.gone.parentNode === this.element)) this.swapGone(row?.gone === true);
    if (shown) this.element.id = `message-${shown.seq}`;
    else this.element.removeAttribute('id');
    this.attribute('data-seq', shown && String(shown.seq));
    this.attribute('data-kind', shown?.kind);
    this.attribute('data-direction', shown?.direction);
    if (shown) return;
    this.attribute('aria-selected', undefined);
    this.attribute('data-opened', undefined);
    this.attribute('data-color', undefined);
  }

  private swapGone(gone: boolean): void {
    if (gone) this.element.replaceChildren(this.gone);
    else this.element.replaceChildren(...this.cells.map(([, { element }]) => element), this.star);
  }

  private attribute(name: string, value: string | undefined): void {
    if (value === undefined) {
      if (this.element.hasAttribute(name)) this.element.removeAttribute(name);
    } else if (this.element.getAttribute(name) !== value) this.element.setAttribute(name, value);
  }

  private cellOf(column: ColumnName): Cell {
    if (column === 'route') return new RouteCell(this.tools);
    if (column === 'content') return new ContentCell(this.tools);
    return new TextCell(column, this.tools);
  }

  private writeStar(marked: boolean): void {
    const label = this.tools.look.t(marked ? 'frames:marks.remove' : 'frames:marks.add');
    this.star.ariaPressed = String(marked);
    this.star.ariaLabel = label;
    this.star.title = label;
    this.star.toggleAttribute('data-marked', marked);
    this.star.replaceChildren(this.tools.icons.make(marked ? 'marked' : 'unmarked'));
  }
}

function makeStar(): HTMLButtonElement {
  const star = document.createElement('button');
  star.type = 'button';
  star.className = `${starClasses['star']} ${classes['star']}`;
  star.dataset['testid'] = 'mark';
  // The rows have one place in the order of the Tab key, and keys of their own.
  star.tabIndex = -1;
  return star;
}
