import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowsExchange, IconList, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mechanismOf } from '../../shared/security/security';
import { settingsOf } from '../../shared/topology/socket-settings';
import { parseEndpointField, type Parsed } from '../../shared/field-fault';
import { ok } from '../../shared/result';
import { withField } from '../../shared/topology/behavior-fields';
import { flipLink, setTransport } from '../../shared/topology/edits-links';
import { changeLink } from '../../shared/topology/edits-nodes';
import { canBeDirect, observationOf, unreadable } from '../../shared/topology/observation';
import { findSocket, transportOf, type Link, type SocketKey } from '../../shared/topology/topology';
import { parseEndpoint } from '../../shared/zmq/endpoint';
import type { SocketType } from '../../shared/zmq/socket-types';
import { isLocal } from '../../shared/zmq/endpoint-reach';
import { runCommand } from '../actions/actions';
import { LossSection } from '../losses/LossSection';
import { edit, tryEdit, useDocument } from '../stores/document';
import { useLinkStatus } from '../stores/runtime';
import { showPanel } from '../stores/settings';
import { useSocketName } from '../stores/socket-name';
import { LinkSecurity } from '../security/LinkSecurity';
import { select, showMessagesOf } from '../stores/view';
import { RequestsSection } from '../turns/RequestsSection';
import { TypeBadge } from '../ui/TypeBadge';
import { DraftField } from './fields/DraftField';
import { ProblemList } from './fields/ProblemList';
import { Facts, Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';
import { FlowCounts } from './LiveCounts';
import { WireButton } from './WireButton';
import { TransportSelect } from './TransportSelect';
import { useLinkState } from './use-link-state';

/** A link: its two ends, how it is carried and observed, and what has passed through it. */
export function LinkPanel({ link }: { readonly link: Link }) {
  const { t } = useTranslation('inspector');
  const status = useLinkStatus(link.id);
  const state = useLinkState(link.id);
  const from = useSocketName(link.from);
  const to = useSocketName(link.to);
  return (
    <>
      <header className={classes['head']}>
        <div className={classes['title']}>
          <h2>{t('link.title', { from, to })}</h2>
          <span className={classes['id']}>{link.id}</span>
        </div>
        <div className={classes['ends']}>
          <End socket={link.from} name={from} role={t('link.connects')} />
          <End socket={link.to} name={to} role={t('link.binds')} />
        </div>
        <p className={classes['about']}>{t('link.bindHint')}</p>
        <div className={classes['actions']}>
          <Button
            variant="default"
            leftSection={<IconArrowsExchange size={14} />}
            onClick={() => edit((topology) => flipLink(topology, link.id))}
            data-testid="flip"
          >
            {t('link.flip')}
          </Button>
          <Button variant="default" leftSection={<IconTrash size={14} />} onClick={() => runCommand('edit.delete')}>
            {t('link.remove')}
          </Button>
        </div>
      </header>
      {status?.problem && (
        <div className={classes['problems']}>
          <ProblemList problems={[status.problem]} />
        </div>
      )}
      <Carried link={link} />
      <LinkSecurity link={link} />
      {status && <RequestsSection flow={status.flow} />}
      <Section
        title={t('link.live')}
        testId="link-live"
        action={
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconList size={13} />}
            onClick={() => {
              showMessagesOf({ link: link.id });
              showPanel('messages');
            }}
            data-testid="show-messages"
          >
            {t('link.messages')}
          </Button>
        }
      >
        {status ? (
          <>
            <Facts
              facts={[
                [
                  t('link.state'),
                  <span key="state" className={classes['state']} data-state={state} data-testid="link-state">
                    {t(`linkState.${state}`)}
                  </span>,
                ],
                [t('link.endpointNow'), status.endpoint, true],
                [t('peer.version'), status.version, true],
                [t('peer.mechanism'), status.mechanism, true],
                [t('link.counted'), t(`counted.${status.mechanism === 'CURVE' ? 'sealed' : status.counted}`)],
              ]}
            />
            <FlowCounts flow={status.flow} forward={`${from} → ${to}`} backward={`${to} → ${from}`} />
            {status.observe === 'wire' && (
              <div className={classes['actions']}>
                <WireButton of={{ link: link.id }} />
              </div>
            )}
          </>
        ) : (
          <p className={fieldClasses['note']}>{t('link.notRunning')}</p>
        )}
      </Section>
      {status && <LossSection of={{ flow: status.flow }} />}
    </>
  );
}

