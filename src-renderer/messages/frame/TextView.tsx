import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { byteOffsets } from '../../../shared/decode/json-tree';
import { utf8 } from '../../../shared/bytes';
import type { Marking } from './marking';
import classes from './DecodedView.module.css';

/** Name of the highlight in the style sheet; every text of the window shares it. */
const HIGHLIGHT = 'marked-bytes';

/** A frame's text as it was sent. What is selected in it is marked in the bytes, and the other way round. */
export function TextView({ text, marking }: { readonly text: string; readonly marking: Marking }) {
  const { marked, mark } = marking;
  const pre = useRef<HTMLPreElement>(null);
  const offset = useMemo(() => byteOffsets(text, utf8(text).length), [text]);

  useEffect(() => {
    const onSelection = () => {
      const selection = document.getSelection();
      const node = pre.current?.firstChild;
      if (!selection || selection.isCollapsed || !node) return;
      if (selection.anchorNode !== node || selection.focusNode !== node) return;
      const range = selection.getRangeAt(0);
      mark({ from: offset(range.startOffset), to: offset(range.endOffset) }, 'text');
    };
    document.addEventListener('selectionchange', onSelection);
    return () => document.removeEventListener('selectionchange', onSelection);
  }, [offset, mark]);

  useLayoutEffect(() => {
    const node = pre.current?.firstChild;
    if (!marked || !node || marked.by === 'text') return undefined;
    const range = document.createRange();
    range.setStart(node, indexOfByte(text.length, offset, marked.range.from));
    range.setEnd(node, indexOfByte(text.length, offset, marked.range.to));
    const highlight = CSS.highlights.get(HIGHLIGHT) ?? new Highlight();
    highlight.add(range);
    CSS.highlights.set(HIGHLIGHT, highlight);
    scrollTo(pre.current, range);
    return () => void highlight.delete(range);
  }, [marked, text, offset]);

  return (
    <pre ref={pre} className={classes['text']} data-testid="frame-text" data-selectable>
      {text}
    </pre>
  );
}

/** The first character that does not begin before the byte. */
function indexOfByte(length: number, offset: (index: number) => number, byte: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offset(middle) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

function scrollTo(element: HTMLElement | null, range: Range): void {
  if (!element || element.scrollHeight <= element.clientHeight) return;
  const outer = element.getBoundingClientRect();
  const inner = range.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) element.scrollTop += inner.top - outer.top - 24;
}
