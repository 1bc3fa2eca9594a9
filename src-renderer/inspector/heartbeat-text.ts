import type { TFunction } from 'i18next';
import type { ConnectionFacts } from '../../shared/wire/ladder';
import { feed } from '../traffic/feed';
import { spanText } from '../wire-view/wire-text';

/** How the heart of a connection beats: the newest PING of either side and what became of it. */
export function heartbeatText({ heartbeats, closedAt }: ConnectionFacts, t: TFunction<'peers'>): string {
  const { connecting, binding } = heartbeats;
  const beat = connecting && binding ? (connecting.at > binding.at ? connecting : binding) : (connecting ?? binding);
  if (!beat) return t('noBeat');
  const ago = spanText(Math.max(0, (closedAt ?? feed.header('t')) - beat.at));
  return beat.roundTrip === undefined || beat.pongs < beat.pings
    ? t('beatUnanswered', { ago })
    : t('beat', { time: spanText(beat.roundTrip), ago });
}
