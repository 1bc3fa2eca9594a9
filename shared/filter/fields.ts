import { ITEM_KINDS } from '../traffic/flow';
import { SOCKET_TYPES } from '../zmq/socket-types';
import { MARKS } from './ast';

/** Operators by what a field's value is. */
const NAMES = [':', '=', '!='] as const;
const NUMBERS = [':', '=', '!=', '<', '<=', '>', '>='] as const;

interface FieldFacts {
  readonly ops: readonly string[];
  /** How a term of it begins when it is completed. */
  readonly start: string;
  /** All the values there are, where they are few. */
  readonly values?: readonly string[];
  /** A whole term, as the help shows it. */
  readonly example: string;
}

/** Every field of the filter language, in the order of its help. What each one asks is `filter:field.<name>`. */
export const FIELDS = {
  socket: { ops: NAMES, start: 'socket:', values: SOCKET_TYPES, example: 'socket:PUB' },
  node: { ops: NAMES, start: 'node:', example: 'node:client*' },
  from: { ops: NAMES, start: 'from:', example: 'from:client' },
  to: { ops: NAMES, start: 'to:', example: 'to:server' },
  link: { ops: NAMES, start: 'link:', example: 'link:l2,l3' },
  peer: { ops: NAMES, start: 'peer:', example: 'peer:*' },
  dir: { ops: NAMES, start: 'dir:', values: ['forward', 'backward'], example: 'dir:forward' },
  kind: { ops: NAMES, start: 'kind:', values: ITEM_KINDS, example: 'kind:command' },
  topic: { ops: NAMES, start: 'topic:', example: 'topic:"weather"' },
  body: { ops: [':', '~'], start: 'body~/', example: 'body~/err(or)?/i' },
  hex: { ops: [':'], start: 'hex:', example: 'hex:00ff' },
  json: { ops: [...NUMBERS, '~'], start: 'json.', example: 'json.price>10' },
  size: { ops: NUMBERS, start: 'size>', example: 'size>1k' },
  frames: { ops: NUMBERS, start: 'frames>=', example: 'frames>=3' },
  seq: { ops: NUMBERS, start: 'seq:', example: 'seq:100..200' },
  t: { ops: NUMBERS, start: 't>', example: 't>1.5' },
  after: { ops: [':'], start: 'after:', example: 'after:12:30:01' },
  before: { ops: [':'], start: 'before:', example: 'before:12:31' },
  latency: { ops: NUMBERS, start: 'latency>', example: 'latency>5ms' },
  answered: { ops: [':'], start: 'answered:', values: ['yes', 'no'], example: 'answered:no' },
  is: { ops: [':'], start: 'is:', values: MARKS, example: 'is:truncated' },
} as const satisfies Readonly<Record<string, FieldFacts>>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS).filter(isFieldName);

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

export function fieldFacts(name: FieldName): FieldFacts {
  return FIELDS[name];
}
