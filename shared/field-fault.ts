import { parseDuration, type Duration } from './duration';
import { fail, ok, type Result } from './result';
import { readEndpoint, type EndpointUse } from './zmq/endpoint';
import { optionFault } from './zmq/option-fault';
import { optionFacts, type OptionName, type OptionValue } from './zmq/options';
import type { SocketType } from './zmq/socket-types';

/**
 * Why what was typed into a field cannot be taken. The window says it by `code`, with `values` in it; each code has a
 * sentence in every language.
 */
export interface FieldFault {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export type Parsed<Value> = Result<Value, FieldFault>;

export function faulty(
  code: string,
  values: FieldFault['values'] = {},
): { readonly ok: false; readonly error: FieldFault } {
  return fail({ code, values });
}

/** An endpoint, trimmed, for its use. */
export function parseEndpointField(text: string, use: EndpointUse): Parsed<string> {
  const trimmed = text.trim();
  if (trimmed === '') return faulty('endpoint.empty');
  const read = readEndpoint(trimmed, use);
  return read.ok ? ok(trimmed) : faulty(`endpoint.${read.error.code}`, read.error.values);
}

/** A duration as a file spells it; empty text is none. A bare number is milliseconds. */
export function parseDurationField(text: string): Parsed<Duration | undefined> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(undefined);
  if (/^\d+(\.\d+)?$/.test(trimmed))
    return parseDuration(Number(trimmed)).ok ? ok(Number(trimmed)) : faulty('duration-long');
  if (parseDuration(trimmed).ok) return ok(trimmed);
  return /^\d+(\.\d+)?(ms|s|m|h)$/.test(trimmed) ? faulty('duration-long') : faulty('duration', { text: trimmed });
}

/** A whole number within bounds; empty text is none. */
export function parseWholeField(text: string, least: number, most: number): Parsed<number | undefined> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(undefined);
  const number = Number(trimmed);
  if (!/^-?\d+$/.test(trimmed) || number < least || number > most) return faulty('whole', { least, most });
  return ok(number);
}

/** A number above zero; empty text is none. */
export function parseRateField(text: string, most: number): Parsed<number | undefined> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(undefined);
  const number = Number(trimmed);
  if (!/^\d+(\.\d+)?$/.test(trimmed) || number <= 0 || number > most) return faulty('rate', { most });
  return ok(number);
}

/** The value of a socket option that is not a flag; empty text leaves it at its default. */
export function parseOptionField(socket: SocketType, name: OptionName, text: string): Parsed<OptionValue | undefined> {
  const facts = optionFacts(name);
  if (facts.form === 'name') {
    if (text === '') return ok(undefined);
    return optionFault(socket, name, text) === undefined ? ok(text) : faulty('name', { most: facts.most ?? 255 });
  }
  const trimmed = text.trim();
  if (trimmed === '') return ok(undefined);
  if (facts.form === 'text' || facts.form === 'property' || facts.form === 'range') {
    const fault = optionFault(socket, name, trimmed);
    return fault === undefined ? ok(trimmed) : faulty(facts.form, { most: facts.most ?? 255 });
  }
  const number = Number(trimmed);
  if (/^-?\d+$/.test(trimmed) && optionFault(socket, name, number) === undefined) return ok(number);
  return faulty(facts.form === 'count' ? 'whole' : facts.form, {
    least: facts.least ?? 0,
    most: facts.most ?? 2_147_483_647,
  });
}
