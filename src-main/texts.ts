import { createInstance, type TFunction } from 'i18next';
import { SHELL_TEXTS } from '../shared/i18n/shell-texts';
import { LANGUAGES, type Language, type Settings } from '../shared/settings';

/** Gives the translations of native menus and dialogs: keys are `main:unsaved.save`, `commands:file.new`. */
export type Translate = TFunction<['main', 'commands']>;

/** The translator of one language. */
export function translatorFor(language: Language): Translate {
  const instance = createInstance({
    lng: language,
    fallbackLng: 'en',
    ns: ['main', 'commands'],
    defaultNS: 'main',
    resources: SHELL_TEXTS,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  void instance.init();
  return instance.getFixedT(language, ['main', 'commands']);
}

/**
 * The language to use: the settings' one, or the first of the system's preferred languages that the app has. Every Chinese
 * gets the simplified one, and every other language English.
 */
export function languageOf(setting: Settings['language'], preferred: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const [primary] = tag.toLowerCase().split('-');
    if (primary === 'zh') return 'zh-CN';
    const found = LANGUAGES.find((language) => language === primary);
    if (found) return found;
  }
  return 'en';
}
