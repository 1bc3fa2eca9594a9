import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { lacksTransport } from '../../shared/zmq/library';
import type { SocketType } from '../../shared/zmq/socket-types';
import { transportsOf, type Transport } from '../../shared/zmq/transports';
import { useRuntime } from '../stores/runtime';
import fieldClasses from './fields/Fields.module.css';

interface TransportSelectProps {
  readonly value: Transport;
  /** The two sockets of the link. */
  readonly types: readonly SocketType[];
  readonly onChange: (transport: Transport) => void;
}

/** The transports that both ends can use; those that the loaded library lacks cannot be chosen, and it says why. */
export function TransportSelect({ value, types, onChange }: TransportSelectProps) {
  const { t } = useTranslation(['inspector', 'types']);
  const library = useRuntime(({ status }) => status.library);
  const offered = transportsOf(...types);
  const lacking = offered.flatMap((transport) => {
    const remedy = lacksTransport(library, transport);
    return remedy === undefined ? [] : [{ transport, remedy }];
  });
  return (
    <>
      <NativeSelect
        size="xs"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Transport)}
        data={offered.map((transport) => {
          const lacks = transport !== value && lacking.some((each) => each.transport === transport);
          const label = lacks ? t('types:transport', { transport }) : transport;
          return { value: transport, label, disabled: lacks };
        })}
        aria-label={t('inspector:link.transport')}
        data-testid="link-transport"
      />
      {lacking.length > 0 && (
        <details
          className={fieldClasses['note']}
          open={lacking.some(({ transport }) => transport === value) || undefined}
        >
          <summary>{t('types:lacking', { transports: lacking.map(({ transport }) => transport).join(', ') })}</summary>
          {lacking.map(({ transport, remedy }) => (
            <p key={transport} className={fieldClasses['note']} data-testid={`lacks-${transport}`}>
              {t('types:why', { transport, remedy: t(`types:remedy.${remedy}`) })}
            </p>
          ))}
        </details>
      )}
    </>
  );
}
