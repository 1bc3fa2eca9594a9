import { TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jsonPath } from '../../shared/filter/json-path';
import { setChartedPath, useChartRange } from './chart-range';
import classes from './Charts.module.css';

/** Where the number is that is charted: typed as a path into the JSON of the messages. */
export function PathField() {
  const { t } = useTranslation('charts');
  const path = useChartRange((state) => state.path);
  const [typed, setTyped] = useState(path);
  const wrong = typed.trim() !== '' && jsonPath(typed) === undefined;
  return (
    <Tooltip label={t('number.fieldHint')}>
      <TextInput
        className={classes['path'] ?? ''}
        value={typed}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          if (text.trim() === '' || jsonPath(text)) setChartedPath(text.trim());
        }}
        error={wrong}
        placeholder={t('number.field')}
        aria-label={t('number.field')}
        maxLength={200}
        spellCheck={false}
        data-testid="chart-path"
      />
    </Tooltip>
  );
}
