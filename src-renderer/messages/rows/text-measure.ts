import type { Measure } from './fit-text';
import classes from './Row.module.css';

/** The classes of a line's texts, each of which has a font. */
const TEXTS = ['name', 'type', 'types', 'preview', 'number', 'time', 'muted', 'unanswered', 'kind', 'lost'] as const;
export type TextClass = (typeof TEXTS)[number];
export type Measures = Readonly<Record<TextClass, Measure>>;

/** What most texts are made of: printable ASCII, and the dot that stands for any other byte. */
const PLAIN = /^[ -~·]*$/;

/** Measures texts as the browser draws them in a line that is a child of `host`, without a layout of the page. */
export function measuresIn(host: Element): Measures {
  const line = document.createElement('div');
  line.className = classes['row'] ?? '';
  host.append(line);
  const all = TEXTS.map((name) => {
    const text = document.createElement('span');
    text.className = classes[name] ?? '';
    line.append(text);
    return [name, measureAs(text)] as const;
  });
  line.remove();
  return Object.fromEntries(all) as Record<TextClass, Measure>;
}

function measureAs(element: Element): Measure {
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  const canvas = document.createElement('canvas').getContext('2d');
  if (!canvas) throw new Error('the browser draws no text');
  canvas.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  const measure: Measure = (text) => canvas.measureText(text).width;
  const letter = measure('0');
  const even = ['i', 'W', ' ', '·'].every((other) => Math.abs(measure(other) - letter) < 0.01);
  // In a font whose letters are all as wide, counting them is enough.
  return even ? (text) => (PLAIN.test(text) ? text.length * letter : measure(text)) : measure;
}
