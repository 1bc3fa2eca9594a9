import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '../../shared/settings';

const files = import.meta.glob<Record<string, unknown>>('../../shared/i18n/*/*.json', {
  eager: true,
  import: 'default',
});

/** Every namespace of every language: the files' folder is the language, their name the namespace. */
export function resources(): Record<string, Record<string, Record<string, unknown>>> {
  const found: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [path, strings] of Object.entries(files)) {
    const [language, file] = path.split('/').slice(-2);
    if (language === undefined || file === undefined) continue;
    found[language] = { ...found[language], [file.replace('.json', '')]: strings };
  }
  return found;
}

/** Makes the translations ready. Strings are named `namespace:key.key`. */
export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: resources() as Record<string, Record<string, Record<string, string>>>,
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES],
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Switches every visible text, while running. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
