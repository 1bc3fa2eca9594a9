import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlug, IconPlugConnected, IconPlus, IconTrash, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseEndpointField } from '../../shared/field-fault';
import { mechanismOf } from '../../shared/security/security';
import { setEndpoints, settingsOf } from '../../shared/topology/socket-settings';
import type { SocketKey } from '../../shared/topology/topology';
import type { EndpointStatus } from '../../shared/traffic/status';
import { parseEndpoint, type EndpointUse } from '../../shared/zmq/endpoint';
import { isLocal } from '../../shared/zmq/endpoint-reach';
import { lacksTransport } from '../../shared/zmq/library';
import { edit, tryEdit, useTopology } from '../stores/document';
import { isRunning, useRuntime, useSocketStatus } from '../stores/runtime';
import classes from './EndpointsEditor.module.css';
import { DraftField } from './fields/DraftField';
import { ProblemList } from './fields/ProblemList';

interface EndpointsEditorProps {
  readonly socket: SocketKey;
  readonly use: EndpointUse;
  readonly title: string;
  readonly hint: string;
  /** How typed endpoints are read; a program outside is connected to where it binds. */
  readonly readAs?: EndpointUse;
}

/** The endpoints a socket binds or connects to besides its links, and what became of each. */
export function EndpointsEditor({ socket, use, title, hint, readAs = use }: EndpointsEditorProps) {
  const { t } = useTranslation('inspector');
  const endpoints = useTopology((topology) => settingsOf(topology, socket)[use]) ?? [];
  const mechanism = useTopology((topology) => mechanismOf(settingsOf(topology, socket).security));
  const running = useRuntime(isRunning);
  const known = useSocketStatus(socket);
  const status = running ? known : undefined;
  const [adding, setAdding] = useState(false);
  const put = (next: readonly string[]) => tryEdit((topology) => setEndpoints(topology, socket, use, next));
  return (
    <div className={classes['endpoints']} role="group" aria-label={title}>
      <div className={classes['heading']}>
        {use === 'bind' ? <IconPlugConnected size={14} aria-hidden /> : <IconPlug size={14} aria-hidden />}
        <Tooltip label={hint}>
          <span>{title}</span>
        </Tooltip>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          onClick={() => setAdding(true)}
          data-testid={`add-${use}-${socket}`}
        >
          {t('endpoints.add')}
        </Button>
      </div>
      {endpoints.length === 0 && !adding && <p className={classes['none']}>{hint}</p>}
      {endpoints.map((text, index) => (
        <Row
          key={`${index} ${text}`}
          text={text}
          readAs={readAs}
          mechanism={mechanism}
          status={status?.endpoints.find((each) => each.use === use && each.given === text)}
          onPut={(next) => put(endpoints.map((old, at) => (at === index ? next : old)))}
          onRemove={() =>
            edit((topology) =>
              setEndpoints(
                topology,
                socket,
                use,
                endpoints.filter((_, at) => at !== index),
              ),
            )
          }
        />
      ))}
      {adding && (
        <DraftField
          value=""
          parse={(text) => parseEndpointField(text, readAs)}
          apply={(text) => put([...endpoints, text])}
          onDone={() => setAdding(false)}
          placeholder={use === 'bind' ? 'tcp://127.0.0.1:5555' : 'tcp://localhost:5555'}
          ariaLabel={t('endpoints.new')}
          mono
          autoFocus
          testId={`new-${use}`}
        />
      )}
    </div>
  );
}

interface RowProps {
  readonly text: string;
  readonly readAs: EndpointUse;
  readonly mechanism: ReturnType<typeof mechanismOf>;
  readonly status: EndpointStatus | undefined;
  readonly onPut: (text: string) => ReturnType<typeof tryEdit>;
  readonly onRemove: () => void;
}

function Row({ text, readAs, mechanism, status, onPut, onRemove }: RowProps) {
  const { t } = useTranslation(['inspector', 'types']);
  const library = useRuntime(({ status: { library: loaded } }) => loaded);
  const parsed = parseEndpoint(text, readAs);
  const lacks = parsed.ok ? lacksTransport(library, parsed.value.transport) : undefined;
  const exposed = parsed.ok && !isLocal(parsed.value);
  return (
    <div className={classes['row']}>
      <div className={classes['line']}>
        <DraftField
          value={text}
          parse={(typed) => parseEndpointField(typed, readAs)}
          apply={onPut}
          ariaLabel={t('endpoints.endpoint')}
          mono
          testId="endpoint-field"
        />
        <Tooltip label={t('endpoints.remove')}>
          <ActionIcon size={28} aria-label={t('endpoints.remove')} onClick={onRemove}>
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      {status && status.actual !== '' && (
        <p className={classes['state']} data-state="open">
          {status.actual === text
            ? t(`endpoints.open.${status.use === 'bind' && text.startsWith('inproc:') ? 'bindInproc' : status.use}`)
            : t('endpoints.actual', { actual: status.actual })}
        </p>
      )}
      {exposed && (
        <p className={classes['network']}>
          <IconWorld size={13} aria-hidden />
          {t(`endpoints.${readAs === 'bind' ? 'exposed' : 'reaches'}.${mechanism}`)}
        </p>
      )}
      {lacks && !status?.problem && parsed.ok && (
        <p className={classes['none']} data-testid="endpoint-lacks">
          {t('types:why', { transport: parsed.value.transport, remedy: t(`types:remedy.${lacks}`) })}
        </p>
      )}
      {status?.problem && <ProblemList problems={[status.problem]} />}
    </div>
  );
}
