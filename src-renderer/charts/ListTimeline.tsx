import { useTranslation } from 'react-i18next';
import { setFilter, useView } from '../stores/view';
import { spanIn, withSpan } from './span-filter';
import { Timeline } from './Timeline';

/** The whole run above the message list: a part chosen in it is a condition of the list's filter. */
export function ListTimeline() {
  const { t } = useTranslation('charts');
  const text = useView((state) => state.filter.text);
  return (
    <Timeline
      span={spanIn(text)}
      onSpan={(span) => setFilter({ text: withSpan(text, span) })}
      hint={t('timeline.hintList')}
    />
  );
}
