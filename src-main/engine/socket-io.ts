import type { Result } from '../../shared/result';
import type { Received } from './message-wait';
import { SocketReceiver } from './socket-receiver';
import { SocketSender } from './socket-sender';
import type { SocketIoOptions, Turn } from './socket-turn';
import type { StopSignal } from './stop-signal';
import type { Frames, RawSocket } from './zmq-socket';

/** Sending and receiving on one socket, over all the raw sockets that it has one after the other. */
export class SocketIo {
  private readonly turn: Turn = { awaitsReply: false, request: undefined };
  private readonly sender: SocketSender;
  private readonly receiver: SocketReceiver;

  constructor(private readonly options: SocketIoOptions) {
    this.sender = new SocketSender(options, this.turn);
    this.receiver = new SocketReceiver(options, this.turn);
  }

  get sent(): number {
    return this.sender.sent;
  }

  get received(): number {
    return this.receiver.received;
  }

  /** See SocketSender. */
  get flows(): boolean {
    return this.sender.flows;
  }

  /** True while a message is asked for and none has come. */
  get waitsForMessage(): boolean {
    return this.receiver.waiting;
  }

  /** Messages that wait to be sent. */
  get queued(): number {
    return this.sender.queued;
  }

  /** Messages that the outbox refused, or still had when the socket closed. */
  get dropped(): number {
    return this.sender.dropped;
  }

  /** True while a reply is waited for: by a REQ's protocol, or by a behavior. */
  get awaitsReply(): boolean {
    return this.turn.awaitsReply || this.receiver.awaited;
  }

  /** True where a REQ may not send before it has received. */
  get mustReceive(): boolean {
    return this.turn.awaitsReply;
  }

  /** The request that a REP has received and not answered. */
  get request(): Frames | undefined {
    return this.turn.request;
  }

  /** A connection without a relay to a socket that conflates, which takes single frames only, was made or is gone. */
  conflating(change: 1 | -1): void {
    this.sender.toConflating += change;
  }

  /** Listens to each message as the program hands it over or gets it. */
  listen(onSent: ((frames: Frames) => void) | undefined, onReceived: ((frames: Frames) => void) | undefined): void {
    this.sender.onSent = onSent;
    this.receiver.onReceived = onReceived;
  }

  attach(raw: RawSocket): void {
    this.turn.awaitsReply = false;
    this.turn.request = undefined;
    this.receiver.attach(raw);
    this.sender.attach(raw);
  }

  /** Call before the raw socket is closed; await `settled` after, so that nothing is pending when it is let go. */
  detach(): { readonly settled: Promise<void> } {
    const pending = [this.sender.detach(), this.receiver.detach()].filter((promise) => promise !== undefined);
    return { settled: Promise.allSettled(pending).then(() => undefined) };
  }

  /** Gives up what waits in the outbox. */
  discard(): void {
    this.sender.discard();
  }

  /** Ends the wait of `receive` as failed. */
  giveUp(): void {
    this.receiver.giveUp();
  }

  /** See SocketSender. */
  send(frames: Frames): Promise<boolean> {
    return this.sender.send(frames);
  }

  /** Resolves when it is a good moment to send: together with others. */
  endOfTurn(): Promise<void> {
    return this.options.pace.endOfTurn();
  }

  sendByHand(frames: Frames): Result<void> {
    return this.sender.sendByHand(frames);
  }

  pour(stop: StopSignal, next: () => Frames | undefined): Promise<void> {
    return this.sender.pour(stop, next);
  }

  /** See SocketReceiver. */
  receive(stop: StopSignal, timeoutMs?: number): Promise<Received> {
    return this.receiver.receive(stop, timeoutMs);
  }

  consume(stop: StopSignal, use: (frames: Frames) => Promise<unknown> | undefined): Promise<void> {
    return this.receiver.consume(stop, use);
  }

  consumeTogether(
    stop: StopSignal,
    most: () => number,
    use: (messages: readonly Frames[]) => Promise<unknown>,
  ): Promise<void> {
    return this.receiver.consumeTogether(stop, most, use);
  }
}
