import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { tell } from '../bridge';
import { useKeep } from '../stores/keep';
import { countText } from '../ui/numbers';
import classes from './TaskCard.module.css';

/** What is being exported, saved, opened or replayed: how far it has come, and a way to end it. */
export function TaskCard() {
  const { t } = useTranslation('keep');
  const task = useKeep((state) => state.task);
  if (!task) return undefined;
  return (
    <div className={classes['card']} role="status" data-testid="task-card" data-task={task.task}>
      <div className={classes['head']}>
        <span>{t(`task.${task.task}`)}</span>
        <span className={classes['count']}>{t('task.done', { count: task.done, number: countText(task.done) })}</span>
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => tell('keep:cancel', undefined)}
          data-testid="task-cancel"
        >
          {t('task.cancel')}
        </Button>
      </div>
      <Progress value={task.progress * 100} size={4} aria-label={t(`task.${task.task}`)} />
    </div>
  );
}
