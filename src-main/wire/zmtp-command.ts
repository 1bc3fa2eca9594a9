import { isMisspeltError, MISSPELT_LENGTH } from '../../shared/wire/misspelt-error';

/** A command's name and where its data lie in the bytes it was read from (RFC 37/ZMTP 3.1, Commands). */
export interface Command {
  readonly name: string;
  /** `bytes[dataFrom, …)` is what follows the name. */
  readonly dataFrom: number;
}

export type Property = readonly [name: string, value: Uint8Array];

/**
 * Reads the name of the command whose body is `bytes[from, to)`: one byte of length, then that many letters. Undefined
 * when there is no such name.
 */
export function parseCommand(bytes: Uint8Array, from: number, to: number): Command | undefined {
  if (isMisspeltError(bytes, from, to)) return { name: 'ERROR', dataFrom: from + MISSPELT_LENGTH };
  const length = from < to ? bytes[from]! : 0;
  const dataFrom = from + 1 + length;
  if (length === 0 || dataFrom > to) return undefined;
  return { name: asciiOf(bytes, from + 1, dataFrom), dataFrom };
}

/**
 * Reads the metadata of READY, or of INITIATE under PLAIN (RFC 37/ZMTP 3.1, Connection Metadata): each property is one
 * byte of length and its name, four bytes of length and its value. Values are copies. Undefined when lengths do not add up.
 */
export function parseMetadata(bytes: Uint8Array, from: number, to: number): Property[] | undefined {
  const properties: Property[] = [];
  let at = from;
  while (at < to) {
    const nameEnd = at + 1 + bytes[at]!;
    if (nameEnd === at + 1 || nameEnd + 4 > to) return undefined;
    const valueFrom = nameEnd + 4;
    const valueTo = valueFrom + new DataView(bytes.buffer, bytes.byteOffset + nameEnd, 4).getUint32(0);
    if (valueTo > to) return undefined;
    properties.push([asciiOf(bytes, at + 1, nameEnd), new Uint8Array(bytes.subarray(valueFrom, valueTo))]);
    at = valueTo;
  }
  return properties;
}

/** The value of a property; names are compared without regard to case (RFC 37/ZMTP 3.1, Connection Metadata). */
export function propertyOf(properties: readonly Property[], name: string): Uint8Array | undefined {
  const wanted = name.toLowerCase();
  return properties.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}

/** The reason in the data of an ERROR command: one byte of length, then the text (RFC 37/ZMTP 3.1, Formal Grammar). */
export function parseErrorReason(data: Uint8Array): string {
  const length = data[0] ?? 0;
  return asciiOf(data, 1, Math.min(data.length, 1 + length));
}

export function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}
