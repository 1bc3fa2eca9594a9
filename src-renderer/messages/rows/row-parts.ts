import type { CaptureRow } from '../../../shared/traffic/capture';
import { endsOf, type FlowEnd, type FlowName } from '../../../shared/traffic/flow-names';
import { countText } from '../../ui/numbers';
import { COLUMN_FACTS, type ColumnName } from '../list-columns';
import { cellText, isAnswered, patternOf, routeTitle } from './row-cells';
import classes from './Row.module.css';
import type { RowFacts, RowLook } from './row-facts';
import { FittedText } from './fitted-text';
import { shareRoom } from './fit-text';
import type { Measures, TextClass } from './text-measure';
import type { RowIcons } from './RowIcons';

/** A cell of a line, written anew for each item that the line shows. It touches only what looks otherwise than before. */
export interface Cell {
  readonly element: HTMLElement;
  write(row: CaptureRow, facts: Pick<RowFacts, 'name' | 'time'>): void;
}

/** Pixels, as the style sheet has them: right of a number, around and after the text of a sign, and those of an icon. */
const NUMBER_PADDING = 8;
const SIGN_ROOM = 18;
const ICON_ROOM = 17;
/** Between the parts of a route, and what its arrow takes with the gaps beside it. */
const ROUTE_GAP = 5;
const ARROW_ROOM = 24;

/** What cells are made with. */
export interface CellTools {
  readonly look: RowLook;
  readonly icons: RowIcons;
  readonly measures: Measures;
}

const CLASSES: Readonly<Record<Exclude<ColumnName, 'route' | 'content'>, TextClass>> = {
  seq: 'number',
  time: 'time',
  link: 'muted',
  sockets: 'types',
  direction: 'muted',
  frames: 'number',
  size: 'number',
  latency: 'number',
};

export function makeCell(name: TextClass | 'route' | 'gone'): HTMLElement {
  const element = document.createElement('span');
  element.className = classes[name] ?? '';
  element.role = 'gridcell';
  return element;
}

/** A text by itself. */
export class TextCell implements Cell {
  readonly element: HTMLElement;
  private readonly text: FittedText;
  private readonly titled: Titled;
  private readonly room: number;

  constructor(
    private readonly column: Exclude<ColumnName, 'route' | 'content'>,
    private readonly tools: CellTools,
  ) {
    const name = CLASSES[column];
    this.element = makeCell(name);
    this.text = new FittedText(this.element, tools.measures[name]);
    this.element.append(...this.text.nodes);
    this.titled = new Titled(this.element);
    this.room = (tools.look.widths[column] ?? 0) - (COLUMN_FACTS[column].numeric ? NUMBER_PADDING : 0);
  }

  write(row: CaptureRow, facts: Pick<RowFacts, 'name' | 'time'>): void {
    const { text, title } = cellText(this.column, row, facts, this.tools.look.t);
    this.text.write(text, this.room);
    this.titled.write(title);
    if (this.column !== 'latency') return;
    const wanted = classes[isAnswered(row) ? 'number' : 'unanswered'] ?? '';
    if (this.element.className !== wanted) this.element.className = wanted;
  }
}

/** What an item says, with signs before it where there is something to be known about it. */
export class ContentCell implements Cell {
  readonly element = makeCell('preview');
  private readonly text: FittedText;
  private readonly titled = new Titled(this.element);
  private signs = '';
  private room: number;

  constructor(private readonly tools: CellTools) {
    this.text = new FittedText(this.element, tools.measures.preview);
    this.element.append(...this.text.nodes);
    this.room = tools.look.widths.content ?? 0;
  }

  write(row: CaptureRow, facts: Pick<RowFacts, 'name' | 'time'>): void {
    const { text, title } = cellText('content', row, facts, this.tools.look.t);
    this.writeSigns(row);
    this.text.write(text, this.room);
    this.titled.write(title);
  }

