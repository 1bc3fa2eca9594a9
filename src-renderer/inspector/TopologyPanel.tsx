import { Button } from '@mantine/core';
import { IconLayoutGrid, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ok } from '../../shared/result';
import { withField } from '../../shared/topology/behavior-fields';
import { runCommand } from '../actions/actions';
import { tryEdit, useTopology } from '../stores/document';
import { useRecording } from '../stores/recording';
import { isRunning, useRuntime } from '../stores/runtime';
import { ContextSection } from './ContextSection';
import { DraftField } from './fields/DraftField';
import { ProblemList } from './fields/ProblemList';
import { Facts, Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';

/** The document itself, while nothing is selected. */
export function TopologyPanel() {
  const { t } = useTranslation('inspector');
  const name = useTopology((topology) => topology.name);
  const description = useTopology((topology) => topology.description);
  const nodes = useTopology((topology) => topology.nodes);
  const links = useTopology((topology) => topology.links.length);
  const running = useRuntime(isRunning);
  const problems = useRuntime((state) => state.status.problems);
  const count = (kind: string) => nodes.filter((node) => node.kind === kind).length;
  const recorded = useRecording(({ recording }) => recording !== undefined);
  const next = recorded ? 'play' : nextStep(nodes.length, links, running);
  return (
    <>
      <header className={classes['head']}>
        <div className={classes['title']}>
          <h2>{t('topology.title')}</h2>
        </div>
        <div className={fieldClasses['stack']}>
          <DraftField
            label={t('topology.name')}
            value={name}
            parse={(text) => ok(text.slice(0, 200))}
            apply={(text) => tryEdit((topology) => ({ ...topology, name: text }))}
            live
            testId="topology-name"
          />
          <DraftField
            label={t('topology.description')}
            value={description ?? ''}
            parse={(text) => ok(text.slice(0, 4000))}
            apply={(text) => tryEdit((topology) => withField(topology, 'description', text === '' ? undefined : text))}
            placeholder={t('topology.descriptionHint')}
            live
            lines
            testId="topology-description"
          />
        </div>
      </header>
      {problems.length > 0 && (
        <div className={classes['problems']}>
          <ProblemList problems={problems} />
        </div>
      )}
      <Section title={t('topology.contents')}>
        <Facts
          facts={[
            [t('topology.sockets'), count('socket')],
            [t('topology.devices'), count('device')],
            [t('topology.programs'), count('external')],
            [t('topology.links'), links],
          ]}
        />
      </Section>
      {!recorded && <ContextSection />}
      <Section title={t('next.title')}>
        <p className={fieldClasses['note']}>{t(`next.${next}`)}</p>
        <div className={classes['actions']}>
          {next === 'run' && (
            <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => runCommand('run.start')}>
              {t('next.runButton')}
            </Button>
          )}
          {next === 'empty' && (
            <Button
              leftSection={<IconLayoutGrid size={14} />}
              variant="default"
              onClick={() => runCommand('file.gallery')}
            >
              {t('next.galleryButton')}
            </Button>
          )}
        </div>
        <p className={fieldClasses['note']}>{t('next.select')}</p>
      </Section>
    </>
  );
}

/** What somebody with so many nodes and links would do next. */
function nextStep(nodes: number, links: number, running: boolean): 'empty' | 'link' | 'watch' | 'run' {
  if (nodes === 0) return 'empty';
  if (nodes > 1 && links === 0) return 'link';
  return running ? 'watch' : 'run';
}
