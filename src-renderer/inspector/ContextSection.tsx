import { useTranslation } from 'react-i18next';
import { DEFAULT_CONTEXT, IO_THREADS, MAX_SOCKETS, type ContextSettings } from '../../shared/zmq/context';
import { useRuntime } from '../stores/runtime';
import { changeSettings } from '../stores/settings';
import { useView } from '../stores/view';
import { countText } from '../ui/numbers';
import { WholeField } from './fields/NumberFields';
import { Facts, Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';

/** The library takes it for as long as a message can be. */
const UNLIMITED = 2_147_483_647;

/**
 * ZeroMQ's context, in which every socket of the app lives: what is set on it, and how many of its sockets are open. Threads
 * and sockets are counted out when the first socket is created (`zmq_ctx_set(3)`), so a change starts the engine anew.
 */
export function ContextSection() {
  const { t } = useTranslation('context');
  const context = useRuntime(({ status }) => status.library.context);
  const open = useRuntime(({ status }) => status.openSockets);
  const stopped = useRuntime(({ status }) => status.state === 'stopped');
  const chosen = useView(({ settings }) => settings.context);
  const put = (change: Partial<ContextSettings>) => {
    changeSettings({ context: { ...chosen, ...change } });
    return undefined;
  };
  if (!context) return undefined;
  const { topology, monitors, zap } = open;
  const all = topology + monitors + zap;
  const own = [
    ...(monitors > 0 ? [t('monitors', { count: monitors })] : []),
    ...(zap > 0 ? [t('zap', { count: zap })] : []),
  ];
  return (
    <Section title={t('title')} testId="context">
      <p className={fieldClasses['note']}>{t('about')}</p>
      {stopped && (
        <div className={fieldClasses['row']}>
          <WholeField
            label={t('ioThreads')}
            value={chosen.ioThreads}
            {...IO_THREADS}
            onChange={(ioThreads = DEFAULT_CONTEXT.ioThreads) => put({ ioThreads })}
            testId="context-io-threads"
          />
          <WholeField
            label={t('maxSockets')}
            value={chosen.maxSockets}
            least={MAX_SOCKETS.least}
            most={Math.min(MAX_SOCKETS.most, context.socketLimit)}
            onChange={(maxSockets = DEFAULT_CONTEXT.maxSockets) => put({ maxSockets })}
            testId="context-max-sockets"
          />
        </div>
      )}
      <Facts
        facts={[
          ...(stopped
            ? []
            : ([
                [t('ioThreads'), countText(context.ioThreads)],
                [t('maxSockets'), countText(context.maxSockets)],
              ] as const)),
          [
            t('open'),
            <span key="open" data-testid="context-open">
              {t('openOf', { count: all, countText: countText(all), most: countText(context.maxSockets) })}
              {own.length > 0 && ` (${[t('ofTopology', { count: topology }), ...own].join(' · ')})`}
            </span>,
          ],
          [
            t('maxMessageSize'),
            context.maxMessageSize >= UNLIMITED ? t('unlimited') : countText(context.maxMessageSize),
          ],
          ['ipv6', t(context.ipv6 ? 'ipv6On' : 'ipv6Off')],
          ['blocky', t(context.blocky ? 'blockyOn' : 'blockyOff')],
        ]}
      />
      <p className={fieldClasses['note']}>{t(stopped ? 'anew' : 'fixed')}</p>
    </Section>
  );
}
