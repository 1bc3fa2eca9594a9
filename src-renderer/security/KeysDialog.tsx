import { Button, Group, Modal, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/result';
import { problemText } from '../i18n/problem-text';
import dialogClasses from '../panels/Dialogs.module.css';
import { addLogin, generateKeys, importKey, loadKeys, useKeys } from '../stores/keys';
import { openDialog, useView } from '../stores/view';
import { KeyRow } from './KeyRow';
import classes from './Security.module.css';

type Way = 'generate' | 'import' | 'login';
const WAYS: readonly Way[] = ['generate', 'import', 'login'];

/** The user's keys and logins: seen, made, taken over, given on and removed. */
export function KeysDialog() {
  const { t } = useTranslation(['security', 'app']);
  const opened = useView((state) => state.dialog === 'keys');
  const { keys, sealed } = useKeys();
  useEffect(() => {
    if (opened) loadKeys().catch((error: unknown) => console.error('keys:list failed', error));
  }, [opened]);
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(undefined)}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
      size={560}
      data-testid="keys"
    >
      <p className={dialogClasses['text']}>{t(sealed ? 'keys.sealed' : 'keys.unsealed')}</p>
      {keys.length === 0 ? (
        <p className={dialogClasses['text']}>{t('keys.none')}</p>
      ) : (
        <ul className={classes['keys']} data-testid="key-list">
          {keys.map((key) => (
            <KeyRow key={key.name} facts={key} />
          ))}
        </ul>
      )}
      <NewKey />
    </Modal>
  );
}

function NewKey() {
  const { t } = useTranslation('security');
  const [way, setWay] = useState<Way>('generate');
  const [name, setName] = useState('');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const add = async () => {
    const made = {
      generate: () => generateKeys([name.trim()]),
      import: () => importKey(name.trim(), first.trim(), second.trim()),
      login: () => addLogin(name.trim(), first, second),
    }[way];
    const wrong = await made();
    setProblem(wrong);
    if (wrong) return;
    for (const clear of [setName, setFirst, setSecond]) clear('');
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <SegmentedControl
        fullWidth
        value={way}
        onChange={(value) => {
          setWay(WAYS.find((each) => each === value) ?? 'generate');
          setProblem(undefined);
        }}
        data={WAYS.map((value) => ({ value, label: t(`keys.way.${value}`) }))}
        aria-label={t('keys.new')}
      />
      <TextInput
        size="xs"
        label={t('keys.name')}
        value={name}
        maxLength={32}
        onChange={(event) => setName(event.currentTarget.value)}
        error={textFor(problem, 'name')}
        data-testid="key-name"
      />
      {way !== 'generate' && (
        <>
          <TextInput
            size="xs"
            label={t(way === 'import' ? 'keys.publicKey' : 'keys.userName')}
            description={way === 'import' ? t('keys.publicHint') : undefined}
            value={first}
            onChange={(event) => setFirst(event.currentTarget.value)}
            error={textFor(problem, 'first')}
            spellCheck={false}
            data-testid="key-first"
          />
          <PasswordInput
            size="xs"
            label={t(way === 'import' ? 'keys.secretKey' : 'keys.password')}
            description={way === 'import' ? t('keys.secretHint') : undefined}
            value={second}
            onChange={(event) => setSecond(event.currentTarget.value)}
            error={textFor(problem, 'second')}
            data-testid="key-second"
          />
        </>
      )}
      <Group justify="flex-end">
        <Button type="submit" size="xs" disabled={name.trim() === ''} data-testid="key-add">
          {t(`keys.add.${way}`)}
        </Button>
      </Group>
    </form>
  );
}

const FIELD_OF: Readonly<Record<string, 'first' | 'second'>> = {
  'public-no-key': 'first',
  'secret-no-key': 'second',
  'key-halves-differ': 'first',
  'login-user': 'first',
  'login-password': 'second',
};

/** What is wrong with one field. */
function textFor(problem: Problem | undefined, field: 'name' | 'first' | 'second'): string | undefined {
  if (!problem || (FIELD_OF[problem.code] ?? 'name') !== field) return undefined;
  return problemText(problem);
}
