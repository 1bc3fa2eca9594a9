import type { ZmtpFault } from '../../shared/wire/zmtp-fault';

export type ControlForm = 'greeting' | 'upgrade' | 'handshake' | 'identity' | 'command' | 'subscription';

/**
 * Takes what is no message in one direction of a connection, as it was on the wire. Called for few items, so it may
 * allocate; byte ranges are valid during the call only.
 */
export interface ControlLog {
  /**
   * An item begins.
   * @param header the frame's flags and length; empty for a greeting and an upgrade
   * @param size length of the body in bytes
   */
  begin(form: ControlForm, header: Uint8Array, size: number): void;
  bytes(chunk: Uint8Array, from: number, to: number): void;
  /** The open item is whole; `name` is a command's. */
  end(name?: string): void;
  /** The open item will never be whole. */
  abandon(): void;
  /** These bytes make no sense as ZMTP, and nothing behind them is read. */
  fault(fault: ZmtpFault, bytes: Uint8Array): void;
}
