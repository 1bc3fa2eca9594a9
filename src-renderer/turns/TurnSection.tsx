import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { setOption, settingsOf } from '../../shared/topology/socket-settings';
import type { SocketNode } from '../../shared/topology/topology';
import { edit, useTopology } from '../stores/document';
import { useTurns } from '../stores/turns';
import { RequestCounts } from './RequestCounts';
import { TurnLamp } from './TurnLamp';
import classes from './Turns.module.css';
import { useCables, useRequestsOf } from './use-cables';

/** Whose turn it is at a REQ or REP, why, and what can be done where it waits for ever. */
export function TurnSection({ node }: { readonly node: SocketNode }) {
  const { t } = useTranslation('turns');
  const turn = useTurns(({ turns }) => turns.get(node.id));
  const relaxed = useTopology((topology) => settingsOf(topology, node.id).options?.['relaxed'] === true);
  const requests = useRequestsOf(node.id);
  const alone = useCables(node.id).every(({ connected }) => !connected);
  if (!turn) return undefined;
  const relax = () =>
    edit((topology) => setOption(setOption(topology, node.id, 'relaxed', true), node.id, 'correlate', true));
  return (
    <section className={classes['section']} aria-label={t('title')} data-testid="turn">
      <div className={classes['heading']}>
        <h3>{t('title')}</h3>
        <TurnLamp socket={node.id} />
      </div>
      <p>{t(`hint.${turn}`)}</p>
      {turn === 'mustReceive' && alone && (
        <p className={classes['long']} data-testid="turn-alone">
          {t('alone')}
        </p>
      )}
      <RequestCounts {...requests} />
      {node.socket === 'REQ' && !relaxed && turn === 'mustReceive' && (
        <>
          <p>{t('efsm')}</p>
          <Button
            variant="default"
            leftSection={<IconArrowsExchange size={14} />}
            onClick={relax}
            title={t('relaxHint')}
            data-testid="relax"
          >
            {t('relax')}
          </Button>
        </>
      )}
    </section>
  );
}
