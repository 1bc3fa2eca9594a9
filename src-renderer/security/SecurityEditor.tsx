import { Button, NativeSelect, Switch, TagsInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { freeKeyName } from '../../shared/security/secure-link';
import { KEY_NAME, type CredentialFacts, type Security, type SecurityType } from '../../shared/security/security';
import { judgesCallers } from '../../shared/security/rules';
import { isZ85Key } from '../../shared/security/z85';
import { setSecurity, settingsOf } from '../../shared/topology/socket-settings';
import { findSocket, labelOf, type SocketKey } from '../../shared/topology/topology';
import fieldClasses from '../inspector/fields/Fields.module.css';
import { Section } from '../inspector/fields/Section';
import { edit, topologyNow, useTopology } from '../stores/document';
import { generateKeys, loadKeys, useKeys } from '../stores/keys';
import { openDialog } from '../stores/view';
import { notifyProblem } from '../ui/notify';
import { AddressLists } from './AddressLists';
import { ZapLogView } from './ZapLogView';

const TYPES = [
  'curve-server',
  'curve-client',
  'plain-server',
  'plain-client',
] as const satisfies readonly SecurityType[];

/** How a socket secures its connections: mechanism, side, keys, and whom a server lets in. */
export function SecurityEditor({ socket, title }: { readonly socket: SocketKey; readonly title?: string }) {
  const { t } = useTranslation('security');
  const security = useTopology((topology) => settingsOf(topology, socket).security);
  const judges = useTopology((topology) => judgesCallers(settingsOf(topology, socket)));
  const keys = useKeys((state) => state.keys);
  useEffect(() => {
    loadKeys().catch((error: unknown) => console.error('keys:list failed', error));
  }, []);
  const put = (next: Security | undefined) => {
    edit((topology) => setSecurity(topology, socket, next));
  };
  return (
    <Section
      title={title ?? t('title')}
      testId="security"
      action={
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconKey size={13} />}
          onClick={() => openDialog('keys')}
          data-testid="open-keys"
        >
          {t('keys.open')}
        </Button>
      }
    >
      <NativeSelect
        size="xs"
        value={security?.type ?? 'null'}
        onChange={(event) => {
          const type = TYPES.find((each) => each === event.currentTarget.value);
          put(type && securityOfType(type, keys, nameOfSocket(socket)));
        }}
        data={[
          { value: 'null', label: t('type.null') },
          ...TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
          { value: 'gssapi', label: t('type.gssapi'), disabled: true },
        ]}
        aria-label={t('mechanism')}
        data-testid="security-type"
      />
      <p className={fieldClasses['note']}>{t(`about.${security?.type ?? 'null'}`)}</p>
      {security && <Fields security={security} put={put} keys={keys} socket={socket} />}
      <AddressLists socket={socket} />
      {judges && <ZapLogView socket={socket} />}
    </Section>
  );
}

interface FieldsProps {
  readonly security: Security;
  readonly put: (security: Security) => void;
  readonly keys: readonly CredentialFacts[];
  readonly socket: SocketKey;
}

function Fields({ security, put, keys, socket }: FieldsProps) {
  const { t } = useTranslation('security');
  const logins = keys.filter(({ type }) => type === 'login').map(({ name }) => name);
  const curve = keys.filter(({ type }) => type === 'curve').map(({ name }) => name);
  const pairs = keys.filter((key) => key.type === 'curve' && key.hasSecret).map(({ name }) => name);
  switch (security.type) {
    case 'plain-client':
      return (
        <Choice
          label={t('login')}
          value={security.login}
          from={logins}
          onChange={(login) => put({ ...security, login })}
        />
      );
    case 'plain-server':
      return (
        <>
          <Names
            label={t('allow')}
            value={security.allow}
            from={logins}
            onChange={(allow) => put({ ...security, allow })}
          />
          <Names
            label={t('deny')}
            value={security.deny ?? []}
            from={logins}
            onChange={(deny) => put(withDeny(security, deny))}
          />
        </>
      );
    case 'curve-client':
      return (
        <>
          <PairChoice value={security.key} from={pairs} socket={socket} onChange={(key) => put({ ...security, key })} />
          <Choice
            label={t('serverKey')}
            value={security.server}
            from={curve}
            onChange={(server) => put({ ...security, server })}
            testId="server-key"
          />
        </>
      );
    case 'curve-server': {
      const { allow, ...open } = security;
      return (
        <>
          <PairChoice value={security.key} from={pairs} socket={socket} onChange={(key) => put({ ...security, key })} />
          <Switch
            label={t('onlyListed')}
            checked={allow !== undefined}
            onChange={(event) => put(event.currentTarget.checked ? { ...security, allow: [] } : open)}
            data-testid="only-listed"
          />
          {allow && (
            <Names
              label={t('allow')}
              value={allow}
              from={curve}
              onChange={(next) => put({ ...security, allow: next })}
            />
          )}
          <Names
            label={t('deny')}
            value={security.deny ?? []}
            from={curve}
            onChange={(deny) => put(withDeny(security, deny))}
          />
        </>
      );
    }
  }
}

