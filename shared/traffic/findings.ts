import type { SocketKey } from '../topology/topology';
import type { OptionName, OptionValue } from '../zmq/options';

/** What the missing-message doctor knows to look for: the questions of the guide's "Missing Message Problem Solver". */
export const DOCTOR_RULES = [
  'slowJoiner',
  'noTopics',
  'noMatch',
  'twoBinds',
  'twoConnects',
  'wrongPair',
  'mechanism',
  'nobodyListens',
  'garbage',
  'lostReply',
  'fullQueue',
  'nobodyTakes',
  'unroutable',
  'identityClash',
] as const;
export type DoctorRule = (typeof DOCTOR_RULES)[number];

/** A change of the document that cures what was found. */
export type Fix =
  /** Sets options of a socket. */
  | {
      readonly type: 'options';
      readonly socket: SocketKey;
      readonly options: readonly (readonly [OptionName, OptionValue])[];
    }
  /** Subscribes a node to one topic more; '' is everything. */
  | { readonly type: 'topic'; readonly node: string; readonly topic: string }
  /** Lets a generator wait before its first message. */
  | { readonly type: 'startLater'; readonly node: string; readonly delay: string }
  /** Gives a requester a time after which it asks anew. */
  | { readonly type: 'timeout'; readonly node: string; readonly timeout: string }
  /** Gives a CURVE client the key of its server. */
  | { readonly type: 'serverKey'; readonly socket: SocketKey; readonly key: string }
  /** Adds a key or a login to those that a server lets in. */
  | { readonly type: 'allow'; readonly socket: SocketKey; readonly name: string }
  /** Adds an address to those that a socket lets callers in from. */
  | { readonly type: 'allowAddress'; readonly socket: SocketKey; readonly address: string }
  /** Turns an endpoint that a socket binds into one that it connects to, or the other way. */
  | {
      readonly type: 'turn';
      readonly socket: SocketKey;
      readonly endpoint: string;
      readonly from: 'bind' | 'connect';
    };

/** What is wrong at one place, with what was seen of it. */
export interface Finding {
  /** Rule and place: the same for as long as it lasts. */
  readonly id: string;
  readonly rule: DoctorRule;
  /** `problem`: messages do not come. `hint`: some did not, and others do. */
  readonly severity: 'problem' | 'hint';
  /** Where its mark is: a node, a link, or a program outside. */
  readonly node?: string;
  readonly link?: string;
  readonly peer?: string;
  /** Which of the rule's sentences says what was seen, where it has several. */
  readonly variant?: string;
  /** Fills the sentences. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly fixes: readonly Fix[];
  /** Seconds since the run began, when it was first seen. */
  readonly since: number;
}
