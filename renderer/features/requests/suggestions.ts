import { FIELDS, isFilterField } from './filter-fields.ts';

const VALUES: Readonly<Partial<Record<string, readonly string[]>>> = {
  status: ['2xx', '3xx', '4xx', '5xx', '404', '500', 'cut'],
  method: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  type: ['html', 'js', 'css', 'json', 'image', 'font', 'video', 'audio'],
  larger: ['10k', '1m', '100m'],
  smaller: ['1k', '100k'],
  slower: ['100ms', '1s', '10s'],
  faster: ['10ms', '100ms'],
  step: ['static', 'listing', 'spa', 'proxy', 'upload', 'rest', 'cgi'],
};

export interface Suggestion {
  /** What is shown, such as "status:404". */
  readonly label: string;
  /** The whole filter once it is taken. */
  readonly text: string;
  /** After a field alone: a value that works. */
  readonly example?: string;
}

/** Ways to go on with the last term of a filter. */
export function suggest(text: string): readonly Suggestion[] {
  const start = text.search(/\S*$/);
  const head = text.slice(0, start);
  const sign = text.slice(start).startsWith('-') ? '-' : '';
  const term = text.slice(start + sign.length).toLowerCase();
  const [name = '', value] = term.split(':', 2);
  const labels = value === undefined ? fieldsLike(name) : valuesLike(name, value);
  return labels
    .filter((label) => label !== term)
    .map((label) => ({ label: sign + label, text: head + sign + label, ...exampleFor(label.slice(0, -1)) }));
}

function exampleFor(name: string): Pick<Suggestion, 'example'> {
  return isFilterField(name) ? { example: FIELDS[name].example } : {};
}

function fieldsLike(start: string): readonly string[] {
  return Object.keys(FIELDS)
    .filter((name) => name.startsWith(start))
    .map((name) => `${name}:`);
}

function valuesLike(name: string, start: string): readonly string[] {
  const values = VALUES[name] ?? [];
  return values.filter((value) => value.toLowerCase().startsWith(start)).map((value) => `${name}:${value}`);
}
