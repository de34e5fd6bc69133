import { isPlainObject } from './plain-object.ts';

/** How one item of a list option is written after its flag, and read back. */
export interface CompactForm {
  /** For `--help` and for messages. */
  readonly example: string;
  /** Undefined if the text is not of this form. */
  read(text: string): unknown;
  /** Undefined if the item has more to it than the form can say. */
  write(item: unknown): string | undefined;
}

const REDIRECT_STATUS = /^(.+)=(301|302|303|307|308)$/;
/** A status that no redirect has: meant as one, and not as the end of a path. */
const OTHER_STATUS = /^[^?]+=\d{3}$/;

/** Lists of plain texts need no form. Every list also takes its items as JSON. */
export const COMPACT_FORMS: Readonly<Record<string, CompactForm>> = {
  mounts: pair('at', 'root', '/docs=DIR'),
  rest: pair('at', 'file', '/api=FILE.json'),
  proxy: pair('at', 'target', '/api=URL'),
  headers: {
    example: "'Name: value'",
    read: (text) => {
      const [, name, value] = /^([^:\s]+):\s*(.*)$/s.exec(text) ?? [];
      return name === undefined ? undefined : { set: { [name]: value } };
    },
    write: (item) => {
      const [set] = valuesOf(item, ['set']) ?? [];
      const [field, ...others] = isPlainObject(set) ? Object.entries(set) : [];
      const isPlain = field && typeof field[1] === 'string' && field[1].trim() === field[1];
      return isPlain && others.length === 0 ? `${field[0]}: ${field[1]}` : undefined;
    },
  },
  redirects: {
    example: "'/old=/new[=301]'",
    read: (text) => {
      const [from, rest] = split(text) ?? [];
      if (from === undefined || rest === undefined) return undefined;
      const [, to, status] = REDIRECT_STATUS.exec(rest) ?? [];
      if (to === undefined && OTHER_STATUS.test(rest)) return undefined;
      return to === undefined || to.includes('?') ? { from, to: rest } : { from, to, status: Number(status) };
    },
    write: (item) => {
      const [from, to, status] = valuesOf(item, ['from', 'to', 'status']) ?? [];
      if (typeof from !== 'string' || typeof to !== 'string' || /[?=]/.test(from + to)) return undefined;
      return status === undefined ? `${from}=${to}` : `${from}=${to}=${status}`;
    },
  },
  routes: {
    example: "'GET /x=text'",
    read: (text) => {
      const [, method, path, body = ''] = /^(?:([A-Z]+|\*) +)?(\/[^=]*)=(.*)$/s.exec(text) ?? [];
      if (path === undefined) return undefined;
      return { ...(method === undefined ? {} : { method }), path, body: objectOrText(body) };
    },
    write: (item) => {
      const [method = 'GET', path, body] = valuesOf(item, ['method', 'path', 'body']) ?? [];
      if (typeof path !== 'string' || path.includes('=')) return undefined;
      const text = typeof body === 'string' ? body : isPlainObject(body) ? JSON.stringify(body) : undefined;
      if (text === undefined || (typeof body === 'string' && objectOrText(body) !== body)) return undefined;
      return `${method} ${path}=${text}`;
    },
  },
};

/** `.foo=text/x-foo`: one entry of an option that is a record. */
export function readEntry(text: string): Record<string, string> | undefined {
  const entry = split(text);
  return entry ? Object.fromEntries([entry]) : undefined;
}

function pair(first: string, second: string, example: string): CompactForm {
  return {
    example,
    read: (text) => {
      const [at, value] = split(text) ?? [];
      return at === undefined ? undefined : { [first]: at, [second]: value };
    },
    write: (item) => {
      const [at, value] = valuesOf(item, [first, second]) ?? [];
      if (typeof at !== 'string' || typeof value !== 'string') return undefined;
      return at.includes('=') ? undefined : `${at}=${value}`;
    },
  };
}

/** At the first "=", which is not the first letter. */
function split(text: string): readonly [before: string, after: string] | undefined {
  const at = text.indexOf('=');
  return at <= 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

/** The values under these keys, in their order; undefined if the item has others besides. */
function valuesOf(item: unknown, keys: readonly string[]): readonly unknown[] | undefined {
  if (!isPlainObject(item) || Object.keys(item).some((key) => !keys.includes(key))) return undefined;
  return keys.map((key) => item[key]);
}

/** A body that is a JSON object or list is sent as JSON. */
function objectOrText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
