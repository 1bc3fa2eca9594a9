import type { ZmtpFault } from '../../shared/wire/zmtp-fault';
import type { SocketType } from '../../shared/zmq/socket-types';
import { MORE } from './zmtp-frame';

/** Longest command or subscription that is let through, in bytes: for each byte of a topic a publisher keeps some 50. */
export const LONGEST_COMMAND = 64 * 1024;
/** ZMQ_GROUP_MAX_LENGTH of `zmq.h`. */
const LONGEST_GROUP = 255;
/** A command JOIN with such a group, in bytes, and what CURVE puts around it (RFC 26/CurveZMQ, Message Commands). */
export const LONGEST_JOIN = 5 + LONGEST_GROUP;
export const LONGEST_SEALED_JOIN = 8 + 8 + 16 + 1 + LONGEST_JOIN;
/** RFC 37/ZMTP 3.1, Formal Grammar: of the time to live. */
const PING_TTL = 2;

/** One of the app's own sockets, as far as it says what must not reach it. */
export interface OwnSocket {
  readonly type: SocketType;
  /** Keeps the newest message only (`zmq_setsockopt(3)`, "ZMQ_CONFLATE"). */
  readonly conflates?: boolean;
  /** It sends heartbeats and has no security mechanism. */
  readonly beatsOpenly?: boolean;
  /** It asks about whom it is connected to (RFC 27/ZAP). */
  readonly judging?: {
    /** Done when all questions so far are answered. */
    readonly answered: () => Promise<void>;
    /** How long a handshake may take, in milliseconds; 0 for ever. */
    readonly handshakeMs: number;
  };
}

/**
 * What is on its way to one of the app's own sockets, and would end the whole process there (libzmq 4.3.5), or have it read
 * or take memory that it should not. Each rule says where in libzmq that is. Under CURVE only lengths can be seen.
 */
export class SocketGuard {
  /** Message frames have to be looked at one by one. */
  readonly seesFrames: boolean;

  constructor(private readonly socket: OwnSocket) {
    const { type, conflates = false } = socket;
    this.seesFrames = conflates || type === 'RADIO' || type === 'DISH' || type === 'PUB' || type === 'XPUB';
  }

  /** A stranger may not speak ZWS without a mechanism: `ws_engine_t` beats, and then asserts that it has one. */
  get needsMechanism(): boolean {
    return this.socket.beatsOpenly === true;
  }

  /** `routing_socket_base_t::add_out_pipe` asserts that no other has an id, also of those that it makes up itself later. */
  routingId(id: Uint8Array): ZmtpFault | undefined {
    const { type } = this.socket;
    return (type === 'ROUTER' || type === 'REP') && id[0] === 0 ? { code: 'routingIdZero' } : undefined;
  }

  /** A command or a subscription of which the length is known. */
  commandSize(size: number): ZmtpFault | undefined {
    if (size <= LONGEST_COMMAND) return undefined;
    return { code: 'commandLong', values: { size: String(size), most: String(LONGEST_COMMAND) } };
  }

  /**
   * A whole command. `radio_session_t::push_msg` asserts that a group can be set. To a short PING,
   * `zmtp_engine_t::process_heartbeat_message` answers with what lies behind it in memory.
   * @param length of what follows the name
   */
  command(name: string, length: number): ZmtpFault | undefined {
    if (name === 'PING' && length < PING_TTL) return { code: 'pingShort' };
    const groups = name === 'JOIN' || name === 'LEAVE';
    return groups && this.socket.type === 'RADIO' && length > LONGEST_GROUP ? { code: 'groupLong' } : undefined;
  }

  /**
   * The header of a message's frame. `fq_t::recvpipe` asserts that the rest of a message is there, and one that conflates
   * has no place for it.
   */
  frame(flags: number, size: number, sealed: boolean): ZmtpFault | undefined {
    const { type, conflates } = this.socket;
    if (sealed && type === 'PUB') return this.commandSize(size);
    if (sealed) return type === 'RADIO' && size > LONGEST_SEALED_JOIN ? { code: 'groupLong' } : undefined;
    if (conflates === true && (flags & MORE) !== 0) return { code: 'framesConflated' };
    return type === 'DISH' && size === 0 && (flags & MORE) !== 0 ? { code: 'groupEmpty' } : undefined;
  }

  /**
   * The first byte of a message's frame. `dish_session_t::push_msg` sets an empty group a second time where the queue was
   * full, from a message that is closed by then.
   */
  begins(byte: number, size: number, more: boolean): ZmtpFault | undefined {
    const { type } = this.socket;
    if (type === 'DISH') return byte === 0 && more ? { code: 'groupEmpty' } : undefined;
    const subscribes = (type === 'PUB' || type === 'XPUB') && byte <= 1;
    return subscribes ? this.commandSize(size) : undefined;
  }
}
