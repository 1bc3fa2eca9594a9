import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../../shared/commands';
import { nodeIdOf } from '../../shared/topology/topology';
import { runCommand } from '../actions/actions';
import { useEnabled } from '../actions/use-command';
import { useDocument } from '../stores/document';
import { showPanel } from '../stores/settings';
import { setFilter } from '../stores/view';
import { Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';

interface SelectionPanelProps {
  readonly nodes: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

const COMMANDS: readonly CommandId[] = ['edit.duplicate', 'edit.copy', 'edit.cut', 'edit.flip', 'edit.delete'];

/** Several things at once: how many, and what can be done with all of them. */
export function SelectionPanel({ nodes, links }: SelectionPanelProps) {
  const { t } = useTranslation('inspector');
  const among = useDocument(
    ({ history }) =>
      history.present.links.filter(({ from, to }) => nodes.has(nodeIdOf(from)) && nodes.has(nodeIdOf(to))).length,
  );
  return (
    <>
      <header className={classes['head']}>
        <div className={classes['title']}>
          <h2>{t('selection.title', { count: nodes.size + links.size })}</h2>
        </div>
        <p className={fieldClasses['note']}>
          {t('selection.nodes', { count: nodes.size })} · {t('selection.links', { count: links.size })}
        </p>
        {among > 0 && <p className={classes['about']}>{t('selection.among', { count: among })}</p>}
      </header>
      <Section title={t('selection.actions')}>
        <div className={classes['actions']}>
          {COMMANDS.map((id) => (
            <CommandButton key={id} id={id} />
          ))}
        </div>
        <Button
          variant="default"
          onClick={() => {
            setFilter({ source: 'selection' });
            showPanel('messages');
          }}
        >
          {t('selection.messages')}
        </Button>
        <p className={fieldClasses['note']}>{t('selection.hint')}</p>
      </Section>
    </>
  );
}

function CommandButton({ id }: { readonly id: CommandId }) {
  const { t } = useTranslation('commands');
  const enabled = useEnabled(id);
  return (
    <Button variant="default" disabled={!enabled} onClick={() => runCommand(id)}>
      {t(id)}
    </Button>
  );
}
