import { IconLock, IconLockOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZapLog } from '../../shared/security/security';
import type { SocketKey } from '../../shared/topology/topology';
import { request } from '../bridge';
import fieldClasses from '../inspector/fields/Fields.module.css';
import { isRunning, useRuntime } from '../stores/runtime';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import classes from './Security.module.css';

/** Milliseconds between two looks at the log while a run is on. */
const LOOK_MS = 500;
/** Decisions that are shown; the counts are of all. */
const MOST_SHOWN = 50;

/** Who called on a secured socket, and whether they were let in; live while it runs. */
export function ZapLogView({ socket }: { readonly socket: SocketKey }) {
  const { t } = useTranslation('security');
  const running = useRuntime(isRunning);
  const [log, setLog] = useState<ZapLog>();
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const next = await request('security:log', { sockets: [socket] });
      if (over) return;
      setLog(next);
      if (running) timer = setTimeout(again, LOOK_MS);
    };
    const again = () => {
      look().catch((error: unknown) => console.error('security:log failed', error));
    };
    again();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [socket, running]);
  const decisions = log?.decisions.slice(0, MOST_SHOWN) ?? [];
  return (
    <div className={fieldClasses['stack']} data-testid="zap-log">
      <span className={fieldClasses['label']}>
        {t('log.title')}
        {log && log.allowed + log.denied > 0 && (
          <span className={classes['counts']}>
            {t('log.counts', { allowed: countText(log.allowed), denied: countText(log.denied) })}
          </span>
        )}
      </span>
      {decisions.length === 0 ? (
        <p className={fieldClasses['note']}>{t(running ? 'log.nobody' : 'log.notRunning')}</p>
      ) : (
        <ul className={classes['log']} data-selectable>
          {decisions.map(({ number, t: at, who, address, verdict, reason, mechanism }) => (
            <li key={number} data-verdict={verdict}>
              {verdict === 'allowed' ? <IconLock size={13} aria-hidden /> : <IconLockOff size={13} aria-hidden />}
              <span className={classes['time']}>{timeText(at, 3)}</span>
              <span className={classes['caller']} title={who}>
                <span className={classes['who']}>{who || t('log.anybody')}</span>
                <span className={classes['address']}>{address || t('log.ipc')}</span>
              </span>
              <span className={classes['reason']}>{t(`reason.${reason}`, { mechanism })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
