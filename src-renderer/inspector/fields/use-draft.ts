import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldFault, Parsed } from '../../../shared/field-fault';
import type { Problem } from '../../../shared/result';
import { problemText } from '../../i18n/problem-text';
import { gesture } from '../../stores/document';

export interface DraftOptions<Value> {
  /** What the document says now, as it stands in the field. */
  readonly value: string;
  readonly parse: (text: string) => Parsed<Value>;
  /** Puts what was typed into the document; a problem is why it cannot be there. */
  readonly apply: (value: Value) => Problem | undefined;
  /**
   * True where the document follows each key, as one step of undo: a name that is seen on the canvas. Else it changes when
   * the field is left or Enter is pressed, so that a half-typed endpoint is never bound.
   */
  readonly live?: boolean | undefined;
  /** Called when the field is left, or given up with Escape, without anything in it that is not in the document. */
  readonly onDone?: (() => void) | undefined;
}

export interface Draft {
  readonly text: string;
  readonly error: string | undefined;
  readonly change: (text: string) => void;
  readonly commit: () => void;
  readonly keyDown: (event: React.KeyboardEvent) => void;
}

/**
 * What is being typed into a field. Text that cannot be taken stays in the field with the reason under it and never gets
 * into the document; Escape gives it up.
 */
export function useDraft<Value>({ value, parse, apply, live = false, onDone }: DraftOptions<Value>): Draft {
  const { t } = useTranslation('inspector');
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const open = useRef(false);

  const forget = () => {
    setDraft(undefined);
    setError(undefined);
  };
  // The document changed under a text that could not be taken: what is there now counts.
  useEffect(() => {
    if (!open.current) forget();
  }, [value]);
  useEffect(
    () => () => {
      if (open.current) gesture.commit();
    },
    [],
  );

  const take = (text: string): boolean => {
    const parsed = parse(text);
    const fault = parsed.ok ? apply(parsed.value) : undefined;
    setError(parsed.ok ? fault && problemText(fault) : faultText(t, parsed.error));
    return parsed.ok && fault === undefined;
  };

  const change = (text: string) => {
    setDraft(text);
    if (!live) {
      const parsed = parse(text);
      setError(parsed.ok ? undefined : faultText(t, parsed.error));
      return;
    }
    if (!open.current) gesture.begin();
    open.current = true;
    take(text);
  };

  const commit = () => {
    if (draft !== undefined && draft !== value && !live && !take(draft)) return;
    if (open.current) gesture.commit();
    open.current = false;
    if (live && error !== undefined) return;
    forget();
    onDone?.();
  };

  const giveUp = () => {
    if (open.current) gesture.cancel();
    open.current = false;
    forget();
    onDone?.();
  };

  const keyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation();
      giveUp();
    }
    // Save and Run are to take what has been typed with them.
    const leaves =
      (event.key === 'Enter' && !event.shiftKey) ||
      event.key === 'F5' ||
      ((event.ctrlKey || event.metaKey) && event.key === 's');
    if (!leaves) return;
    if (event.key === 'Enter') event.preventDefault();
    commit();
  };

  return { text: draft ?? value, error, change, commit, keyDown };
}

/** The sentence of a fault in the language in use. */
export function faultText(
  t: (key: string, values: FieldFault['values']) => string,
  { code, values }: FieldFault,
): string {
  return t(`fault.${code}`, values);
}