function End({ socket, name, role }: { readonly socket: SocketKey; readonly name: string; readonly role: string }) {
  const type = useDocument(({ history }) => findSocket(history.present, socket)?.type);
  return (
    <>
      <span className={classes['role']}>{role}</span>
      <button type="button" className={classes['end']} onClick={() => select([socket.split('.')[0] ?? socket])}>
        {name}
      </button>
      {type && <TypeBadge type={type} />}
    </>
  );
}

function Carried({ link }: { readonly link: Link }) {
  const { t } = useTranslation('inspector');
  const transport = transportOf(link);
  const observe = useDocument(({ history }) => observationOf(history.present, link));
  const types = useEndTypes(link);
  const mechanism = useDocument(({ history }) => mechanismOf(settingsOf(history.present, link.to).security));
  const against = useDocument(({ history }) => unreadable(history.present, link));
  const direct = useDocument(({ history }) => canBeDirect(history.present, link));
  const change = (next: (link: Link) => Link) => tryEdit((topology) => changeLink(topology, link.id, next));
  const parsed = link.endpoint === undefined ? undefined : parseEndpoint(link.endpoint, 'bind');
  return (
    <Section title={t('link.carried')} testId="link-carried">
      <TransportSelect
        value={transport}
        types={types}
        onChange={(value) => edit((topology) => setTransport(topology, link.id, value))}
      />
      <p className={fieldClasses['note']}>{t(`transport.${transport}`)}</p>
      <DraftField
        label={t('link.endpoint')}
        value={link.endpoint ?? ''}
        parse={(text): Parsed<string | undefined> =>
          text.trim() === '' ? ok(undefined) : parseEndpointField(text, 'bind')
        }
        apply={(endpoint) => change((old) => withEndpoint(old, endpoint))}
        placeholder={t('link.endpointAuto')}
        mono
        testId="link-endpoint"
      />
      {parsed?.ok && !isLocal(parsed.value) && (
        <p className={fieldClasses['note']}>{t(`endpoints.exposed.${mechanism}`)}</p>
      )}
      <SegmentedControl
        fullWidth
        value={observe === 'wire' ? 'wire' : 'direct'}
        disabled={against !== undefined || !direct}
        onChange={(value) =>
          edit((topology) =>
            changeLink(topology, link.id, (old) =>
              withField(old, 'observe', value === 'direct' ? 'direct' : undefined),
            ),
          )
        }
        data={[
          { value: 'wire', label: t('observe.wire') },
          { value: 'direct', label: t('observe.direct') },
        ]}
        aria-label={t('observe.title')}
        data-testid="link-observe"
      />
      <p className={fieldClasses['note']}>
        {t(`observeHint.${against === undefined ? observe : against === 'options' ? 'options' : 'inproc'}`)}
      </p>
    </Section>
  );
}

/** A typed endpoint says the transport as well. */
function withEndpoint(link: Link, endpoint: string | undefined): Link {
  const parsed = endpoint === undefined ? undefined : parseEndpoint(endpoint, 'bind');
  const next = withField(link, 'endpoint', endpoint);
  return parsed?.ok ? { ...next, transport: parsed.value.transport } : next;
}

/** The types of the two ends; those that are gone are left out. */
function useEndTypes(link: Link): readonly SocketType[] {
  const from = useDocument(({ history }) => findSocket(history.present, link.from)?.type);
  const to = useDocument(({ history }) => findSocket(history.present, link.to)?.type);
  return [from, to].filter((type) => type !== undefined);
}
