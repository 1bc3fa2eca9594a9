import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconCopy, IconKey, IconKeyOff, IconPencil, IconTrash, IconUser } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/result';
import { usesOfKey } from '../../shared/security/key-uses';
import type { CredentialFacts } from '../../shared/security/security';
import type { Topology } from '../../shared/topology/topology';
import { problemText } from '../i18n/problem-text';
import { useTopology } from '../stores/document';
import { copySecret, removeKey, renameKey } from '../stores/keys';
import { copyText } from '../ui/copy-text';
import { socketName } from '../ui/end-name';
import { notify, notifyProblem } from '../ui/notify';
import classes from './Security.module.css';

/** One key or login: what may be seen of it, who uses it, and what can be done with it. */
export function KeyRow({ facts }: { readonly facts: CredentialFacts }) {
  const { t } = useTranslation('security');
  const { name } = facts;
  const [doing, setDoing] = useState<'rename' | 'remove'>();
  const secret = facts.type === 'login' || facts.hasSecret;
  const users = useTopology((topology) => namesOfUsers(topology, name));
  const act = async (done: Promise<Problem | undefined>, said: string) => {
    const problem = await done;
    if (problem) notifyProblem(problem);
    else notify(said);
  };
  const remove = () => void act(removeKey(name), t('keys.removed', { name }));
  const Icon = facts.type === 'login' ? IconUser : facts.hasSecret ? IconKey : IconKeyOff;
  return (
    <li data-testid={`key-${name}`}>
      <Icon
        size={15}
        aria-label={t(facts.type === 'login' ? 'keys.isLogin' : secret ? 'keys.isPair' : 'keys.isPublic')}
      />
      {doing === 'rename' ? <Rename name={name} onDone={() => setDoing(undefined)} /> : <strong>{name}</strong>}
      <span className={classes['detail']} data-selectable>
        {facts.type === 'login' ? t('keys.user', { user: facts.user }) : facts.publicKey}
      </span>
      {users !== '' && <span className={classes['users']}>{t('keys.usedBy', { users })}</span>}
      <span className={classes['acts']}>
        {facts.type === 'curve' && (
          <Act
            label={t('keys.copyPublic')}
            icon={<IconCopy size={14} />}
            onClick={() => copyText(facts.publicKey, t('keys.copiedPublic', { name }))}
          />
        )}
        {secret && (
          <Act
            label={t(facts.type === 'login' ? 'keys.copyPassword' : 'keys.copySecret')}
            icon={<IconKey size={14} />}
            onClick={() => void act(copySecret(name), t('keys.copiedSecret', { name }))}
          />
        )}
        <Act label={t('keys.rename')} icon={<IconPencil size={14} />} onClick={() => setDoing('rename')} />
        <Act
          label={t('keys.remove')}
          icon={<IconTrash size={14} />}
          // Of somebody else's public key that nobody uses nothing is lost.
          onClick={secret || users !== '' ? () => setDoing('remove') : remove}
        />
      </span>
      {doing === 'remove' && (
        <div className={classes['asks']} role="alert">
          <p>{[users && t('keys.missed', { users }), secret && t('keys.lost')].filter(Boolean).join(' ')}</p>
          <Button size="compact-xs" variant="default" onClick={() => setDoing(undefined)}>
            {t('keys.keep')}
          </Button>
          <Button size="compact-xs" color="red" onClick={remove} data-testid="key-remove">
            {t('keys.remove')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Takes a new name with Enter or when it is left; Escape leaves the old one. */
function Rename({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const { t } = useTranslation('security');
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<Problem>();
  const taking = useRef(false);
  const take = async () => {
    // Enter takes the field away, which leaves it.
    if (taking.current) return;
    taking.current = true;
    const wrong = text.trim() === name ? undefined : await renameKey(name, text.trim());
    taking.current = false;
    setProblem(wrong);
    if (!wrong) onDone();
  };
  return (
    <TextInput
      size="xs"
      value={text}
      maxLength={32}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) void take();
        if (event.key !== 'Escape') return;
        // The dialog stays.
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        onDone();
      }}
      onBlur={() => void take()}
      error={problem && problemText(problem)}
      aria-label={t('keys.newName', { name })}
      autoFocus
      data-testid="key-new-name"
    />
  );
}

function Act({
  label,
  icon,
  onClick,
}: {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={26} aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function namesOfUsers(topology: Topology, name: string): string {
  return usesOfKey(topology, name)
    .map((key) => socketName(topology, key))
    .join(', ');
}
