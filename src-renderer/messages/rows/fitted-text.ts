import { shownLength, type Measure } from './fit-text';

/**
 * A text as far as there is room for it. It is cut here and not by the style sheet: for each text that may be cut there the
 * browser keeps a clip, and looks through all of them whenever something moves. What is cut off stays in the document,
 * unseen.
 */
export class FittedText {
  readonly nodes: readonly [Text, HTMLElement];
  private text = '';
  private room = 0;

  /** @param parent the element that is marked while its text is cut, for an ellipsis to be drawn */
  constructor(
    private readonly parent: HTMLElement,
    private readonly measure: Measure,
  ) {
    const rest = document.createElement('span');
    rest.hidden = true;
    this.nodes = [new Text(), rest];
  }

  write(text: string, room: number): void {
    if (text === this.text && room === this.room) return;
    this.text = text;
    this.room = room;
    const length = shownLength(text, room, this.measure);
    const [shown, rest] = this.nodes;
    const [start, end] = [text.slice(0, length), text.slice(length)];
    if (shown.data !== start) shown.data = start;
    if (rest.textContent !== end) rest.textContent = end;
    this.parent.toggleAttribute('data-cut', end !== '');
  }
}
