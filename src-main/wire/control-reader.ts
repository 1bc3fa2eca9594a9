import { KIND_COMMAND, KIND_HANDSHAKE } from '../../shared/traffic/flow';
import type { ZmtpFault } from '../../shared/wire/zmtp-fault';
import type { ControlForm } from './control-log';
import type { ItemWriter } from './tap';
import type { ReaderOptions } from './reader-options';
import { parseCommand, parseMetadata, propertyOf } from './zmtp-command';

/** Bytes of a command that are looked into; of a longer one the rest is recorded and skipped. */
const COMMAND_LIMIT = 64 * 1024;
/** RFC 37/ZMTP 3.1, Formal Grammar. */
const GREETING_SIZE = 64;
const NOTHING = new Uint8Array(0);

type ControlOutcome = 'read' | 'ready' | { readonly fault: ZmtpFault };

/** Collects what is no message: steps of the handshake, commands, subscriptions. They are few, so each is copied. */
export class ControlReader {
  private readonly writer: ItemWriter;
  private kind = KIND_COMMAND;
  private body = NOTHING;
  private used = 0;
  private size = 0;
  private subscription = false;

  constructor(private readonly options: ReaderOptions) {
    this.writer = options.controls;
  }

  /** Records a whole greeting, or half of the HTTP upgrade that a WebSocket begins with. */
  greeting(bytes: Uint8Array, length: number, form: 'greeting' | 'upgrade' = 'greeting'): void {
    this.begin(KIND_HANDSHAKE, length);
    this.writer.bytes(bytes, 0, length);
    this.writer.end();
    const { log } = this.options;
    log?.begin(form, NOTHING, length);
    log?.bytes(bytes, 0, length);
    log?.end();
  }

  /** The connection ended within a greeting. */
  greetingBroken(bytes: Uint8Array, length: number, form: 'greeting' | 'upgrade' = 'greeting'): void {
    const { log } = this.options;
    log?.begin(form, NOTHING, form === 'greeting' ? GREETING_SIZE : length);
    log?.bytes(bytes, 0, length);
  }

  /** @param header its length and flags, as long as the next frame has not begun */
  start(form: Exclude<ControlForm, 'greeting' | 'upgrade'>, header: Uint8Array, size: number): void {
    const kind = form === 'handshake' || form === 'identity' ? KIND_HANDSHAKE : KIND_COMMAND;
    this.kind = kind;
    // The body is 1 or 0 and a topic.
    this.subscription = form === 'subscription';
    this.size = size;
    this.used = 0;
    // Grown as bytes come: a length is only a claim.
    this.body = new Uint8Array(Math.min(size, 256));
    this.begin(kind, size);
    this.options.log?.begin(form, header, size);
  }

  bytes(chunk: Uint8Array, from: number, to: number): void {
    this.writer.bytes(chunk, from, to);
    this.options.log?.bytes(chunk, from, to);
    const taken = Math.min(to - from, COMMAND_LIMIT - this.used);
    if (this.used + taken > this.body.length) {
      const larger = new Uint8Array(Math.min(COMMAND_LIMIT, this.size, (this.used + taken) * 2));
      larger.set(this.body);
      this.body = larger;
    }
    this.body.set(chunk.subarray(from, from + taken), this.used);
    this.used += taken;
  }

  /**
   * A command without a name of its own on the wire: PING, PONG and CLOSE of a WebSocket. It is recorded as ZMTP would
   * write it, with its name in front; the log has it as it was.
   */
  named(name: string, header: Uint8Array, body: Uint8Array, size: number): void {
    const { writer } = this;
    const { events, log } = this.options;
    this.begin(KIND_COMMAND, 1 + name.length + size);
    writer.bytes(Uint8Array.from([name.length, ...name].map(codeOf)), 0, 1 + name.length);
    writer.bytes(body, 0, size);
    writer.end();
    log?.begin('command', header, size);
    log?.bytes(body, 0, size);
    log?.end(name);
    events.command(name, body.slice(0, size));
  }

  /** The command is whole. */
  end(): ControlOutcome {
    this.writer.end();
    const { events, log } = this.options;
    const body = this.release();
    if (this.subscription) {
      const name = body[0] === 1 ? 'SUBSCRIBE' : 'CANCEL';
      log?.end(name);
      events.command(name, body.subarray(1));
      return 'read';
    }
    const command = parseCommand(body, 0, body.length);
    log?.end(command?.name);
    if (command === undefined) return { fault: { code: 'noCommandName' } };
    const harm = this.options.guard?.command(command.name, this.size - command.dataFrom);
    if (harm) return { fault: harm };
    const data = body.subarray(command.dataFrom);
    if (this.kind === KIND_COMMAND || command.name === 'ERROR') {
      events.command(command.name, data);
      return 'read';
    }
    return this.isLastOfHandshake(command.name) ? this.readProperties(data) : 'read';
  }

  /** The identity of ZMTP 2.0 or 1.0 is whole. */
  endIdentity(): ControlOutcome {
    this.writer.end();
    const { own, log, guard } = this.options;
    own.identity = this.release();
    log?.end();
    const harm = guard?.routingId(own.identity);
    return harm ? { fault: harm } : 'ready';
  }

  abandon(): void {
    this.writer.abandon();
    this.options.log?.abandon();
    this.body = NOTHING;
  }

  private begin(kind: number, size: number): void {
    if (this.writer.storing) this.writer.begin(kind, false);
    else this.writer.abandon();
    this.writer.frame(size, false);
  }

  /**
   * READY ends the handshake of NULL and of a server. A client's last word is INITIATE (RFC 24/ZMTP-PLAIN,
   * RFC 25/ZMTP-CURVE), but not under GSSAPI, where both sides say that often (RFC 38/ZMTP-GSSAPI).
   */
  private isLastOfHandshake(name: string): boolean {
    return name === 'READY' || (name === 'INITIATE' && this.options.own.mechanism !== 'GSSAPI');
  }

  private readProperties(data: Uint8Array): ControlOutcome {
    const { own } = this.options;
    if (own.mechanism !== 'NULL' && own.mechanism !== 'PLAIN') return 'ready';
    const properties = parseMetadata(data, 0, data.length);
    if (properties === undefined) {
      return { fault: { code: 'badMetadata' } };
    }
    own.properties = properties;
    own.socketType = new TextDecoder('latin1').decode(propertyOf(properties, 'Socket-Type') ?? NOTHING);
    own.identity = propertyOf(properties, 'Identity') ?? NOTHING;
    // libzmq goes by the last one of that name.
    const ids = properties.filter(([name]) => name.toLowerCase() === 'identity');
    const harm = ids.map(([, id]) => this.options.guard?.routingId(id)).find((found) => found !== undefined);
    return harm ? { fault: harm } : 'ready';
  }

  private release(): Uint8Array {
    const body = this.body.subarray(0, this.used);
    this.body = NOTHING;
    return body;
  }
}

function codeOf(part: number | string): number {
  return typeof part === 'string' ? part.charCodeAt(0) : part;
}