function withDeny<Server extends Extract<Security, { type: 'plain-server' | 'curve-server' }>>(
  security: Server,
  deny: readonly string[],
): Server {
  const { deny: _before, ...rest } = security;
  return (deny.length === 0 ? rest : { ...rest, deny }) as Server;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly from: readonly string[];
  readonly onChange: (name: string) => void;
  readonly testId?: string;
}

/** One of the kept names; one that is not kept here stays to be seen. */
function Choice({ label, value, from, onChange, testId }: ChoiceProps) {
  const { t } = useTranslation('security');
  const known = from.includes(value);
  const missing = value === '' ? t('choose') : isZ85Key(value) ? value : t('notKept', { name: value });
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      error={!known && !isZ85Key(value) ? t(value === '' ? 'chooseHint' : 'notKeptHint') : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[...(known ? [] : [{ value, label: missing }]), ...from]}
      data-testid={testId}
    />
  );
}

function PairChoice({ socket, ...choice }: Omit<ChoiceProps, 'label'> & { readonly socket: SocketKey }) {
  const { t } = useTranslation('security');
  const generate = async () => {
    const taken = new Set(useKeys.getState().keys.map(({ name }) => name));
    const name = freeKeyName(nameOfSocket(socket), taken);
    const problem = await generateKeys([name]);
    if (problem) notifyProblem(problem);
    else choice.onChange(name);
  };
  return (
    <>
      <Choice label={t('ownKey')} {...choice} testId="own-key" />
      <Button
        variant="subtle"
        size="compact-xs"
        className={fieldClasses['start'] ?? ''}
        onClick={() => void generate()}
        data-testid="generate-key"
      >
        {t('generate')}
      </Button>
    </>
  );
}

function Names({
  label,
  value,
  from,
  onChange,
}: Omit<ChoiceProps, 'value' | 'onChange'> & {
  readonly value: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}) {
  const { t } = useTranslation('security');
  const unknown = value.filter((name) => !from.includes(name) && !isZ85Key(name));
  return (
    <TagsInput
      size="xs"
      label={label}
      value={[...value]}
      data={[...from]}
      onChange={(names) => onChange(names.filter((name) => KEY_NAME.test(name) || isZ85Key(name)))}
      placeholder={value.length === 0 ? t('nobody') : undefined}
      error={unknown.length > 0 ? t('notKeptNames', { names: unknown.join(', ') }) : undefined}
      clearable
    />
  );
}

function securityOfType(type: SecurityType, keys: readonly CredentialFacts[], name: string): Security {
  const pair =
    keys.find((key) => key.type === 'curve' && key.name === name) ?? keys.find(({ type: kind }) => kind === 'curve');
  const login = keys.find(({ type: kind }) => kind === 'login');
  switch (type) {
    case 'plain-server':
      return { type, allow: login ? [login.name] : [] };
    case 'plain-client':
      return { type, login: login?.name ?? name };
    case 'curve-server':
      return { type, key: pair?.name ?? name };
    case 'curve-client':
      return { type, key: pair?.name ?? name, server: pair?.name ?? 'server' };
  }
}

function nameOfSocket(socket: SocketKey): string {
  const place = findSocket(topologyNow(), socket);
  return place ? freeKeyName(labelOf(place.node), new Set()) : 'key';
}
