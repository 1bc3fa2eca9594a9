import { BACKWARD, FORWARD, type FlowId } from '../../shared/traffic/flow';
import type { TrafficFeed } from '../traffic/feed';
import { PulseSchedule, UNHURRIED_RATE, type Pulse } from '../traffic/pulses';
import { countText } from '../ui/numbers';
import { pointAt, type CablePath } from './cable-path';
import { cableOf } from './cables';
import type { FlowCable } from './flow-cables';
import { regionOf, type PaintView } from './overlay-region';
import { PULSE_COLORS } from './pattern-color';

/** Messages a second of one direction above which its cable shows a stream instead of single pulses, and below which not. */
export const STREAM_FROM = 22;
export const STREAM_UNTIL = 16;

/**
 * Time between two frames while only streams are drawn, as a share of that between two batches: the rest of the time belongs
 * to the engine. A frame that comes for a batch is used where it comes a little earlier, and asked for where none comes.
 */
const STREAM_FRAME = 0.9;
const STREAM_FRAME_LATEST = 1.4;
/** A pattern that moves by half of itself from picture to picture could as well move backwards. */
const LONGEST_STEP = 0.35;

/** A direction of a flow that is too fast for single pulses: its rate, and how far its dashes have moved. */
interface Stream {
  readonly flow: FlowId;
  readonly direction: number;
  rate: number;
  moved: number;
}

