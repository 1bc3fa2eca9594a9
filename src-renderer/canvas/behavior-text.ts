import type { TFunction } from 'i18next';
import { durationMs, type Duration } from '../../shared/duration';
import type { Behavior, FrameTemplate } from '../../shared/topology/topology';
import { countText, durationText } from '../ui/numbers';

/** Longest piece of a frame or topic that a node quotes. */
const LONGEST_QUOTE = 18;

/** What a socket does by itself, as a short sentence: `requests every 1 s ×10`. */
export function behaviorText(t: TFunction<'canvas'>, behavior: Behavior | undefined): string {
  switch (behavior?.type) {
    case undefined:
    case 'manual':
      return t('behavior.manual');
    case 'generate':
      return withCount(t, delayed(t, generateText(t, behavior), behavior.delay), behavior.count);
    case 'request': {
      const every = behavior.every === undefined ? undefined : duration(behavior.every);
      return withCount(
        t,
        every === undefined ? t('behavior.request') : t('behavior.requestEvery', { every }),
        behavior.count,
      );
    }
    case 'reply': {
      const reply =
        behavior.echo === true ? t('behavior.echo') : t('behavior.reply', { text: quoted(behavior.frames?.at(-1)) });
      return delayed(t, reply, behavior.delay);
    }
    case 'sink':
      return behavior.delay === undefined
        ? t('behavior.sink')
        : t('behavior.sinkDelay', { delay: duration(behavior.delay) });
    case 'subscribe':
      return subscribeText(t, behavior.topics);
    case 'join':
      return behavior.groups.length === 0
        ? t('behavior.joinNothing')
        : t('behavior.join', { groups: quotedList(t, behavior.groups) });
  }
}

function delayed(t: TFunction<'canvas'>, what: string, delay: Duration | undefined): string {
  return delay === undefined ? what : t('behavior.after', { what, delay: duration(delay) });
}

function generateText(t: TFunction<'canvas'>, behavior: Extract<Behavior, { type: 'generate' }>): string {
  const { every, rate, burst } = behavior;
  if (rate === 'max') return t('behavior.generateMax');
  if (rate !== undefined) return t('behavior.generateRate', { rate: countText(rate) });
  if (burst !== undefined && every !== undefined)
    return t('behavior.generateBursts', { burst: countText(burst), every: duration(every) });
  if (burst !== undefined) return t('behavior.generateBurst', { burst: countText(burst) });
  return t('behavior.generateEvery', { every: duration(every ?? 0) });
}

function subscribeText(t: TFunction<'canvas'>, topics: readonly string[]): string {
  if (topics.length === 0) return t('behavior.subscribeNothing');
  if (topics.includes('')) return t('behavior.subscribeAll');
  return t('behavior.subscribe', { topics: quotedList(t, topics) });
}

function quotedList(t: TFunction<'canvas'>, texts: readonly string[]): string {
  return texts.map((text) => t('quote', { text: shortened(text) })).join(t('listSeparator'));
}

function withCount(t: TFunction<'canvas'>, text: string, count: number | undefined): string {
  return count === undefined ? text : t('behavior.times', { what: text, count: countText(count) as unknown as number });
}

function duration(value: Duration): string {
  return durationText(durationMs(value));
}

function quoted(frame: FrameTemplate | undefined): string {
  if (frame === undefined) return '';
  if (typeof frame === 'string') return shortened(frame);
  if ('hex' in frame) return shortened(`0x${frame.hex}`);
  if ('base64' in frame) return shortened(frame.base64);
  return `${countText(frame.size)} B`;
}

/** By whole characters: an emoji is two units of a string. */
function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LONGEST_QUOTE + 2));
  return characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…` : text;
}
