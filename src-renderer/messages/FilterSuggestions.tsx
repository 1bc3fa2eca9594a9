import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../shared/filter/complete';
import classes from './FilterField.module.css';
import type { ShownFault } from './filter-fault';

interface FilterSuggestionsProps {
  readonly id: string;
  readonly candidates: readonly Candidate[];
  readonly active: number;
  readonly fault: ShownFault | undefined;
  readonly onChoose: (candidate: Candidate) => void;
}

/** What fits at the cursor, and what is wrong with what is there. */
export function FilterSuggestions({ id, candidates, active, fault, onChoose }: FilterSuggestionsProps) {
  const { t } = useTranslation('filter');
  const list = useRef<HTMLUListElement>(null);
  useEffect(
    () => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [active],
  );
  return (
    <>
      {fault && (
        <p
          className={classes['fault']}
          role="status"
          data-unfinished={fault.unfinished ? true : undefined}
          data-testid="filter-fault"
        >
          {t(`fault.${fault.code}`, fault.values)}
        </p>
      )}
      <ul ref={list} id={id} className={classes['list']} role="listbox" aria-label={t('suggestions')}>
        {candidates.map((candidate, index) => (
          <li
            key={`${candidate.type} ${candidate.label}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onClick={() => onChoose(candidate)}
            data-testid="filter-candidate"
          >
            <code>{candidate.type === 'field' ? candidate.insert : candidate.label}</code>
            <Note candidate={candidate} />
          </li>
        ))}
      </ul>
      {candidates.length > 0 && <p className={classes['keys']}>{t('keys')}</p>}
    </>
  );
}

function Note({ candidate: { type, label, note } }: { readonly candidate: Candidate }) {
  const { t } = useTranslation('filter');
  if (type === 'value') return undefined;
  return <span>{type === 'path' ? t(`seen.${note ?? 'null'}`) : t(`${type}.${label}`)}</span>;
}