/** Draws pulses and streams onto the overlay's canvas. */
export class PulsePainter {
  private readonly schedule = new PulseSchedule();
  private flows: ReadonlyMap<FlowId, FlowCable> = new Map();
  private streams = new Map<number, Stream>();
  private readonly lines = new WeakMap<CablePath, Path2D>();
  private readonly spot = { x: 0, y: 0 };
  private blank = true;
  private before = 0;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly feed: TrafficFeed,
    private readonly scheme: 'light' | 'dark',
    /** True where people asked for less motion: cables then light up instead of dots moving. */
    private readonly still: boolean,
  ) {}

  setFlows(flows: ReadonlyMap<FlowId, FlowCable>): void {
    this.flows = flows;
  }

  clear(): void {
    this.schedule.clear();
    this.streams.clear();
  }

  /** Decides which directions are streams, by their rates. Says whether there is one while nothing is drawn. */
  takeRates(): boolean {
    for (const flow of this.flows.keys()) {
      for (const direction of [FORWARD, BACKWARD]) {
        const key = flow * 2 + direction;
        const rate = this.feed.flowRate(flow, direction);
        const stream = this.streams.get(key);
        if (rate > (stream ? STREAM_UNTIL : STREAM_FROM)) {
          if (stream) stream.rate = rate;
          else this.streams.set(key, { flow, direction, rate, moved: 0 });
        } else if (stream) this.streams.delete(key);
      }
    }
    for (const [key, { flow }] of this.streams) if (!this.flows.has(flow)) this.streams.delete(key);
    return this.blank && this.streams.size > 0;
  }

  /** Draws a frame; says whether it wants the next one, or when. */
  paint(now: number, view: () => PaintView): boolean | number {
    if (this.feed.hasPulses) this.schedule.sync(this.feed.header('t'), now);
    this.feed.drainPulses((flow, direction, t, weight) => this.take(flow, direction, t, weight, now));
    const busy = this.schedule.busy || this.streams.size > 0;
    if (!busy && this.blank) return false;
    const streaming = busy && !this.schedule.busy;
    const latest = this.feed.pace * STREAM_FRAME_LATEST;
    if (streaming && now - this.before < this.feed.pace * STREAM_FRAME) return latest - (now - this.before);
    const seen = view();
    this.prepare(seen);
    this.blank = !busy;
    if (!busy) return false;
    const seconds = Math.min((now - this.before) / 1000, 0.1);
    this.before = now;
    for (const stream of this.streams.values()) this.drawStream(stream, seconds);
    this.schedule.forEach(now, (pulse, progress) => this.drawPulse(pulse, progress, seen.zoom));
    this.clearNodes(seen);
    return streaming ? latest : true;
  }

  private take(flow: FlowId, direction: number, t: number, weight: number, now: number): void {
    const ends = this.flows.get(flow);
    if (!ends || this.streams.has(flow * 2 + direction)) return;
    const rate = Math.max(this.feed.flowRate(flow, FORWARD), this.feed.flowRate(flow, BACKWARD));
    this.schedule.add({ flow, direction, t, weight }, ends, now, rate < UNHURRIED_RATE);
  }

  /** Makes the canvas as large as what may be drawn on it, empties it and puts it where it belongs. */
  private prepare(view: PaintView): void {
    const { context } = this;
    const { canvas } = context;
    const region = regionOf(this.paths(), view);
    const ratio = window.devicePixelRatio;
    const wide = Math.round(region.width * ratio);
    const high = Math.round(region.height * ratio);
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${region.width}px`;
      canvas.style.height = `${region.height}px`;
    }
    const place = `translate(${region.x}px, ${region.y}px)`;
    if (canvas.style.transform !== place) canvas.style.transform = place;
    const zoom = ratio * view.zoom;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, wide, high);
    context.setTransform(zoom, 0, 0, zoom, ratio * (view.x - region.x), ratio * (view.y - region.y));
  }

  private *paths(): Generator<CablePath> {
    for (const { edge } of this.flows.values()) {
      const path = cableOf(edge);
      if (path) yield path;
    }
  }

  /** Cables run below nodes, so what travels on them must not be seen above nodes. */
  private clearNodes({ boxes }: PaintView): void {
    for (const box of boxes) this.context.clearRect(box.x, box.y, box.width, box.height);
  }

  private drawPulse(pulse: Pulse, progress: number, zoom: number): void {
    const found = this.pathOf(pulse.flow);
    if (!found) return;
    const { path, color } = found;
    const { context, spot } = this;
    context.fillStyle = color;
    context.strokeStyle = color;
    if (this.still) {
      context.globalAlpha = 1 - progress;
      context.lineWidth = 5;
      context.stroke(this.lineOf(path));
      context.globalAlpha = 1;
      return;
    }
    const eased = easeInOut(progress);
    const along = pulse.direction === FORWARD ? eased : 1 - eased;
    const radius = Math.max(4.5, 3 / zoom) + (pulse.weight > 1 ? 1.5 : 0);
    for (let tail = 5; tail >= 1; tail--) {
      const behind = (tail * 7) / Math.max(path.length, 1);
      pointAt(path, pulse.direction === FORWARD ? along - behind : along + behind, spot);
      context.globalAlpha = 0.3 - tail * 0.045;
      disc(context, spot.x, spot.y, radius * (1 - tail * 0.1));
    }
    pointAt(path, along, spot);
    context.globalAlpha = 0.22;
    disc(context, spot.x, spot.y, radius + 4.5);
    context.globalAlpha = 1;
    disc(context, spot.x, spot.y, radius);
    if (pulse.weight > 1 && zoom > 0.5) {
      context.font = '600 10px ui-monospace, monospace';
      context.textAlign = 'center';
      context.fillText(`×${countText(pulse.weight)}`, spot.x, spot.y - radius - 6);
    }
  }

  private drawStream(stream: Stream, seconds: number): void {
    const { flow, direction, rate } = stream;
    const found = this.pathOf(flow);
    if (!found) return;
    const { path, color } = found;
    const { context } = this;
    const line = this.lineOf(path);
    const level = streamLevel(rate);
    const both = this.streams.has(flow * 2 + (direction === FORWARD ? BACKWARD : FORWARD));
    context.save();
    // Two streams on one cable run side by side, each on the right of its own way.
    if (both) context.translate(0, direction === FORWARD ? -2.5 : 2.5);
    context.strokeStyle = color;
    context.lineCap = 'round';
    context.globalAlpha = 0.1 + 0.2 * level;
    context.lineWidth = 6 + 6 * level;
    context.stroke(line);
    context.globalAlpha = 0.55 + 0.45 * level;
    context.lineWidth = 2.5 + 1.5 * level;
    const dash = 3 + 9 * level;
    const gap = 16 - 8 * level;
    context.setLineDash([dash, gap]);
    const step = Math.min(seconds * (60 + 120 * level), (dash + gap) * LONGEST_STEP);
    if (!this.still) stream.moved = (stream.moved + step) % (dash + gap);
    context.lineDashOffset = direction === FORWARD ? -stream.moved : stream.moved;
    context.stroke(line);
    context.restore();
  }

  private pathOf(flow: FlowId): { path: CablePath; color: string } | undefined {
    const cable = this.flows.get(flow);
    const path = cable && cableOf(cable.edge);
    return path && cable ? { path, color: PULSE_COLORS[cable.pattern][this.scheme] } : undefined;
  }

  private lineOf(path: CablePath): Path2D {
    let line = this.lines.get(path);
    if (!line) {
      line = new Path2D(path.d);
      this.lines.set(path, line);
    }
    return line;
  }
}

/** How full a stream looks, from 0 at the slowest to 1 at 200,000 messages a second; each factor of ten looks the same. */
export function streamLevel(rate: number): number {
  const level =
    (Math.log10(Math.max(rate, 1)) - Math.log10(STREAM_UNTIL)) / (Math.log10(200_000) - Math.log10(STREAM_UNTIL));
  return Math.min(Math.max(level, 0), 1);
}

function easeInOut(progress: number): number {
  return progress < 0.5 ? 2 * progress * progress : 1 - 2 * (1 - progress) * (1 - progress);
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
