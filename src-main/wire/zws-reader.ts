import { faultText, isHarmful, type ZmtpFault } from '../../shared/wire/zmtp-fault';
import { ControlReader } from './control-reader';
import type { ReaderOptions } from './reader-options';
import { joined, type WireReader } from './wire-reader';
import {
  BINARY,
  keyAt,
  LONGEST_CONTROL,
  longLength,
  wrongFlags,
  WsFrameHeader,
  ZWS_COMMAND,
  ZWS_MORE,
} from './ws-frame';
import { turnedKey, unmask, viewOf } from './ws-mask';
import { hasMechanism, take, UpgradeReader } from './ws-upgrade';
import { COMMAND, HANDSHAKE, IDENTITY, LONG, MORE } from './zmtp-frame';
import { ZmtpReader } from './zmtp-reader';

/** Frames as ZMTP writes them, on their way to its reader. Shared by all readers: nothing in it outlives the call. */
const translated = new Uint8Array(128 * 1024);
const translatedView = viewOf(translated);
const ZMTP_HEADER = 9;

/**
 * Reads the bytes of one direction of one WebSocket as ZWS 2.0 (RFC 45 over RFC 6455), cut in any way. It reads the HTTP
 * upgrade, then takes the mask off each frame and gives it to a ZMTP reader in the framing of ZMTP, which is also how the
 * capture keeps messages: from there on ws, tcp and ipc are one. Nothing is allocated per frame, and whole frames that
 * lie in one chunk go over together.
 */
export class ZwsReader implements WireReader {
  holding = false;

  private readonly upgrade: UpgradeReader;
  private readonly control: ControlReader;
  private readonly zmtp: ZmtpReader;
  private readonly client: boolean;
  private readonly header = new WsFrameHeader();
  private started = false;
  private failed = false;

  /** Payload bytes of the open frame still to come; -1 between frames. */
  private left = -1;
  /** The key for the next of them. */
  private key = 0;
  /** The next of them are the flags. */
  private beforeFlags = false;
  /** The open frame is a control frame of this name, and its body so far. */
  private controlName: string | undefined;
  private readonly controlBody = new Uint8Array(LONGEST_CONTROL);
  private controlUsed = 0;

  constructor(private readonly options: ReaderOptions) {
    this.client = options.own.direction === 'forward';
    this.upgrade = new UpgradeReader(options.own, this.client ? 'request' : 'answer', options.guard?.needsMechanism);
    this.control = new ControlReader(options);
    this.zmtp = new ZmtpReader(options);
  }

  read(chunk: Uint8Array, from: number, to: number): number {
    const view = viewOf(chunk);
    let at = from;
    while (at < to) {
      if (this.failed || this.zmtp.failed) return to;
      if (this.upgrade.outcome === 'reading') at = this.readUpgrade(chunk, at, to);
      else if (this.left >= 0) at = this.readPayload(view, at, to);
      else {
        if (this.header.used === 0) {
          // Whether a binary frame is a message or a command is said behind its header: both wait.
          if (this.holding && this.zmtp.between && chunk[at] === BINARY) return at;
          if (!this.holding && this.zmtp.takesRuns) {
            at = this.readRun(chunk, view, at, to);
            if (at === to) break;
          }
        }
        at = this.readHeader(chunk, at, to);
      }
    }
    return at;
  }

  otherIsReady(): void {
    this.zmtp.otherIsReady();
  }

  finish(): void {
    const { upgrade } = this;
    if (upgrade.outcome === 'reading' && upgrade.length > 0)
      this.control.greetingBroken(upgrade.bytes, upgrade.length, 'upgrade');
    this.control.abandon();
    this.zmtp.finish();
    this.failed = true;
  }

  private readUpgrade(chunk: Uint8Array, from: number, to: number): number {
    const { upgrade } = this;
    const at = upgrade.read(chunk, from, to);
    const { outcome } = upgrade;
    const bytes = upgrade.bytes.subarray(0, upgrade.length);
    if (typeof outcome === 'object') this.fault(outcome.fault, joined(bytes, chunk, at, to));
    else if (outcome === 'upgrade') this.control.greeting(bytes, bytes.length, 'upgrade');
    return at;
  }

