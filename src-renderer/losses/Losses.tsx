import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FlowId } from '../../shared/traffic/flow';
import type { FlowName } from '../../shared/traffic/flow-names';
import { countOf, type LossReport, type LossRow } from '../../shared/traffic/losses';
import { nodeIdOf } from '../../shared/topology/topology';
import { useFlowNames } from '../messages/use-flow-names';
import { useHealth } from '../stores/health';
import { useRuntime } from '../stores/runtime';
import { useSocketName } from '../stores/socket-name';
import { openItem, select, selectPeer, showBottom } from '../stores/view';
import { endName } from '../ui/end-name';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './Losses.module.css';

/** Examples of one line that are offered to be opened. */
const SHOWN_EXAMPLES = 5;

/** The bottom panel's losses: what did not arrive, by socket, cable and cause, with what that means. */
export function Losses() {
  const { t } = useTranslation('losses');
  const rows = useHealth((health) => health.losses.rows);
  const uncounted = useHealth((health) => health.losses.uncounted);
  const began = useRuntime((state) => state.status.sockets.length > 0);
  const names = useFlowNames();
  const sorted = rows.toSorted((one, other) => countOf(other) - countOf(one));
  return (
    <section className={classes['losses']} aria-label={t('label')} data-testid="losses" data-selectable>
      {rows.length === 0 ? (
        <div className={classes['empty']}>
          <p>{t(began ? 'none' : 'notRunning')}</p>
          <p className={classes['muted']}>{t('noneHint')}</p>
        </div>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">{t('column.cause')}</th>
              <th scope="col" className={classes['number']}>
                {t('column.count')}
              </th>
              <th scope="col">{t('column.known')}</th>
              <th scope="col">{t('column.socket')}</th>
              <th scope="col">{t('column.cable')}</th>
              <th scope="col">{t('column.when')}</th>
              <th scope="col">{t('column.examples')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <Row key={`${row.socket} ${row.flow ?? ''} ${row.cause}`} row={row} names={names} />
            ))}
          </tbody>
        </table>
      )}
      {uncounted.map(({ socket, why }) => (
        <Uncounted key={socket} socket={socket} why={why} />
      ))}
    </section>
  );
}

function Uncounted({ socket, why }: LossReport['uncounted'][number]) {
  const { t } = useTranslation('losses');
  const name = useSocketName(socket);
  return (
    <p className={classes['uncounted']} data-testid="uncounted" data-socket={socket}>
      {t('uncounted', { socket: name, why: t(`why.${why}`) })}
    </p>
  );
}

function Row({ row, names }: { readonly row: LossRow; readonly names: ReadonlyMap<FlowId, FlowName> }) {
  const { t } = useTranslation('losses');
  return (
    <tr data-testid="loss-row" data-cause={row.cause} data-socket={row.socket} data-count={countOf(row)}>
      <td className={classes['cause']}>
        <strong>{t(`cause.${row.cause}.name`)}</strong>
        <span>{t(`cause.${row.cause}.why`)}</span>
      </td>
      <td className={classes['number']}>{countText(countOf(row))}</td>
      <td>
        <Sureness row={row} />
      </td>
      <td>
        <SocketName socket={row.socket} />
      </td>
      <td>
        <CableName name={row.flow === undefined ? undefined : names.get(row.flow)} />
      </td>
      <td className={classes['when']}>{t('seconds', { from: timeText(row.first), to: timeText(row.last) })}</td>
      <td>
        <div className={classes['examples']}>
          {row.examples.slice(0, SHOWN_EXAMPLES).map((seq) => (
            <button
              key={seq}
              type="button"
              className={classes['example']}
              aria-label={t('row.example', { seq })}
              onClick={() => {
                openItem(seq);
                showBottom('messages');
              }}
            >
              #{countText(seq)}
            </button>
          ))}
        </div>
      </td>
    </tr>
  );
}

function Sureness({ row: { exact, inferred } }: { readonly row: LossRow }) {
  const { t } = useTranslation('losses');
  const known = inferred === 0 ? 'exact' : 'inferred';
  const text =
    exact > 0 && inferred > 0
      ? t('known.both', { exact: countText(exact), inferred: countText(inferred) })
      : t(`known.${known}`);
  return (
    <Tooltip label={t(`knownHint.${known}`)} multiline maw={320}>
      <span className={classes['known']} data-known={known}>
        {text}
      </span>
    </Tooltip>
  );
}

function SocketName({ socket }: { readonly socket: string }) {
  const { t } = useTranslation('losses');
  const name = useSocketName(socket);
  return (
    <button type="button" className={classes['place']} title={t('row.show')} onClick={() => select([nodeIdOf(socket)])}>
      {name}
    </button>
  );
}

function CableName({ name }: { readonly name: FlowName | undefined }) {
  const { t } = useTranslation('losses');
  if (!name || name.kind === 'socket') return <span className={classes['muted']}>{t('row.anyCable')}</span>;
  return (
    <button
      type="button"
      className={classes['place']}
      title={t('row.show')}
      onClick={() => (name.kind === 'link' ? select([], [name.id]) : selectPeer(name.id))}
    >
      {endName(name.connecting)} – {endName(name.binding)}
    </button>
  );
}
