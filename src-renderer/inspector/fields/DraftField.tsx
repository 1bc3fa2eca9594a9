import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Fields.module.css';
import { useDraft, type DraftOptions } from './use-draft';

interface DraftFieldProps<Value> extends DraftOptions<Value> {
  /** Shown above the field; `ariaLabel` instead where what it is for can be seen from its place. */
  readonly label?: string;
  readonly ariaLabel?: string;
  readonly description?: string;
  readonly placeholder?: string | undefined;
  readonly mono?: boolean;
  readonly lines?: boolean;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean;
  readonly rightSection?: ReactNode;
  readonly testId?: string;
}

/** A text field whose content is checked as one types; see `useDraft` for when it takes effect. */
export function DraftField<Value>(props: DraftFieldProps<Value>) {
  const { label, ariaLabel, description, placeholder, mono, lines, disabled, autoFocus, rightSection, testId } = props;
  const draft = useDraft(props);
  const common = {
    value: draft.text,
    onBlur: draft.commit,
    onKeyDown: draft.keyDown,
    error: draft.error,
    label,
    description,
    placeholder,
    rightSection,
    'aria-label': ariaLabel,
    'data-testid': testId,
    spellCheck: false,
    autoComplete: 'off',
    autoFocus,
    disabled: disabled === true,
    className: classes['field'] ?? '',
    classNames: { input: mono ? (classes['mono'] ?? '') : '', error: classes['error'] ?? '' },
  };
  if (lines)
    return (
      <Textarea
        {...common}
        autosize
        minRows={1}
        maxRows={6}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
    );
  return <TextInput {...common} onChange={(event) => draft.change(event.currentTarget.value)} />;
}
