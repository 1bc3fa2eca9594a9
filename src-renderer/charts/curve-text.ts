import i18next from 'i18next';
import type { CurveName } from './curves';

/** What a curve is called in the window's language. */
export function curveText(name: CurveName): string {
  switch (name.type) {
    case 'everything':
      return i18next.t('charts:curve.everything');
    case 'way':
      return i18next.t('charts:curve.way', { from: name.from, to: name.to });
    case 'socket':
      return i18next.t(`charts:curve.${name.does}`, { name: name.name });
  }
}