  private writeSigns(row: CaptureRow): void {
    const signs = [row.kind, row.sealed, row.truncated, row.lost?.cause, row.lost?.count].join();
    if (signs === this.signs) return;
    this.signs = signs;
    const all = this.signsOf(row);
    this.element.replaceChildren(...all.map(([sign]) => sign), ...this.text.nodes);
    this.room = all.reduce((room, [, width]) => room - width, this.tools.look.widths.content ?? 0);
  }

  /** Each with the pixels that it takes. */
  private signsOf(row: CaptureRow): (readonly [Element, number])[] {
    const { icons, look } = this.tools;
    const signs: (readonly [Element, number])[] = [];
    if (row.kind !== 'message' && !row.lost) signs.push(this.textSign('kind', look.t(`messages:kind.${row.kind}`)));
    if (row.sealed) signs.push([icons.make('sealed', look.t('messages:row.sealed')), ICON_ROOM]);
    if (row.truncated) signs.push([icons.make('truncated', look.t('messages:row.truncated')), ICON_ROOM]);
    if (row.lost) {
      const name = look.t(`losses:cause.${row.lost.cause}.name`);
      const many = look.t('losses:row.many', { count: countText(row.lost.count), name });
      signs.push(this.textSign('lost', row.lost.count === 1 ? name : many));
    }
    return signs;
  }

  private textSign(name: 'kind' | 'lost', text: string): readonly [Element, number] {
    return [textElement(name, text), Math.ceil(this.tools.measures[name](text)) + SIGN_ROOM];
  }
}

/** From whom to whom: the same for all that goes one way over one cable, so most new items leave it as it is. */
export class RouteCell implements Cell {
  readonly element = makeCell('route');
  private name: FlowName | undefined;
  private direction: CaptureRow['direction'] | undefined;

  constructor(private readonly tools: CellTools) {}

  write({ direction }: CaptureRow, { name }: Pick<RowFacts, 'name'>): void {
    if (this.direction === direction && this.name === name) return;
    this.direction = direction;
    this.name = name;
    const ends = name && endsOf(name, direction);
    const pattern = patternOf(name);
    if (pattern === undefined) delete this.element.dataset['pattern'];
    else this.element.dataset['pattern'] = pattern;
    this.element.title = name && ends ? routeTitle(name, ends) : '';
    this.element.replaceChildren(...(ends ? this.partsOf(ends) : [textElement('muted', '–')]));
  }

  private partsOf([from, to]: readonly [FlowEnd, FlowEnd]): Element[] {
    const { look, icons, measures } = this.tools;
    const types = [from, to].map(({ type }) => (look.withTypes ? type : ''));
    const taken = types.map((type) => (type === '' ? 0 : Math.ceil(measures.type(type)) + ROUTE_GAP));
    const names = [from, to].map(({ name }) => Math.ceil(measures.name(name)));
    const room = (look.widths.route ?? 0) - ARROW_ROOM - (taken[0] ?? 0) - (taken[1] ?? 0);
    const rooms = shareRoom(room, names[0] ?? 0, names[1] ?? 0);
    const endOf = ({ name }: FlowEnd, at: 0 | 1) => {
      const element = textElement('name', '');
      const fitted = new FittedText(element, measures.name);
      fitted.write(name, rooms[at]);
      element.append(...fitted.nodes);
      const type = types[at] ?? '';
      return type === '' ? [element] : [element, textElement('type', type)];
    };
    return [...endOf(from, 0), icons.make('arrow'), ...endOf(to, 1)];
  }
}

/** An element's title, written only where it is another one. */
class Titled {
  private title: string | undefined;

  constructor(private readonly element: HTMLElement) {}

  write(title: string | undefined): void {
    if (title === this.title) return;
    this.title = title;
    if (title === undefined) this.element.removeAttribute('title');
    else this.element.title = title;
  }
}

function textElement(name: TextClass, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = classes[name] ?? '';
  element.textContent = text;
  return element;
}
