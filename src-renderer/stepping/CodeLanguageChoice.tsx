import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CODE_LANGUAGES } from '../../shared/zmq/life-code';
import { useCodeLanguage } from '../stores/code-language';

/** Node.js or Python, for all the code in the window. */
export function CodeLanguageChoice() {
  const { t } = useTranslation('life');
  const { language } = useCodeLanguage();
  return (
    <SegmentedControl
      value={language}
      onChange={(value) => {
        const chosen = CODE_LANGUAGES.find((each) => each === value);
        if (chosen) useCodeLanguage.setState({ language: chosen });
      }}
      data={CODE_LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
      aria-label={t('language.label')}
      data-testid="code-language"
    />
  );
}
