import { useTranslation } from 'react-i18next';
import { showBottom, useView } from '../stores/view';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import classes from './BottomPanel.module.css';
import { BOTTOM_VIEWS } from './bottom-views';

/** The bottom panel: one of its views, and the tabs between them. */
export function BottomPanel() {
  const { t } = useTranslation('app');
  const chosen = useView((state) => state.bottom);
  const View = BOTTOM_VIEWS.find(({ id }) => id === chosen)?.component;
  return (
    <div className={classes['panel']}>
      {BOTTOM_VIEWS.length > 1 && (
        <div className={classes['tabs']} role="tablist" aria-label={t('bottom.label')}>
          {BOTTOM_VIEWS.map(({ id, icon: Icon, badge: Badge }) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={id === chosen}
              className={classes['tab']}
              onClick={() => showBottom(id)}
              data-testid={`bottom-${id}`}
            >
              <Icon size={15} aria-hidden />
              {t(`bottom.${id}`)}
              {Badge && <Badge />}
            </button>
          ))}
        </div>
      )}
      <div className={classes['view']} role="tabpanel">
        <ErrorBoundary>{View && <View />}</ErrorBoundary>
      </div>
    </div>
  );
}
