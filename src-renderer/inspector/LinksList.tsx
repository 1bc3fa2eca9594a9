import { Button } from '@mantine/core';
import { IconArrowNarrowLeft, IconArrowNarrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findSocket, labelOf, nodeIdOf, transportOf, type Link } from '../../shared/topology/topology';
import { useDocument } from '../stores/document';
import { select } from '../stores/view';
import { TypeBadge } from '../ui/TypeBadge';
import { Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';
import { useLinkState } from './use-link-state';

/** Links listed until all are asked for. */
const FIRST_LINKS = 12;

/** The links of a node; each leads to the link. */
export function LinksList({ node }: { readonly node: string }) {
  const { t } = useTranslation('inspector');
  const topology = useDocument((state) => state.history.present);
  const links = topology.links.filter(({ from, to }) => nodeIdOf(from) === node || nodeIdOf(to) === node);
  const [all, setAll] = useState(false);
  const listed = all || links.length <= FIRST_LINKS + 1 ? links : links.slice(0, FIRST_LINKS);
  return (
    <Section title={t('links.title', { count: links.length })} testId="links">
      {links.length === 0 && <p className={fieldClasses['note']}>{t('links.none')}</p>}
      <ul className={classes['list']}>
        {listed.map((link) => (
          <li key={link.id}>
            <LinkItem link={link} own={nodeIdOf(link.from) === node ? 'from' : 'to'} />
          </li>
        ))}
      </ul>
      {listed.length < links.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)} data-testid="links-all">
          {t('links.showAll', { count: links.length })}
        </Button>
      )}
    </Section>
  );
}

function LinkItem({ link, own }: { readonly link: Link; readonly own: 'from' | 'to' }) {
  const { t } = useTranslation('inspector');
  const state = useLinkState(link.id);
  const topology = useDocument((state) => state.history.present);
  const other = findSocket(topology, own === 'from' ? link.to : link.from);
  const Arrow = own === 'from' ? IconArrowNarrowRight : IconArrowNarrowLeft;
  return (
    <button
      type="button"
      className={classes['item']}
      onClick={() => select([], [link.id])}
      title={t(own === 'from' ? 'links.connects' : 'links.binds', { id: link.id })}
      data-testid={`link-item-${link.id}`}
    >
      <Arrow size={14} aria-hidden />
      <span className={classes['name']}>{other ? labelOf(other.node) : link.id}</span>
      {other && <TypeBadge type={other.type} />}
      <span className={classes['meta']}>{transportOf(link)}</span>
      <span
        className={classes['state']}
        data-state={state}
        role="img"
        aria-label={t(`linkState.${state}`)}
        title={t(`linkState.${state}`)}
      />
    </button>
  );
}
