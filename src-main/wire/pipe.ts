import type { Socket } from 'node:net';
import type { Outlet, Stage } from './stage';
import type { WireReader } from './wire-reader';

/**
 * One direction of a connection: chunks from the source socket pass the stages, are read and written to the
 * destination as they are. It keeps at most the one chunk that the destination's kernel buffer would not take; until
 * that is gone the source is not read, so the sender's own high-water mark works as if it were connected directly.
 */
export class Pipe implements Outlet {
  private stages: readonly Stage[] = [];
  private head: Outlet = this;
  private waiting = false;
  private source: Socket | undefined;
  private destination: Socket | undefined;

  constructor(readonly reader: WireReader) {}

  connect(source: Socket, destination: Socket): void {
    this.source = source;
    this.destination = destination;
    source.on('end', () => destination.end());
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
    const { destination } = this;
    if (taken > 0 && destination !== undefined && !destination.writableEnded && !destination.destroyed) {
      destination.write(taken === chunk.length ? chunk : chunk.subarray(0, taken), this.proceed);
    }
    return taken;
  }

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
