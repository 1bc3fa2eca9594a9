import { SegmentedControl, Tooltip } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { socketFacts, SOCKET_TYPES } from '../../shared/zmq/socket-types';
import type { ConnectionFacts } from '../../shared/wire/ladder';
import { chooseConnection, setWireSource, useWire } from '../stores/wire';
import { countText, shortCountText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './ConnectionList.module.css';
import { protocolText, sideName } from './wire-text';

const ITEM_HEIGHT = 46;

interface ConnectionListProps {
  readonly connections: readonly ConnectionFacts[];
  readonly forgotten: number;
  readonly shown: number | undefined;
}

/** Every connection that is or was: live, ended, failed. */
export function ConnectionList({ connections, forgotten, shown }: ConnectionListProps) {
  const { t } = useTranslation('wire');
  const source = useWire((state) => state.source);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: connections.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ITEM_HEIGHT,
    overscan: 6,
    getItemKey: (index) => connections[index]?.id ?? index,
    initialRect: { width: 0, height: 400 },
  });
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = connections.findIndex(({ id }) => id === shown) + step;
    const next = connections[Math.min(Math.max(at, 0), connections.length - 1)];
    if (!next) return;
    chooseConnection(next.id);
    virtual.scrollToIndex(connections.indexOf(next));
  };
  const count = connections.length;
  return (
    <>
      <div className={classes['bar']}>
        <Tooltip label={t('source.hint')}>
          <SegmentedControl
            size="xs"
            value={source}
            onChange={(value) => setWireSource(value === 'all' ? 'all' : 'selection')}
            data={[
              { value: 'selection', label: t('source.selection') },
              { value: 'all', label: t('source.all') },
            ]}
            aria-label={t('source.label')}
          />
        </Tooltip>
        <span className={classes['count']}>{t('list.count', { count, number: countText(count) })}</span>
      </div>
      <div
        ref={scroller}
        className={classes['scroller']}
        role="listbox"
        aria-label={t('list.label')}
        aria-activedescendant={shown === undefined ? undefined : `connection-${shown}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-testid="wire-connections"
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const connection = connections[index];
            return (
              connection && (
                <div key={key} className={classes['place']} style={{ transform: `translateY(${start}px)` }}>
                  <Item connection={connection} selected={connection.id === shown} />
                </div>
              )
            );
          })}
        </div>
        {forgotten > 0 && (
          <p className={classes['forgotten']}>
            {t('list.forgotten', { count: forgotten, number: countText(forgotten) })}
          </p>
        )}
      </div>
    </>
  );
}

function Item({ connection, selected }: { readonly connection: ConnectionFacts; readonly selected: boolean }) {
  const { t } = useTranslation(['wire', 'app']);
  const { id, phase, connecting, binding, endpoint, remote, forward, backward, openedAt, link } = connection;
  const said = [connecting.mechanism, protocolText(connecting.version)].filter(Boolean).join(' · ');
  return (
    <div
      id={`connection-${id}`}
      className={classes['item']}
      role="option"
      aria-selected={selected}
      onClick={() => chooseConnection(id)}
      title={[endpoint, remote, link, t('app:duration.seconds', { value: timeText(openedAt) })]
        .filter(Boolean)
        .join(' · ')}
      data-testid={`connection-${id}`}
      data-phase={phase}
    >
      <span className={classes['phase']} data-phase={phase} title={t(`phase.${phase}`)} />
      <span className={classes['ends']}>
        <span className={classes['name']}>{sideName(connecting, t)}</span>
        <span className={classes['to']}>→</span>
        <span className={classes['name']}>{sideName(binding, t)}</span>
      </span>
      <span className={classes['counts']}>
        {shortCountText(forward.messages)}→ ←{shortCountText(backward.messages)}
      </span>
      <span className={classes['facts']}>
        <Types connecting={connecting} binding={binding} />
        {[t(`phase.${phase}`), said].filter(Boolean).join(' · ')}
      </span>
      <span className={classes['time']}>{t('app:duration.seconds', { value: timeText(openedAt, 1) })}</span>
    </div>
  );
}

/** What the sockets at both ends are, where one of them has said so. */
function Types({ connecting, binding }: Pick<ConnectionFacts, 'connecting' | 'binding'>) {
  const types = [connecting.socketType, binding.socketType];
  const known = types.find((type) => type !== '');
  if (known === undefined) return undefined;
  return (
    <span className={classes['type']} data-pattern={patternOf(known)} translate="no">
      {types.map((type) => type || '?').join(' → ')}
    </span>
  );
}

export function patternOf(type: string): string | undefined {
  const known = SOCKET_TYPES.find((candidate) => candidate === type);
  return known && socketFacts(known).pattern;
}
