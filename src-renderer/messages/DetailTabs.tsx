import { useTranslation } from 'react-i18next';
import { showDetail } from '../stores/view';
import classes from './DetailTabs.module.css';
import type { DetailViewFacts } from './detail-views';

interface DetailTabsProps {
  readonly views: readonly DetailViewFacts[];
  readonly chosen: DetailViewFacts['id'] | undefined;
}

/** The tabs between the ways to look at the opened item. Arrow keys go from one to the next. */
export function DetailTabs({ views, chosen }: DetailTabsProps) {
  const { t } = useTranslation('frames');
  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = views.findIndex(({ id }) => id === chosen);
    const next = (at + step + views.length) % views.length;
    const view = views[next];
    if (!view) return;
    showDetail(view.id);
    const tab = event.currentTarget.children[next];
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div className={classes['tabs']} role="tablist" aria-label={t('tab.label')} onKeyDown={onKeyDown}>
      {views.map(({ id, title, icon: Icon }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          className={classes['tab']}
          onClick={() => showDetail(id)}
          data-testid={`detail-${id}`}
        >
          <Icon size={14} aria-hidden />
          {t(title)}
        </button>
      ))}
    </div>
  );
}