  /** The fast path: whole message frames in `chunk[from, to)` from here. Gives the end of the last one. */
  private readRun(chunk: Uint8Array, view: DataView, from: number, to: number): number {
    // Of messages that are only counted the bytes need not be right, if they begin here.
    const blind = !this.options.messages.storing && this.zmtp.between;
    const keyBytes = this.client ? 4 : 0;
    const maskBit = this.client ? 0x80 : 0;
    let at = from;
    let used = 0;
    while (at + 2 <= to && chunk[at] === BINARY) {
      const second = chunk[at + 1]!;
      let size = second & 0x7f;
      let body = at + 2;
      if ((second & 0x80) !== maskBit) break;
      if (size >= 126) {
        body += size === 126 ? 2 : 8;
        if (body > to) break;
        size = size === 126 ? (chunk[at + 2]! << 8) | chunk[at + 3]! : longLength(chunk, at);
      }
      body += keyBytes;
      const end = body + size;
      if (size === 0 || end > to || size + ZMTP_HEADER > translated.length) break;
      const key = keyBytes === 0 ? 0 : keyAt(chunk, body - 4);
      const flags = chunk[body]! ^ (key & 0xff);
      // Commands, and what is wrong, are read one by one.
      if (flags > ZWS_MORE) break;
      if (used + ZMTP_HEADER + size > translated.length) {
        this.zmtp.read(translated, 0, used);
        used = 0;
      }
      used = putHeader(used, flags, size - 1);
      if (!blind) unmask(view, body + 1, size - 1, translatedView, used, turnedKey(key, 1));
      used += size - 1;
      at = end;
    }
    if (used > 0) this.zmtp.read(translated, 0, used);
    return at;
  }

  private readHeader(chunk: Uint8Array, from: number, to: number): number {
    const { header } = this;
    const at = header.read(chunk, from, to);
    if (header.used > 0) return at;
    const wrong = header.wrong(this.client);
    if (wrong !== undefined) this.fault(wrong, joined(header.raw, chunk, at, to));
    else {
      this.left = header.size;
      this.key = header.key;
      this.controlName = header.control;
      this.controlUsed = 0;
      this.beforeFlags = this.controlName === undefined;
      if (this.left === 0) this.endFrame();
    }
    return at;
  }

  private readPayload(view: DataView, from: number, to: number): number {
    if (this.beforeFlags) {
      this.startFrame(view.getUint8(from) ^ (this.key & 0xff));
      this.advance(1);
      return from + 1;
    }
    const count = Math.min(to - from, this.left, translated.length);
    unmask(view, from, count, translatedView, 0, this.key);
    if (this.controlName === undefined) this.zmtp.read(translated, 0, count);
    else {
      this.controlBody.set(translated.subarray(0, count), this.controlUsed);
      this.controlUsed += count;
    }
    this.advance(count);
    return from + count;
  }

  private advance(count: number): void {
    this.key = turnedKey(this.key, count);
    this.left -= count;
    if (this.left === 0) this.endFrame();
  }

  /** The flags of a ZeroMQ frame have come; what its length is follows from the WebSocket's. */
  private startFrame(flags: number): void {
    this.beforeFlags = false;
    const raw = this.header.rawWith(flags);
    const wrong = wrongFlags(flags);
    if (wrong !== undefined) {
      this.fault(wrong, raw.slice());
      return;
    }
    if (!this.started) this.start();
    this.zmtp.rawHeader = raw;
    this.zmtp.read(translated, 0, putHeader(0, flags, this.left - 1));
  }

  /** The first frame of a side: by now the server has chosen what both speak. */
  private start(): void {
    this.started = true;
    const { own, peer } = this.options;
    if (peer.subProtocol !== '' && this.client) take(own, peer.subProtocol);
    this.zmtp.startFrames(hasMechanism(own.subProtocol) ? HANDSHAKE : IDENTITY);
  }

  private endFrame(): void {
    this.left = -1;
    const { controlName } = this;
    if (controlName === undefined) return;
    this.controlName = undefined;
    this.control.named(controlName, this.header.raw, this.controlBody, this.controlUsed);
  }

  private fault(fault: ZmtpFault, bytes: Uint8Array): void {
    const { log, events } = this.options;
    log?.fault(fault, bytes);
    this.failed = true;
    this.zmtp.finish();
    events.fault(faultText(fault), isHarmful(fault));
  }
}

/** Writes a ZMTP header for a body of `size` bytes at `translated[at]`; gives the place behind it. */
function putHeader(at: number, flags: number, size: number): number {
  const kind = ((flags & ZWS_MORE) !== 0 ? MORE : 0) | ((flags & ZWS_COMMAND) !== 0 ? COMMAND : 0);
  if (size < 256) {
    translated[at] = kind;
    translated[at + 1] = size;
    return at + 2;
  }
  translated[at] = kind | LONG;
  translatedView.setUint32(at + 1, Math.floor(size / 2 ** 32));
  translatedView.setUint32(at + 5, size % 2 ** 32);
  return at + ZMTP_HEADER;
}
