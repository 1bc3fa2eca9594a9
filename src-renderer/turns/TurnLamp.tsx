import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTurns } from '../stores/turns';
import classes from './Turns.module.css';

/** Whose turn it is at a REQ or REP, while it runs. */
export function TurnLamp({ socket }: { readonly socket: string }) {
  const { t } = useTranslation('turns');
  const turn = useTurns(({ turns }) => turns.get(socket));
  if (!turn) return undefined;
  return (
    <Tooltip label={t(`hint.${turn}`)} multiline w={260}>
      <span className={classes['lamp']} data-turn={turn} data-testid={`turn-${socket}`}>
        {t(`lamp.${turn}`)}
      </span>
    </Tooltip>
  );
}
