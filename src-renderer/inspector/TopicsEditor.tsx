import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { faulty } from '../../shared/field-fault';
import { ok, type Problem } from '../../shared/result';
import { LIMITS } from '../../shared/topology/schema';
import { DraftField } from './fields/DraftField';
import classes from './fields/Fields.module.css';

interface TopicsEditorProps {
  readonly topics: readonly string[];
  readonly onChange: (topics: readonly string[]) => Problem | undefined;
}

/** What a subscriber asks for: the beginnings of messages. */
export function TopicsEditor({ topics, onChange }: TopicsEditorProps) {
  const { t } = useTranslation('inspector');
  return (
    <div role="group" aria-label={t('topics.title')} className={classes['stack']}>
      <span className={classes['label']}>{t('topics.title')}</span>
      {topics.length === 0 && <p className={classes['note']}>{t('topics.none')}</p>}
      {topics.map((topic, index) => (
        <div key={`${index} ${topic}`} className={classes['tight']}>
          <DraftField
            value={topic}
            parse={(text) =>
              topics.some((other, at) => at !== index && other === text) ? faulty('topic-twice') : ok(text)
            }
            apply={(text) => onChange(topics.map((old, at) => (at === index ? text : old)))}
            placeholder={t('topics.all')}
            ariaLabel={t('topics.topic')}
            mono
            testId={`topic-${index}`}
          />
          <Tooltip label={t('topics.remove')}>
            <ActionIcon
              size={28}
              aria-label={t('topics.remove')}
              onClick={() => onChange(topics.filter((_, at) => at !== index))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} />}
        disabled={topics.length >= LIMITS.topics}
        onClick={() => onChange([...topics, freeTopic(topics)])}
        className={classes['start'] ?? ''}
      >
        {t('topics.add')}
      </Button>
    </div>
  );
}

/** A topic that is not there yet, to be typed over. */
function freeTopic(topics: readonly string[]): string {
  if (!topics.includes('')) return '';
  let number = 1;
  while (topics.includes(`topic${number}`)) number++;
  return `topic${number}`;
}
