import { ActionIcon, Popover } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { completionsAt, type Candidate } from '../../shared/filter/complete';
import { LONGEST_FILTER, parseFilter } from '../../shared/filter/parse';
import { setFilter, useView } from '../stores/view';
import { ColorRules } from './ColorRules';
import classes from './FilterField.module.css';
import { FilterHelp } from './FilterHelp';
import { FilterSuggestions } from './FilterSuggestions';
import { faultOf } from './filter-fault';
import { SavedFilters } from './SavedFilters';
import { useFilterNames } from './use-filter-names';

/** Pixels that suggestions take with all of them in sight, the fault above and the keys below them. */
const MOST_HEIGHT = 310;

/** The filter of the message list: what is typed is completed, and what cannot be read is marked where it stands. */
export function FilterField() {
  const { t } = useTranslation('filter');
  const text = useView((state) => state.filter.text);
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState(false);
  const [position, setPosition] = useState<'bottom-start' | 'top-start'>('bottom-start');
  const names = useFilterNames(open ? text : '');
  const [active, setActive] = useState(-1);
  const listId = useId();
  useFocusWhenAsked(input);

  const parsed = useMemo(() => parseFilter(text), [text]);
  const completion = useMemo(() => completionsAt(text, Math.min(cursor, text.length), names), [text, cursor, names]);
  const fault = parsed.ok ? undefined : faultOf(parsed.error, text, open ? cursor : undefined);
  const { candidates } = completion;

  /** On the side that has room for all of them: they stay there while they become fewer and more. */
  const show = () => {
    const below = window.innerHeight - (input.current?.getBoundingClientRect().bottom ?? 0);
    setPosition(below < MOST_HEIGHT ? 'top-start' : 'bottom-start');
    setOpen(true);
  };
  const change = (next: string) => {
    setFilter({ text: next });
    setActive(-1);
    show();
  };
  /** Where the cursor goes once the completed text is in the field. */
  const wanted = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    input.current?.setSelectionRange(wanted.current, wanted.current);
    setCursor(wanted.current);
    wanted.current = undefined;
  }, [text]);
  const accept = ({ insert, type }: Candidate) => {
    const rest = text.slice(completion.to);
    const gap = type === 'value' && rest === '' ? ' ' : '';
    wanted.current = completion.from + insert.length + gap.length;
    change(text.slice(0, completion.from) + insert + gap + rest);
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = candidates[active];
    // A Tab in an empty place goes on to the next field, as everywhere.
    const first = completion.from < cursor ? candidates[0] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (candidates.length > 0)
        setActive(
          active < 0 && step < 0 ? candidates.length - 1 : (active + step + candidates.length) % candidates.length,
        );
    } else if (event.key === 'Enter' && open && chosen) {
      event.preventDefault();
      accept(chosen);
    } else if (event.key === 'Enter') setOpen(false);
    else if (event.key === 'Tab' && open && !event.shiftKey && (chosen ?? first)) {
      event.preventDefault();
      accept(chosen ?? first ?? { type: 'word', label: '', insert: '' });
    } else if (event.key === 'Escape' && (open || text !== '')) {
      event.stopPropagation();
      if (open) setOpen(false);
      else change('');
    }
  };

  return (
    <Popover
      opened={open && (candidates.length > 0 || fault !== undefined)}
      position={position}
      middlewares={{ flip: false, shift: true }}
      offset={2}
      width={540}
      shadow="md"
      trapFocus={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <div className={classes['field']} data-fault={fault && !fault.unfinished ? true : undefined}>
          <IconFilter className={classes['icon']} size={14} aria-hidden />
          <div className={classes['box']}>
            <Underline
              text={text}
              input={input}
              {...(fault ? { from: fault.from, to: fault.to, unfinished: fault.unfinished } : {})}
            />
            <input
              ref={input}
              className={classes['input']}
              role="combobox"
              aria-label={t('label')}
              aria-expanded={open}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
              aria-invalid={fault !== undefined && !fault.unfinished}
              placeholder={t('placeholder')}
              value={text}
              maxLength={LONGEST_FILTER}
              spellCheck={false}
              autoComplete="off"
              onChange={({ currentTarget: { value, selectionStart } }) => {
                setCursor(selectionStart ?? value.length);
                change(value);
              }}
              onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
              onClick={show}
              onBlur={() => setOpen(false)}
              onKeyDown={onKeyDown}
              data-testid="message-filter"
            />
          </div>
          {text !== '' && (
            <ActionIcon size={20} aria-label={t('clear')} onClick={() => setFilter({ text: '' })}>
              <IconX size={13} />
            </ActionIcon>
          )}
          <SavedFilters text={text} readable={parsed.ok && parsed.value !== undefined} />
          <ColorRules text={text} />
          <FilterHelp />
        </div>
      </Popover.Target>
      <Popover.Dropdown className={classes['dropdown'] ?? ''} onMouseDown={(event) => event.preventDefault()}>
        <FilterSuggestions id={listId} candidates={candidates} active={active} fault={fault} onChoose={accept} />
      </Popover.Dropdown>
    </Popover>
  );
}

function useFocusWhenAsked(input: React.RefObject<HTMLInputElement | null>): void {
  const focusAsked = useView((state) => state.filterFocus);
  const answered = useRef(focusAsked);
  useEffect(() => {
    if (focusAsked === answered.current) return;
    answered.current = focusAsked;
    input.current?.focus();
    input.current?.select();
  }, [focusAsked]);
}

interface UnderlineProps {
  readonly text: string;
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly from?: number;
  readonly to?: number;
  readonly unfinished?: boolean;
}

/** The same text below the field's own, unseen but for the line under what cannot be read. */
function Underline({ text, input, from, to, unfinished }: UnderlineProps) {
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = input.current;
    if (!field) return undefined;
    const follow = () => {
      if (shown.current) shown.current.scrollLeft = field.scrollLeft;
    };
    follow();
    field.addEventListener('scroll', follow);
    return () => field.removeEventListener('scroll', follow);
  }, [text]);
  if (from === undefined || to === undefined) return undefined;
  // A place behind the text is shown as wide as a character.
  const marked = text.slice(from, to) || ' ';
  return (
    <div ref={shown} className={classes['underline']} aria-hidden>
      {text.slice(0, from)}
      <span data-unfinished={unfinished === true ? true : undefined} data-testid="filter-fault-mark">
        {marked}
      </span>
      {text.slice(to)}
    </div>
  );
}
