import type { Direction } from '../../shared/traffic/flow';
import type { SideInfo } from './tap';
import type { Property } from './zmtp-command';

/** How a side's bytes are framed, as far as its greeting has told. Ordered: a later one is a later protocol. */
export const LEVEL_UNKNOWN = 0;
/** ZMTP 1.0: no signature, the first bytes are the identity's frame (RFC 13). */
export const LEVEL_UNVERSIONED = 1;
/** A signature with revision 0: greeting like ZMTP 2.0, frames like ZMTP 1.0. libzmq still accepts it. */
export const LEVEL_REVISION_0 = 2;
export const LEVEL_2 = 3;
export const LEVEL_3 = 4;

/** One side of a conversation, as its own bytes describe it. */
export class Side implements SideInfo {
  level = LEVEL_UNKNOWN;
  version = '';
  mechanism = '';
  socketType = '';
  /** Type of the app's own socket on this side; '' for a program outside. It is known where no bytes say it. */
  knownType = '';
  identity: Uint8Array = new Uint8Array(0);
  properties: readonly Property[] = [];
  /** Over a WebSocket, the sub-protocol that it offers first or has chosen: `ZWS2.0/NULL` (RFC 45/ZWS 2.0, Handshake). */
  subProtocol = '';
  /** It has said all that it says before traffic. */
  ready = false;

  constructor(readonly direction: Direction) {}
}

/** Both sides: each one's bytes can only be read knowing what the other has announced. */
export class Conversation {
  /** The side that connected; its bytes go forward. */
  readonly connecting = new Side('forward');
  /** The side that is bound; its bytes go backward. */
  readonly binding = new Side('backward');

  get ready(): boolean {
    return this.connecting.ready && this.binding.ready;
  }
}

/** The type byte of a ZMTP 2.0 greeting (RFC 15/ZMTP 2.0, Formal Grammar) and of libzmq for those that came later. */
export const SOCKET_TYPE_BYTES: readonly string[] = [
  'PAIR',
  'PUB',
  'SUB',
  'REQ',
  'REP',
  'DEALER',
  'ROUTER',
  'PULL',
  'PUSH',
  'XPUB',
  'XSUB',
  'STREAM',
];
