import { parseDurationField, parseRateField, parseWholeField } from '../../../shared/field-fault';
import type { Duration } from '../../../shared/duration';
import type { Problem } from '../../../shared/result';
import { DraftField } from './DraftField';

interface OptionalFieldProps<Value> {
  readonly label: string;
  readonly value: Value | undefined;
  /** What is meant where the field is empty. */
  readonly placeholder?: string;
  readonly onChange: (value: Value | undefined) => Problem | undefined;
  readonly testId?: string;
}

/** A duration that may be left out. */
export function DurationField({ label, value, placeholder, onChange, testId }: OptionalFieldProps<Duration>) {
  return (
    <DraftField
      label={label}
      value={value === undefined ? '' : String(value)}
      parse={parseDurationField}
      apply={onChange}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(testId === undefined ? {} : { testId })}
    />
  );
}

interface WholeFieldProps extends OptionalFieldProps<number> {
  readonly least: number;
  readonly most: number;
}

/** A whole number that may be left out. */
export function WholeField({ label, value, placeholder, least, most, onChange, testId }: WholeFieldProps) {
  return (
    <DraftField
      label={label}
      value={value === undefined ? '' : String(value)}
      parse={(text) => parseWholeField(text, least, most)}
      apply={onChange}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(testId === undefined ? {} : { testId })}
    />
  );
}

/** Messages per second. */
export function RateField({ label, value, most, onChange }: OptionalFieldProps<number> & { readonly most: number }) {
  return (
    <DraftField
      label={label}
      value={value === undefined ? '' : String(value)}
      parse={(text) => parseRateField(text, most)}
      apply={onChange}
    />
  );
}
