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
  /** What a DISH joins in place of topics. */
  readonly groups?: boolean;
}

/** What a subscriber asks for: the beginnings of messages, or the groups that a DISH joins. */
export function TopicsEditor({ topics, onChange, groups = false }: TopicsEditorProps) {
  const { t } = useTranslation(['inspector', 'types']);
  const text = groups
    ? {
        title: t('types:groups.title'),
        none: t('types:groups.none'),
        all: '',
        topic: t('types:groups.group'),
        add: t('types:groups.add'),
        remove: t('types:groups.remove'),
      }
    : {
        title: t('inspector:topics.title'),
        none: t('inspector:topics.none'),
        all: t('inspector:topics.all'),
        topic: t('inspector:topics.topic'),
        add: t('inspector:topics.add'),
        remove: t('inspector:topics.remove'),
      };
  return (
    <div role="group" aria-label={text.title} className={classes['stack']}>
      <span className={classes['label']}>{text.title}</span>
      {topics.length === 0 && <p className={classes['note']}>{text.none}</p>}
      {topics.map((topic, index) => (
        <div key={`${index} ${topic}`} className={classes['tight']}>
          <DraftField
            value={topic}
            parse={(typed) =>
              topics.some((other, at) => at !== index && other === typed) ? faulty('topic-twice') : ok(typed)
            }
            apply={(typed) => onChange(topics.map((old, at) => (at === index ? typed : old)))}
            placeholder={text.all}
            ariaLabel={text.topic}
            mono
            testId={`topic-${index}`}
          />
          <Tooltip label={text.remove}>
            <ActionIcon
              size={28}
              aria-label={text.remove}
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
        {text.add}
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
