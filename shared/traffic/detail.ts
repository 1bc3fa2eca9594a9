import type { SocketType } from '../zmq/socket-types';
import type { CapturedItem } from './capture';

/** One end of the connection that an item went over. */
export interface ItemEnd {
  /** Label of the node, or name of the program outside. */
  readonly name: string;
  /** Node of the topology, or id of the peer. */
  readonly node: string;
  readonly socketType: SocketType | undefined;
}

/** A request with its reply, or without. */
export type PairDetail =
  | {
      readonly type: 'answered';
      /** What the opened item is of the two. */
      readonly role: 'request' | 'reply';
      /** Seq of the other one; `undefined` once it has left the capture. */
      readonly seq: number | undefined;
      /** Seconds from the request to its reply, both as they were seen at the same relay. */
      readonly latency: number;
      readonly known: 'exact' | 'inferred';
    }
  /** Since when, in seconds since the run began. */
  | { readonly type: 'waiting'; readonly since: number }
  /** The connection of the request ended before a reply was seen. */
  | { readonly type: 'abandoned' };

/** An opened item with what the engine knows about it, as the frame view needs it. */
export interface ItemDetail {
  readonly item: CapturedItem;
  readonly sender: ItemEnd;
  readonly receiver: ItemEnd;
  /** How it was seen: on the wire, or at the app's own socket. */
  readonly observed: 'wire' | 'socket';
  /** The routing id that the ROUTER at one end has for the other end, and how it is known. */
  readonly routing: { readonly id: Uint8Array; readonly known: 'exact' | 'inferred' } | undefined;
  /** Names of routing ids that occur in the message: hexadecimal digits → name of the node or program. */
  readonly names: readonly (readonly [id: string, name: string])[];
  /** Length of the longest subscription of the receiver that the first frame begins with, in bytes; `undefined` where none is known. */
  readonly topicBytes: number | undefined;
  /** The reply of a request, the request of a reply; `undefined` where the item is neither. */
  readonly pair: PairDetail | undefined;
  /** It is known what it was in front of a device, or became behind one. */
  readonly throughDevice: boolean;
}
