import { useEffect, useMemo, useState } from 'react';
import { parseFilter } from '../../shared/filter/parse';
import type { ColorRule, RowColor } from '../../shared/settings';
import { request } from '../bridge';
import { useView } from '../stores/view';
import { rowSource } from './row-source';

/** Rules that can be asked for: those that are on and can be read, in their order. */
function activeRules(rules: readonly ColorRule[]): readonly ColorRule[] {
  return rules.filter(({ on, query }) => on && query.trim() !== '' && parseFilter(query).ok);
}

/** Lets the engine say of each row which colouring rule fits; gives the rules' colours by their number. */
export function useRowColors(): readonly RowColor[] {
  const rules = useView((state) => state.settings.colors);
  // Compared as text: a rule that is being written changes nothing until it can be read.
  const wanted = useMemo(() => JSON.stringify(activeRules(rules)), [rules]);
  const [colors, setColors] = useState<readonly RowColor[]>([]);
  useEffect(() => {
    const active = JSON.parse(wanted) as readonly ColorRule[];
    let current = true;
    request('capture:colors', { queries: active.map(({ query }) => query) }).then(
      () => {
        if (!current) return;
        setColors(active.map(({ color }) => color));
        rowSource.fetchAgain();
      },
      (error: unknown) => console.error('capture:colors failed', error),
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  return colors;
}
