import { Kbd } from '@mantine/core';
import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconFilter } from '../../components/icons.ts';
import type { FilterProblem } from './filter.ts';
import { FIELDS } from './filter-fields.ts';
import { suggest } from './suggestions.ts';
import classes from './toolbar.module.css';

interface FilterFieldProps {
  readonly text: string;
  readonly problems: readonly FilterProblem[];
  readonly shortcut: string;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onChange: (text: string) => void;
}

/** The filter with suggestions: Tab or Enter takes one, Esc closes the list, then empties the field. */
export function FilterField({ text, problems, shortcut, inputRef, onChange }: FilterFieldProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const suggestions = open ? suggest(text) : [];
  const problem = problems[0];

  const take = (index: number) => {
    const taken = suggestions[index];
    if (!taken) return;
    onChange(taken.text);
    setActive(-1);
    setOpen(taken.text.endsWith(':'));
  };
  const press = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const next = active + (key === 'ArrowDown' ? 1 : -1);
      setActive(Math.max(-1, Math.min(suggestions.length - 1, next)));
    } else if ((key === 'Enter' || key === 'Tab') && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (key === 'Escape') {
      event.stopPropagation();
      if (suggestions.length > 0) setOpen(false);
      else onChange('');
    }
  };
  return (
    <div className={classes.filterBox}>
      <div className={classes.filter} data-bad={problem !== undefined || undefined}>
        <IconFilter className="quiet" size={14} stroke={1.75} aria-hidden />
        <input
          ref={inputRef}
          role="combobox"
          aria-label={t('filter.label')}
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={problem !== undefined}
          placeholder={t('filter.placeholder')}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setOpen(true);
            setActive(-1);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={press}
        />
        {text === '' && <Kbd className={classes.filterKey ?? ''}>{shortcut}</Kbd>}
      </div>
      {problem && (
        <p className={classes.problem} role="alert">
          {t('filter.problem', { term: problem.term, example: `${problem.field}:${FIELDS[problem.field].example}` })}
        </p>
      )}
      {!problem && suggestions.length > 0 && (
        <div
          id={listId}
          role="listbox"
          tabIndex={-1}
          aria-label={t('filter.suggestions')}
          className={classes.suggestions}
        >
          {suggestions.map(({ label, example }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
            <div
              key={label}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes.suggestion}
              // before the field loses the focus
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              {label}
              {example && <span aria-hidden>{example}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
