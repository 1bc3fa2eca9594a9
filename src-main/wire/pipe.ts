import type { Socket } from 'node:net';
import type { Outlet, Stage } from './stage';
import { TurnEnd } from './turn-end';
import type { WireReader } from './wire-reader';

/** Chunks up to this length in bytes are put off. */
const SMALL = 1024;
const NOTHING = Buffer.alloc(0);
/** The event loop has one turn for all. */
const turnEnd = new TurnEnd();

/**
 * One direction of a connection: chunks from the source socket pass the stages, are read and written to the
 * destination as they are. It keeps at most the one chunk that the destination's kernel buffer would not take; until
 * that is gone the source is not read, so the sender's own high-water mark works as if it were connected directly.
 *
 * Small chunks are written when the event loop has read from every socket that has something: where many connections have a
 * message each, the program behind them is then woken once and not for each, which costs more than all the rest.
 */
export class Pipe implements Outlet {
  private stages: readonly Stage[] = [];
  private head: Outlet = this;
  private waiting = false;
  private source: Socket | undefined;
  private destination: Socket | undefined;
  /** What is put off until the end of the event loop's turn: `later[0, put)`. */
  private later: Buffer | undefined;
  private put = 0;
  /** The part of `later` that was written last: messages of one connection often have one length. */
  private written: Buffer = NOTHING;

  constructor(readonly reader: WireReader) {}

  /** @param ended ends the destination when the source has ended */
  connect(source: Socket, destination: Socket, ended: () => void = () => destination.end()): void {
    this.source = source;
    this.destination = destination;
    source.on('end', () => {
      this.flush();
      ended();
    });
  }

  insert(stage: Stage): void {
    this.arrange([stage, ...this.stages]);
  }

  /** Takes a stage out that holds nothing any more, and lets the source go on. */
  remove(stage: Stage): void {
    this.arrange(this.stages.filter((other) => other !== stage));
    this.proceed();
  }

  /** A chunk from the source. False when the source must stop until it is resumed; the chunk's bytes are in use until then. */
  receive(chunk: Uint8Array): boolean {
    this.head.write(chunk);
    this.waiting = this.blocked;
    return !this.waiting;
  }

  write(chunk: Uint8Array): number {
    const taken = this.reader.read(chunk, 0, chunk.length);
    if (taken > 0) {
      if (this.put + taken <= SMALL) this.putOff(chunk, taken);
      else this.writeNow(taken === chunk.length ? chunk : chunk.subarray(0, taken));
    }
    return taken;
  }

  /** Writes what is put off. Call it before the destination is closed. */
  readonly flush = (): void => {
    const { destination, later, put } = this;
    if (put === 0 || !later) return;
    this.put = 0;
    if (!destination || !isOpen(destination)) return;
    if (this.written.length !== put) this.written = later.subarray(0, put);
    // Most often the kernel takes it at once. To be told so each time costs as much as to write it.
    destination.write(this.written);
    if (!this.blocked) return;
    destination.write(NOTHING, this.proceed);
    // It is in use until it is written, and the source has to stop until then.
    this.later = undefined;
    this.written = NOTHING;
    if (!this.waiting) this.source?.pause();
    this.waiting = true;
  };

  /** The source had to stop. */
  get stalled(): boolean {
    return this.waiting;
  }

  /** A stage keeps bytes back. */
  get held(): boolean {
    return this.stages.some((stage) => stage.holding);
  }

  /**
   * A write that the kernel took at once has left nothing behind by the time `write` returns; only then may the buffer
   * be read into again.
   */
  private get blocked(): boolean {
    return (this.destination?.writableLength ?? 0) > 0 || this.held;
  }

  /** Lets the source go on where it had to stop. A stage that holds nothing any more calls it. */
  readonly proceed = (): void => {
    if (!this.waiting || this.blocked) return;
    this.waiting = false;
    this.source?.resume();
  };

  private writeNow(chunk: Uint8Array): void {
    const { destination } = this;
    this.flush();
    if (destination && isOpen(destination)) destination.write(chunk, this.proceed);
  }

  private putOff(chunk: Uint8Array, length: number): void {
    this.later ??= Buffer.allocUnsafeSlow(SMALL);
    if (this.put === 0) turnEnd.add(this.flush);
    this.later.set(length === chunk.length ? chunk : chunk.subarray(0, length), this.put);
    this.put += length;
  }

  private arrange(stages: readonly Stage[]): void {
    this.stages = stages;
    this.head = stages.reduceRight<Outlet>(
      (next, stage) => ({
        write: (chunk) => {
          stage.write(chunk, next);
          return chunk.length;
        },
      }),
      this,
    );
  }
}

function isOpen({ writableEnded, destroyed }: Socket): boolean {
  return !writableEnded && !destroyed;
}
