import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { renameNode } from '../../shared/topology/edits-nodes';
import { labelOf, type TopologyNode } from '../../shared/topology/topology';
import { edit } from '../stores/document';
import { useView } from '../stores/view';
import { viewport } from '../stores/viewport';
import classes from './Node.module.css';

const LONGEST_LABEL = 200;

/** A node's name; typed anew in place after a double click or F2. */
export function NodeTitle({ node }: { readonly node: TopologyNode }) {
  const renaming = useView((state) => state.renaming === node.id);
  const label = labelOf(node);
  if (renaming) return <TitleField node={node} />;
  return (
    <span className={classes['title']} title={label} onDoubleClick={() => useView.setState({ renaming: node.id })}>
      {label}
    </span>
  );
}

function TitleField({ node }: { readonly node: TopologyNode }) {
  const { t } = useTranslation('canvas');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const finish = (text: string | undefined) => {
    useView.setState({ renaming: undefined });
    if (text !== undefined) edit((topology) => renameNode(topology, node.id, text));
    viewport().focus();
  };
  return (
    <input
      ref={field}
      className={`${classes['field']} nodrag nopan`}
      defaultValue={labelOf(node)}
      maxLength={LONGEST_LABEL}
      aria-label={t('node.name')}
      autoFocus
      onBlur={(event) => {
        // Closing the field by keys has already set what is renamed to nothing.
        if (useView.getState().renaming === node.id) finish(event.target.value);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}
