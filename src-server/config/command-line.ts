import { COMPACT_FORMS } from './compact.ts';
import { allFlags, type Flag } from './flag-table.ts';
import { minimalConfig } from './minimal.ts';
import { isPlainObject } from './plain-object.ts';
import type { ServerConfig } from './schema.ts';

/** The command that starts the same server, for a POSIX shell. Expects absolute paths. */
export function toCommandLine(config: ServerConfig): string {
  const { root, ...options } = minimalConfig(config);
  const words = ['portico', ...(root === undefined ? [] : [asPath(root)])];
  for (const [key, value] of Object.entries(options)) words.push(...optionWords(key, value));
  return words.map(quote).join(' ');
}

/** A folder called "8000" is no port. */
function asPath(root: string): string {
  return /^-|^\d+$/.test(root) ? `./${root}` : root;
}

function optionWords(key: string, value: unknown): readonly string[] {
  const own = flagOf([key]);
  if (!own) return [];
  if (!isPlainObject(value) || own.adds) return flagWords(own, value);
  if (key === 'tls' && value.mode === 'local-ca') return ['--tls'];
  if (Object.keys(value).length === 0) return own.takes === 'maybe' ? [`--${own.name}`] : [`--${own.name}={}`];
  return Object.entries(value).flatMap(([part, partValue]) => partWords(key, part, partValue));
}

function partWords(key: string, part: string, value: unknown): readonly string[] {
  if (key === 'tls' && part === 'mode') return [];
  if (key === 'auth' && part === 'users' && Array.isArray(value)) {
    return value.flatMap((user) => ['--auth', JSON.stringify(user)]);
  }
  const flag = flagOf([key, part]);
  return flag ? flagWords(flag, value) : [];
}

function flagWords(flag: Flag, value: unknown): readonly string[] {
  if (value === true) return [`--${flag.name}`];
  if (value === false) return [`--no-${flag.name}`];
  if (flag.adds === 'entries' && isPlainObject(value)) return entryWords(flag, value);
  if (flag.adds === 'items') return itemWords(flag, Array.isArray(value) ? value : [value]);
  const text = String(value);
  // A flag that may stand alone takes the next word for its value only when it looks like one.
  return flag.takes === 'maybe' || text.startsWith('-') ? [`--${flag.name}=${text}`] : [`--${flag.name}`, text];
}

function itemWords(flag: Flag, items: readonly unknown[]): readonly string[] {
  if (items.length === 0) return [`--${flag.name}`, '[]'];
  const form = flag.path.length === 1 ? COMPACT_FORMS[flag.path[0] ?? ''] : undefined;
  return items.flatMap((item) => {
    const isSafe = typeof item === 'string' && !/^[-[{]/.test(item);
    return [
      `--${flag.name}`,
      form?.write(item) ?? (isSafe ? item : JSON.stringify(isPlainObject(item) ? item : [item])),
    ];
  });
}

function entryWords(flag: Flag, entries: Record<string, unknown>): readonly string[] {
  const words = Object.entries(entries);
  const isSafe = words.length > 0 && words.every(([name]) => !/^[-{]|=/.test(name));
  if (!isSafe) return [`--${flag.name}`, JSON.stringify(entries)];
  return words.flatMap(([name, value]) => [`--${flag.name}`, `${name}=${String(value)}`]);
}

function flagOf(path: readonly string[]): Flag | undefined {
  return allFlags().find((flag) => flag.path.join('.') === path.join('.'));
}

function quote(word: string): string {
  return /^[\w/:=.,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
