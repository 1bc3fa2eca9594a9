import type { OptionName, OptionValue } from './options';
import type { SocketType } from './socket-types';

/** An option that is set by its number in `zmq.h`, because zeromq.js has no name for it. */
export interface NumberedOption {
  readonly number: number;
  /** What libzmq takes: an int, an int that is 0 or 1, or bytes. */
  readonly takes: 'int' | 'bool' | 'bytes';
  /** The numbers of a choice. */
  readonly values?: Readonly<Record<string, number>>;
  /** `zmq_getsockopt(3)` has no case for it: it can be set, and not be asked for. */
  readonly setOnly?: true;
  /** Of these types only zeromq.js lacks it; of the others it has a name. */
  readonly of?: readonly SocketType[];
}

const NUMBERED: Readonly<Partial<Record<OptionName, NumberedOption>>> = {
  noDrop: { number: 69, takes: 'bool', setOnly: true, of: ['RADIO'] },
  metadata: { number: 95, takes: 'bytes', setOnly: true },
  multicastLoop: { number: 96, takes: 'bool' },
  routerNotify: { number: 97, takes: 'int', values: { connect: 1, disconnect: 2, both: 3 } },
  manualLastValue: { number: 98, takes: 'bool', setOnly: true },
  inBatchSize: { number: 101, takes: 'int' },
  outBatchSize: { number: 102, takes: 'int' },
  onlyFirstSubscribe: { number: 108, takes: 'bool', setOnly: true },
  reconnectStop: { number: 109, takes: 'int', values: { refused: 1, handshakeFailed: 2, both: 3 } },
  helloMessage: { number: 110, takes: 'bytes', setOnly: true },
  disconnectMessage: { number: 111, takes: 'bytes', setOnly: true },
  priority: { number: 112, takes: 'int' },
  busyPoll: { number: 113, takes: 'int', setOnly: true },
  hiccupMessage: { number: 114, takes: 'bytes', setOnly: true },
  verboseUnsubscribe: { number: 115, takes: 'bool', setOnly: true },
};

/** How an option of a socket type is set where zeromq.js has no name for it; `undefined` where it has. */
export function numberedOption(name: string, type: SocketType): NumberedOption | undefined {
  const found = Object.hasOwn(NUMBERED, name) ? NUMBERED[name as OptionName] : undefined;
  return found?.of?.includes(type) === false ? undefined : found;
}

/** An option's value as a number of C: a flag is 0 or 1, and a choice what `values` makes of it, 0 being none. */
export function optionNumber(value: OptionValue, values: NumberedOption['values'] = {}): number {
  return typeof value === 'string' ? (values[value] ?? 0) : Number(value);
}
