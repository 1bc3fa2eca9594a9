import { Button, Group, Modal } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { COMMAND_IDS, commandFacts, MENU_NAMES } from '../../shared/commands';
import { acceleratorText } from '../actions/accelerator';
import { problemText } from '../i18n/problem-text';
import { closeProblems, useFiles } from '../stores/files';
import { declineConsent, run } from '../stores/run';
import { useRuntime } from '../stores/runtime';
import { openDialog, useView } from '../stores/view';
import { KeysDialog } from '../security/KeysDialog';
import classes from './Dialogs.module.css';

/** Every dialog but the gallery; each shows itself when the stores say so. */
export function Dialogs() {
  return (
    <>
      <NetworkConsent />
      <FileProblems />
      <Shortcuts />
      <About />
      <KeysDialog />
    </>
  );
}

/** Before a run that reaches beyond this machine: what it would open, and whether it may. */
function NetworkConsent() {
  const { t } = useTranslation('app');
  const endpoints = useRuntime((state) => state.consent);
  return (
    <Modal
      opened={endpoints !== undefined}
      onClose={declineConsent}
      title={t('consent.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size={460}
      data-testid="consent"
    >
      <p className={classes['text']}>{t('consent.text')}</p>
      <ul className={classes['endpoints']} data-selectable>
        {endpoints?.map((endpoint) => (
          <li key={endpoint}>
            <IconWorld size={14} stroke={1.75} aria-hidden />
            {endpoint}
          </li>
        ))}
      </ul>
      <p className={classes['text']}>{t('consent.advice')}</p>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={declineConsent}>
          {t('cancel')}
        </Button>
        <Button
          data-autofocus
          data-testid="consent-run"
          onClick={() => {
            run(true).catch((error: unknown) => console.error('engine:run failed', error));
          }}
        >
          {t('consent.run')}
        </Button>
      </Group>
    </Modal>
  );
}

/** Why a file could not be opened or saved, place by place. */
function FileProblems() {
  const { t } = useTranslation('app');
  const problems = useFiles((state) => state.problems);
  return (
    <Modal
      opened={problems !== undefined}
      onClose={closeProblems}
      title={t('problems.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size={560}
      data-testid="file-problems"
    >
      <p className={classes['text']}>{t('problems.text', { count: problems?.length ?? 0 })}</p>
      <ul className={classes['problems']} data-selectable>
        {problems?.map((problem) => (
          <li key={`${problem.code} ${problem.where ?? ''} ${problem.message}`}>
            {problem.where !== undefined && problem.where !== '' && <code>{problem.where}</code>}
            <span>{problemText(problem)}</span>
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button data-autofocus onClick={closeProblems}>
          {t('close')}
        </Button>
      </Group>
    </Modal>
  );
}

/** Every command that has keys. */
function Shortcuts() {
  const { t } = useTranslation(['app', 'commands']);
  const opened = useView((state) => state.dialog === 'shortcuts');
  const platform = useView((state) => state.platform);
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(undefined)}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size={680}
    >
      <div className={classes['shortcuts']}>
        {MENU_NAMES.map((menu) => {
          const ids = COMMAND_IDS.filter((id) => commandFacts(id).menu === menu && commandFacts(id).keys.length > 0);
          return (
            <section key={menu}>
              <h3>{t(`commands:menu.${menu}`)}</h3>
              <dl>
                {ids.map((id) => (
                  <div key={id}>
                    <dt>{t(`commands:${id}`)}</dt>
                    <dd>
                      {commandFacts(id).keys.map((keys) => (
                        <kbd key={keys}>{acceleratorText(keys, platform)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section>
          <h3>{t('shortcuts.canvas')}</h3>
          <dl>
            {(['move', 'pan', 'zoom', 'multi', 'clear'] as const).map((name) => (
              <div key={name}>
                <dt>{t(`shortcuts.${name}`)}</dt>
                <dd>
                  <kbd>{t(`shortcuts.${name}Keys`)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function About() {
  const { t } = useTranslation('app');
  const opened = useView((state) => state.dialog === 'about');
  const versions = useView((state) => state.versions);
  const library = useRuntime(({ status }) => status.library.version);
  const rows = [
    [t('about.app'), versions.app],
    ['libzmq', versions.libzmq === '' ? library : versions.libzmq],
    ['Electron', versions.electron],
    ['Node.js', versions.node],
  ] as const;
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(undefined)}
      title={t('about.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size={400}
    >
      <p className={classes['text']}>{t('about.text')}</p>
      <dl className={classes['versions']} data-selectable>
        {rows.map(([name, version]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <p className={classes['text']}>{t('about.licence')}</p>
    </Modal>
  );
}
