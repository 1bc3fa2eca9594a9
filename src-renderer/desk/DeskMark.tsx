import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SocketKey } from '../../shared/topology/topology';
import { useSocketStatus } from '../stores/runtime';
import classes from './Desk.module.css';

/** On a node: a subscription waits to be decided on in the inspector. */
export function DeskMark({ socket }: { readonly socket: SocketKey }) {
  const { t } = useTranslation('desk');
  const asked = useSocketStatus(socket)?.desk?.asked;
  if (!asked) return undefined;
  return (
    <Tooltip label={t('markHint')} multiline w={260}>
      <span className={classes['mark']} data-testid={`desk-mark-${socket}`}>
        {t('mark')}
      </span>
    </Tooltip>
  );
}
