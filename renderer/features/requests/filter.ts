import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { FIELDS, type FilterField, isFilterField } from './filter-fields.ts';
import { wholeTarget } from './shown-target.ts';

export type Predicate = (record: ExchangeRecord) => boolean;

/** A term that says nothing: which one, and the field whose example shows how it should look. */
export interface FilterProblem {
  readonly term: string;
  readonly field: FilterField;
}

export interface Filter {
  /** Undefined when every row is wanted. */
  readonly matches: Predicate | undefined;
  readonly problems: readonly FilterProblem[];
}

/**
 * The filter language: terms apart by spaces, all of which must hold. `field:value` looks at one field, `a,b` is either,
 * a leading "-" turns a term around, quotes keep spaces together, and a word without a field is looked for in what the
 * row shows. A term that cannot be understood is reported and left out.
 */
export function parseFilter(text: string): Filter {
  const tests: Predicate[] = [];
  const problems: FilterProblem[] = [];
  for (const term of splitTerms(text)) {
    const negated = term.startsWith('-') && term.length > 1;
    const parsed = parseTerm(negated ? term.slice(1) : term);
    if (typeof parsed === 'function') tests.push(negated ? (record) => !parsed(record) : parsed);
    else problems.push({ term, field: parsed.field });
  }
  const matches = tests.length > 0 ? (record: ExchangeRecord) => tests.every((test) => test(record)) : undefined;
  return { matches, problems };
}

/** Splits at spaces outside of quotes; a quote may stand anywhere in a term: `path:"/a b"`. */
export function splitTerms(text: string): readonly string[] {
  return text.match(/(?:"[^"]*"?|[^\s"])+/g) ?? [];
}

function parseTerm(term: string): Predicate | { readonly field: FilterField } {
  const colon = term.indexOf(':');
  const name = term.slice(0, colon).toLowerCase();
  if (colon < 0 || !isFilterField(name)) return containing(unquoted(term));
  const field = FIELDS[name];
  const values = unquoted(term.slice(colon + 1)).split(',');
  const tests = values.map((value) => (value === '' ? undefined : field.test(value)));
  // "status:" while it is still being typed wants nothing yet
  if (values.length === 1 && values[0] === '') return () => true;
  if (tests.includes(undefined)) return { field: name };
  return (record) => tests.some((test) => test?.(record));
}

function containing(text: string): Predicate {
  const wanted = text.toLowerCase();
  return ({ target, method, status, client, userAgent }) =>
    wholeTarget(target).toLowerCase().includes(wanted) ||
    target.toLowerCase().includes(wanted) ||
    client.includes(wanted) ||
    method.toLowerCase() === wanted ||
    String(status) === wanted ||
    (userAgent?.toLowerCase().includes(wanted) ?? false);
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}
